// Runs the business registers' contract on the signed adapter in front of a stand-in, with both ways of signing.

import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { magicBusinessCodes } from '../../server/adapters/business-registry/magic-codes.ts';
import { parseMapping } from '../../server/adapters/business-registry/mapping.ts';
import { createSignedRegistry } from '../../server/adapters/business-registry/signed-http.ts';
import {
  answerText,
  signingKeyOfFile,
  signText,
  type ReadSigningKey,
  type SigningKey,
} from '../../server/adapters/wire/signature.ts';
import { sayOfBusiness } from '../../server/adapters/business-registry/stand-in.ts';
import { askOnce } from '../../server/adapters/wire/ask-once.ts';
import { createSignedStandIn } from '../../server/adapters/wire/signed-stand-in.ts';
import {
  openWireServer,
  type WireReply,
  type WireRequest,
} from '../../server/adapters/wire/stand-in-server.ts';
import { createSystemClock } from '../../server/adapters/system/clock.ts';
import { createSystemRandom } from '../../server/adapters/system/random.ts';
import type { BusinessCode } from '../../server/domain/business-code.ts';
import type { Clock } from '../../server/ports/clock.ts';
import { businessRegistryContract, type RegisterBehaviour } from './business-registry.ts';
import { wireBehaviours, type WireBehaviour } from './government-records.ts';
import { keyInFile, waysOfSigning, type KeyInFile } from './signing-keys.ts';

const clock = createSystemClock();
const random = createSystemRandom();
const never = new AbortController().signal;
const mapping = parseMapping(await readFile('docs/examples/registry-mapping.json', 'utf8'));
const active = '91990000MA0000015Q' as BusinessCode;
const query = { code: active, name: '沙盒晨光贸易有限公司' };
const unknown = '91990000MA0000306U' as BusinessCode;

const hmac: SigningKey = { kind: 'hmac', id: 'STANDIN', secret: 'stand-in-secret-3f9a77' };

const outcomeOf: Partial<Record<RegisterBehaviour, string>> = {
  penalised: 'active-penalised',
  'says-little': 'active-says-little',
  hangs: 'never-answers',
};
const isOfAWire = (behaviour: string): behaviour is WireBehaviour => behaviour in wireBehaviours;
/** The wire misbehaves towards a code that the register would not know. */
const wireCodes = new Map(
  (Object.keys(wireBehaviours) as WireBehaviour[]).map((behaviour, index) => [
    behaviour,
    `91990000MA00003${String(index).padStart(2, '0')}0` as BusinessCode,
  ]),
);

type Change = (reply: WireReply, question: WireRequest) => WireReply | Promise<WireReply>;

async function openService(
  keys: KeyInFile['atTheService'],
  change: Change = (reply) => reply,
  onQuestion?: (question: WireRequest) => void,
) {
  const answer = createSignedStandIn({ keys, clock, say: sayOfBusiness });
  return openWireServer(
    async (question) => {
      const asked = JSON.parse(question.body) as { uscc: string };
      const torn = [...wireCodes].find(([, code]) => code === asked.uscc);
      return torn === undefined ? change(await answer(question), question) : { trouble: torn[0] };
    },
    { onQuestion },
  );
}

const registryAt = (
  url: string,
  key: ReadSigningKey,
  now: Clock = clock,
  onTrouble: (why: string) => void = () => undefined,
) => createSignedRegistry({ url, mapping, key, clock: now, random, ask: askOnce, onTrouble });

async function inFrontOf(asking: SigningKey, answering: SigningKey, change?: Change, now = clock) {
  const service = await openService(() => ({ theirs: answering, ours: answering }), change);
  return { registry: registryAt(service.url, async () => asking, now), service };
}

for (const way of ['hmac', 'jws'] as const)
  businessRegistryContract(`signed HTTP by ${way}`, async () => {
    const key = await keyInFile(way);
    const received: string[] = [];
    const service = await openService(key.atTheService, undefined, ({ body }) => void received.push(body));
    const lines: string[] = [];
    let aheadMs = 0;
    const ours = { now: () => new Date(clock.now().getTime() + aheadMs) };
    const onTrouble = (why: string) => void lines.push(why);
    return {
      registry: registryAt(service.url, signingKeyOfFile(key.path), ours, onTrouble),
      code: (behaviour) => {
        if (isOfAWire(behaviour)) return wireCodes.get(behaviour) ?? null;
        if (behaviour === 'not-found') return unknown;
        const outcome = outcomeOf[behaviour] ?? behaviour;
        const found = magicBusinessCodes.find((one) => one.outcome === outcome);
        return (found?.code ?? null) as BusinessCode | null;
      },
      secrets: ['张伟', '样板区', ...key.secrets],
      logged: () => lines.join('\n'),
      wire: {
        received: () => received,
        exchangeKey: key.exchange,
        setAhead: (ms) => {
          aheadMs = ms;
        },
        allowedSkewMs: 5 * 60_000,
      },
      close: async () => {
        await service.close();
        await key.remove();
      },
    };
  });

