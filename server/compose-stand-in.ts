// Puts together stand-ins of outside services for trying out, with the settings under which Portcullis asks them.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sayOfBusiness } from './adapters/business-registry/stand-in.ts';
import { openAlibabaStandIn } from './adapters/government-records/stand-in/alibaba.ts';
import { sayByComparison, sayByPortrait } from './adapters/government-records/stand-in/signed.ts';
import { openTencentStandIn } from './adapters/government-records/stand-in/tencent.ts';
import { createSystemClock } from './adapters/system/clock.ts';
import { createSystemRandom } from './adapters/system/random.ts';
import type { SigningKey } from './adapters/wire/signature.ts';
import { createSignedStandIn, type SignedStandInConfig } from './adapters/wire/signed-stand-in.ts';
import { openWireServer } from './adapters/wire/stand-in-server.ts';
import { recordProviders, recordSettings } from './records-config.ts';
import { registrySettings } from './registry-config.ts';

const root = resolve(fileURLToPath(import.meta.url), import.meta.url.endsWith('.ts') ? '../..' : '../../..');
const example = (name: string): string => join(root, 'docs', 'examples', name);

const clock = createSystemClock();
const random = createSystemRandom();

interface Part {
  readonly environment: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

/** Settings under which Portcullis asks the stand-ins, and them alone: every other one of either port is empty. */
export type OpenStandIn = Part;

const newSecret = (): string => Buffer.from(random.bytes(24)).toString('hex');

async function openProviderStandIn(provider: 'tencent' | 'alibaba'): Promise<Part> {
  const key = { id: 'STANDIN', secret: newSecret() };
  const sceneId = '1000000000';
  const service =
    provider === 'tencent'
      ? await openTencentStandIn({ key, clock })
      : await openAlibabaStandIn({ key, clock }, sceneId);
  const environment = {
    GOVERNMENT_RECORDS: provider,
    GOVERNMENT_RECORDS_URL: service.url,
    GOVERNMENT_RECORDS_KEY_ID: key.id,
    GOVERNMENT_RECORDS_KEY_SECRET: key.secret,
    GOVERNMENT_RECORDS_SCENE_ID: provider === 'alibaba' ? sceneId : '',
  };
  return { environment, close: () => service.close() };
}

/** With an HMAC key of its own in a file of its own, both gone when it closes. */
async function openSignedStandIn(
  place: 'GOVERNMENT_RECORDS' | 'BUSINESS_REGISTRY',
  mappingFile: string,
  say: SignedStandInConfig['say'],
): Promise<Part> {
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-stand-in-'));
  const key: SigningKey = { kind: 'hmac', id: 'STANDIN', secret: newSecret() };
  const keyFile = join(folder, 'key.json');
  await writeFile(keyFile, JSON.stringify(key), { mode: 0o600 });
  const keys = () => ({ theirs: key, ours: key });
  const service = await openWireServer(createSignedStandIn({ keys, clock, say }));
  return {
    environment: {
      [place]: 'signed-http',
      [`${place}_URL`]: service.url,
      [`${place}_MAPPING_FILE`]: mappingFile,
      [`${place}_KEY_FILE`]: keyFile,
    },
    close: async () => {
      await service.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What can be stood in for; the last has the shape in which the record hands its portrait out. */
export const standInKinds = [...recordProviders, 'signed-http-portrait'] as const;
export type StandInKind = (typeof standInKinds)[number];

/** Whom every number that agrees is on record with: the face that `npm run try` wears unless told otherwise. */
const portraitFile = join(root, 'node_modules', '@vladmandic', 'face-api', 'demo', 'sample1.jpg');

async function openRecord(kind: StandInKind): Promise<Part> {
  switch (kind) {
    case 'tencent':
    case 'alibaba':
      return openProviderStandIn(kind);
    case 'signed-http':
      return openSignedStandIn(
        'GOVERNMENT_RECORDS',
        example('records-comparison-mapping.json'),
        sayByComparison,
      );
    case 'signed-http-portrait':
      return openSignedStandIn(
        'GOVERNMENT_RECORDS',
        example('records-portrait-mapping.json'),
        sayByPortrait(await readFile(portraitFile)),
      );
  }
}

const nothingElse = Object.fromEntries(
  Object.keys({ ...recordSettings, ...registrySettings }).map((name) => [name, '']),
);

/**
 * A record and a register of our own on this machine; they know the sandbox's numbers and codes, and nobody else. The
 * register signs, whatever the record is like.
 */
export async function openStandIn(kind: StandInKind): Promise<OpenStandIn> {
  const record = await openRecord(kind);
  const register = await openSignedStandIn(
    'BUSINESS_REGISTRY',
    example('registry-mapping.json'),
    sayOfBusiness,
  );
  return {
    environment: { ...nothingElse, ...record.environment, ...register.environment },
    close: async () => {
      await record.close();
      await register.close();
    },
  };
}
