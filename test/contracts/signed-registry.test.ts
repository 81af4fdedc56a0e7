// Runs the business registers' contract on the signed adapter in front of a stand-in, with both ways of signing.

import { readFile } from 'node:fs/promises';
import { exportJWK, generateKeyPair } from 'jose';
import { afterEach, describe, expect, test } from 'vitest';
import { magicBusinessCodes } from '../../server/adapters/business-registry/magic-codes.ts';
import { parseMapping } from '../../server/adapters/business-registry/mapping.ts';
import { createSignedRegistry } from '../../server/adapters/business-registry/signed-http.ts';
import { answerText, signText, type RegistryKey } from '../../server/adapters/business-registry/signature.ts';
import {
  createRegisterStandIn,
  type RegisterQuestion,
} from '../../server/adapters/business-registry/stand-in.ts';
import { askOnce } from '../../server/adapters/government-records/provider-wire.ts';
import {
  openWireServer,
  type WireReply,
} from '../../server/adapters/government-records/stand-in/wire-server.ts';
import { createSystemClock } from '../../server/adapters/system/clock.ts';
import { createSystemRandom } from '../../server/adapters/system/random.ts';
import type { BusinessCode } from '../../server/domain/business-code.ts';
import { businessRegistryContract, type RegisterBehaviour } from './business-registry.ts';
import { wireBehaviours, type WireBehaviour } from './government-records.ts';

const clock = createSystemClock();
const random = createSystemRandom();
const never = new AbortController().signal;
const mapping = parseMapping(await readFile('docs/examples/registry-mapping.json', 'utf8'));
const active = '91990000MA0000015Q' as BusinessCode;
const query = { code: active, name: '沙盒晨光贸易有限公司' };
const unknown = '91990000MA0000306U' as BusinessCode;

const secret = 'stand-in-secret-3f9a77';
const hmac: RegistryKey = { kind: 'hmac', id: 'STANDIN', secret };

async function pairOfKeys(): Promise<{ asking: RegistryKey; answering: RegistryKey }> {
  const [ours, theirs] = [await newPair(), await newPair()];
  const kind = { kind: 'jws', id: 'STANDIN' } as const;
  return {
    asking: { ...kind, privateKey: ours.privateKey, theirPublicKey: theirs.publicKey },
    answering: { ...kind, privateKey: theirs.privateKey, theirPublicKey: ours.publicKey },
  };
}

async function newPair() {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwkOf = async (key: Parameters<typeof exportJWK>[0]) => ({
    ...(await exportJWK(key)),
    kty: 'EC',
    alg: 'ES256' as const,
  });
  return { privateKey: await jwkOf(privateKey), publicKey: await jwkOf(publicKey) };
}

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

type Change = (reply: WireReply, question: RegisterQuestion) => WireReply | Promise<WireReply>;

async function inFrontOf(
  asking: RegistryKey,
  answering: RegistryKey,
  change: Change = (reply) => reply,
  now = clock,
) {
  const answer = createRegisterStandIn({ theirs: toCheck(asking, answering), ours: answering, clock });
  const service = await openWireServer(async (question) => {
    const asked = JSON.parse(question.body) as { uscc: string };
    const torn = [...wireCodes].find(([, code]) => code === asked.uscc);
    return torn === undefined ? change(await answer(question), question) : { trouble: torn[0] };
  });
  const lines: string[] = [];
  const registry = createSignedRegistry({
    url: service.url,
    mapping,
    key: async () => asking,
    clock: now,
    random,
    ask: askOnce,
    onTrouble: (why) => void lines.push(why),
  });
  return { registry, lines, service };
}

/** What the register checks questions with: its own key, which knows the asking side's public one. */
const toCheck = (asking: RegistryKey, answering: RegistryKey): RegistryKey =>
  asking.kind === 'hmac' ? asking : answering;

const ways = { hmac: async () => ({ asking: hmac, answering: hmac }), jws: pairOfKeys };

for (const [way, keys] of Object.entries(ways))
  businessRegistryContract(`signed HTTP by ${way}`, async () => {
    const { asking, answering } = await keys();
    const { registry, lines, service } = await inFrontOf(asking, answering);
    return {
      registry,
      code: (behaviour) => {
        if (isOfAWire(behaviour)) return wireCodes.get(behaviour) ?? null;
        if (behaviour === 'not-found') return unknown;
        const outcome = outcomeOf[behaviour] ?? behaviour;
        const found = magicBusinessCodes.find((one) => one.outcome === outcome);
        return (found?.code ?? null) as BusinessCode | null;
      },
      secrets: ['张伟', '样板区', secret],
      logged: () => lines.join('\n'),
      close: () => service.close(),
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

  test.each(Object.entries(ways))(
    'is not believed when a letter of it was changed: %s',
    async (_way, keys) => {
      const { asking, answering } = await keys();
      const other = changed(({ json }) => ({
        json: JSON.parse(JSON.stringify(json).replace('晨光', '晨星')) as unknown,
      }));
      expect(await answerWith(other, asking, answering)).toMatchObject(badAnswer);
    },
  );

  test.each(Object.entries(ways))('is not believed without its signature: %s', async (_way, keys) => {
    const { asking, answering } = await keys();
    const bare = changed(({ headers }) => ({ headers: { ...headers, signature: '' } }));
    expect(await answerWith(bare, asking, answering)).toMatchObject(badAnswer);
  });

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

  test.each(Object.entries(ways))('is not believed from another key: %s', async (_way, keys) => {
    const { asking } = await keys();
    const { answering } =
      asking.kind === 'hmac' ? { answering: { ...hmac, secret: 'another-secret-0000' } } : await pairOfKeys();
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