describe('a signed answer', () => {
  let close: () => Promise<void> = async () => undefined;
  afterEach(() => close());

  async function answerWith(change: Change, asking = hmac, answering = hmac, now = clock) {
    const { registry, service } = await inFrontOf(asking, answering, change, now);
    close = () => service.close();
    return registry.lookUp(query, never);
  }
  const isReply = (reply: WireReply): reply is Extract<WireReply, { json: unknown }> => 'json' in reply;
  const changed =
    (with_: (reply: Extract<WireReply, { json: unknown }>) => Partial<typeof reply>): Change =>
    (reply) =>
      isReply(reply) ? { ...reply, ...with_(reply) } : reply;
  const badAnswer = { answer: 'unavailable', why: 'bad-answer' };

  test('is believed as it came', async () => {
    expect(await answerWith((reply) => reply)).toMatchObject({ answer: 'found', state: 'active' });
  });

  test.each(Object.entries(waysOfSigning))(
    'is not believed when a letter of it was changed: %s',
    async (_way, keys) => {
      const { asking, answering } = await keys();
      const other = changed(({ json }) => ({
        json: JSON.parse(JSON.stringify(json).replace('晨光', '晨星')) as unknown,
      }));
      expect(await answerWith(other, asking, answering)).toMatchObject(badAnswer);
    },
  );

  test.each(Object.entries(waysOfSigning))(
    'is not believed without its signature: %s',
    async (_way, keys) => {
      const { asking, answering } = await keys();
      const bare = changed(({ headers }) => ({ headers: { ...headers, signature: '' } }));
      expect(await answerWith(bare, asking, answering)).toMatchObject(badAnswer);
    },
  );

  test('is not believed when it is the one to an earlier question', async () => {
    let first: WireReply | null = null;
    const replay: Change = (reply) => (first ??= reply);
    const { registry, service } = await inFrontOf(hmac, hmac, replay);
    close = () => service.close();
    expect(await registry.lookUp(query, never)).toMatchObject({ answer: 'found' });
    expect(await registry.lookUp(query, never)).toMatchObject(badAnswer);
  });

  test('is not believed with another status than it was signed for', async () => {
    const unpaid = magicBusinessCodes.find(({ outcome }) => outcome === 'unpaid')?.code as BusinessCode;
    const { registry, service } = await inFrontOf(
      hmac,
      hmac,
      changed(() => ({ status: 500 })),
    );
    close = () => service.close();
    expect(await registry.lookUp({ ...query, code: unpaid }, never)).toMatchObject(badAnswer);
  });

  test.each(Object.entries(waysOfSigning))('is not believed from another key: %s', async (_way, keys) => {
    const { asking } = await keys();
    const { answering } = await keys();
    const { answer } = await answerWith((reply) => reply, asking, answering);
    expect(answer).toBe('unavailable');
  });

  test('without a signature tells by its status whether our key is at fault', async () => {
    const bare = changed(() => ({ headers: {}, status: 401 }));
    expect(await answerWith(bare)).toMatchObject({ answer: 'unavailable', why: 'not-authorised' });
  });

  test('to a question from a clock too far from theirs says so', async () => {
    const late = { now: () => new Date(clock.now().getTime() + 301_000) };
    expect(await answerWith((reply) => reply, hmac, hmac, late)).toMatchObject({ why: 'clock-skew' });
  });

  test.each([-302, 302])('signed %i seconds from now says so of the clock', async (seconds) => {
    const far: Change = async (reply, { headers }) => {
      if (!isReply(reply)) return reply;
      const time = String(Math.floor(clock.now().getTime() / 1000) + seconds);
      const nonce = String(headers['signature-nonce']);
      const text = answerText(time, nonce, 200, JSON.stringify(reply.json));
      return { ...reply, headers: { 'signature-time': time, signature: await signText(hmac, text) } };
    };
    expect(await answerWith(far)).toMatchObject({ answer: 'unavailable', why: 'clock-skew' });
  });
});
