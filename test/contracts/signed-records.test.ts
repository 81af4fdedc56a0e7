// Runs the government records' contract on the signed adapter: both shapes, both ways of signing, and mutual TLS.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRetry } from '../../server/adapters/government-records/retry.ts';
import { magicNumbers, type MagicOutcome } from '../../server/adapters/government-records/magic-numbers.ts';
import { parseMapping } from '../../server/adapters/government-records/mapping.ts';
import { createSignedRecords } from '../../server/adapters/government-records/signed-http.ts';
import { sayByComparison, sayByPortrait } from '../../server/adapters/government-records/stand-in/signed.ts';
import { createSystemClock } from '../../server/adapters/system/clock.ts';
import { createSystemRandom } from '../../server/adapters/system/random.ts';
import { createAskOnce } from '../../server/adapters/wire/ask-once.ts';
import { openClientTls } from '../../server/adapters/wire/client-certificate.ts';
import { signingKeyOfFile } from '../../server/adapters/wire/signature.ts';
import { createSignedStandIn } from '../../server/adapters/wire/signed-stand-in.ts';
import { openWireServer } from '../../server/adapters/wire/stand-in-server.ts';
import type { CitizenId } from '../../server/domain/citizen-id.ts';
import { makeCertificate } from '../support/certificates.ts';
import {
  governmentRecordsContract,
  wireBehaviours,
  type StandIn,
  type StandInBehaviour,
  type WireBehaviour,
} from './government-records.ts';
import { keyInFile } from './signing-keys.ts';

type Shape = 'comparison' | 'portrait';

const clock = createSystemClock();
const random = createSystemRandom();
/** As they are in service, but for the pauses. */
const layers = [createRetry({ random, delay: async () => undefined, onRetry: () => undefined })];
const name = '阿卜杜拉·买买提';
const portrait = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 0xff, 0xd9);
const say = { comparison: sayByComparison, portrait: sayByPortrait(portrait) };

const authority = makeCertificate('Authority', null);
const service = makeCertificate('127.0.0.1', authority);
const client = makeCertificate('portcullis', authority);

const outcomeFor: Readonly<Record<Shape, Partial<Record<StandInBehaviour, MagicOutcome | null>>>> = {
  comparison: {
    'agrees-with-portrait': null,
    'agrees-by-comparison': 'match',
    'agrees-weakly': 'weak-match',
    'disagrees-by-comparison': 'portrait-differs',
    'agrees-without-portrait': 'portrait-missing',
    hangs: 'never-answers',
  },
  portrait: {
    'agrees-with-portrait': 'match',
    'agrees-by-comparison': null,
    'agrees-weakly': null,
    'disagrees-by-comparison': null,
    'agrees-without-portrait': 'portrait-missing',
    'face-refused': null,
    'photo-blurred': null,
    'photo-too-dark': null,
    'photo-face-covered': null,
    'photo-several-faces': null,
    hangs: 'never-answers',
  },
};

const isOfAWire = (behaviour: string): behaviour is WireBehaviour => behaviour in wireBehaviours;
/** The wire misbehaves towards numbers that the record would not know. */
const wireNumbers = (Object.keys(wireBehaviours) as WireBehaviour[]).map(
  (behaviour, index) => [behaviour, `11010519491231${String(1000 + index)}` as CitizenId] as const,
);

async function openTls() {
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-records-tls-'));
  const files = {
    certFile: join(folder, 'cert.pem'),
    keyFile: join(folder, 'key.pem'),
    caFile: join(folder, 'ca.pem'),
  };
  await writeFile(files.certFile, client.cert);
  await writeFile(files.keyFile, client.key);
  await writeFile(files.caFile, authority.cert);
  const { cert, key } = service;
  const server = { cert, key, ca: authority.cert, requestCert: true, rejectUnauthorized: true };
  return { server, files, remove: () => rm(folder, { recursive: true }) };
}

async function inFrontOf(shape: Shape, way: 'hmac' | 'jws', isMutual: boolean): Promise<StandIn> {
  const mapping = parseMapping(await readFile(`docs/examples/records-${shape}-mapping.json`, 'utf8'));
  const key = await keyInFile(way);
  const tls = isMutual ? await openTls() : null;
  const answer = createSignedStandIn({ keys: key.atTheService, clock, say: say[shape] });
  const received: string[] = [];
  const server = await openWireServer(
    async (question) => {
      const { idNumber } = JSON.parse(question.body) as { idNumber: string };
      const torn = wireNumbers.find(([, number]) => number === idNumber);
      return torn === undefined ? answer(question) : { trouble: torn[0] };
    },
    { tls: tls?.server ?? null, onQuestion: ({ body }) => void received.push(body) },
  );
  const lines: string[] = [];
  let aheadMs = 0;
  const records = createSignedRecords({
    url: server.url,
    mapping,
    key: signingKeyOfFile(key.path),
    clock: { now: () => new Date(clock.now().getTime() + aheadMs) },
    random,
    ask: createAskOnce({ tls: tls === null ? null : await openClientTls(tls.files) }),
    layers,
    onTrouble: (what) => void lines.push(JSON.stringify(what)),
  });
  return {
    records,
    async person(behaviour) {
      if (isOfAWire(behaviour)) {
        const torn = wireNumbers.find(([one]) => one === behaviour);
        return torn === undefined ? null : { name, citizenId: torn[1] };
      }
      const given = outcomeFor[shape][behaviour];
      const outcome = given === undefined ? behaviour : given;
      const found = magicNumbers.find((one) => one.outcome === outcome);
      return found === undefined ? null : { name, citizenId: found.citizenId as CitizenId };
    },
    secrets: key.secrets,
    logged: () => lines.join('\n'),
    kept: async () => '',
    wire: {
      received: () => received,
      exchangeKey: key.exchange,
      setAhead: (ms) => {
        aheadMs = ms;
      },
      allowedSkewMs: 5 * 60_000,
    },
    close: async () => {
      await server.close();
      await key.remove();
      await tls?.remove();
    },
  };
}

for (const shape of ['comparison', 'portrait'] as const) {
  for (const way of ['hmac', 'jws'] as const)
    governmentRecordsContract(`signed HTTP, ${shape}, by ${way}`, () => inFrontOf(shape, way, false));
  governmentRecordsContract(`signed HTTP, ${shape}, by mutual TLS`, () => inFrontOf(shape, 'hmac', true));
}
