// What goes wrong between us and a provider: clocks, keys, doubled questions, photos, and what the operator reads of it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Layer } from '../../../server/adapters/government-records/around.ts';
import { keyOfConfig, keyOfFile } from '../../../server/adapters/government-records/provider-key.ts';
import {
  alibabaFace,
  alibabaFailure,
  alibabaPair,
} from '../../../server/adapters/government-records/stand-in/alibaba.ts';
import { both, type Replies } from '../../../server/adapters/government-records/stand-in/people.ts';
import {
  tencentError,
  tencentFace,
  tencentPair,
} from '../../../server/adapters/government-records/stand-in/tencent.ts';
import { Sensitive } from '../../../server/domain/sensitive.ts';
import { citizenId, key, name, openRig, providers, type ProviderName, type Rig } from './provider-support.ts';

const minuteMs = 60_000;
const agrees: Record<ProviderName, Replies> = {
  tencent: { face: tencentFace('Success', 80), pair: tencentPair('0') },
  alibaba: { face: alibabaFace('200', 92), pair: alibabaPair('1') },
};
const withoutPortrait: Record<ProviderName, (pair: 'yes' | 'no' | 'nobody') => Replies> = {
  tencent: (pair) => ({
    face: tencentFace('FailedOperation.IdPhotoNoExist', 0),
    pair: tencentPair({ yes: '0', no: '-1', nobody: '-5' }[pair]),
  }),
  alibaba: (pair) => ({
    face: alibabaFace('203', null),
    pair: alibabaPair({ yes: '1', no: '2', nobody: '3' }[pair]),
  }),
};
/** How far apart the clocks may be, in minutes. */
const allowed: Record<ProviderName, number> = { tencent: 5, alibaba: 15 };

describe.each(providers)('%s', (provider) => {
  let rig: Rig;
  const open = async (readKey?: Parameters<typeof openRig>[1]): Promise<Rig> => {
    rig = await openRig(provider, readKey);
    rig.service.say(citizenId, agrees[provider]);
    return rig;
  };
  afterEach(() => rig.service.close());

  test.each([-1, 1])(
    'answers while the clocks differ a little, and names the clock when they differ too much',
    async (way) => {
      await open();
      rig.aheadMs = way * (allowed[provider] - 1) * minuteMs;
      expect((await rig.ask()).answer).toBe('match');
      rig.aheadMs = way * (allowed[provider] + 1) * minuteMs;
      expect(await rig.ask()).toMatchObject({ answer: 'unavailable', why: 'clock-skew' });
    },
  );

  test.each([
    ['secret', key.id, 'another'],
    ['id', 'AKIDOTHER', key.secret],
  ])('is not authorised with another %s', async (_what, id, secret) => {
    await open(keyOfConfig(new Sensitive(id), new Sensitive(secret)));
    expect(await rig.ask()).toMatchObject({ answer: 'unavailable', why: 'not-authorised' });
  });

  test('takes a new key from its file without a restart, and asks nothing without one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'portcullis-key-'));
    const path = join(folder, 'key.json');
    await open(keyOfFile(path));
    const why = async (): Promise<string> => {
      const answer = await rig.ask();
      return answer.answer === 'unavailable' ? answer.why : answer.answer;
    };
    expect(await why()).toBe('not-authorised');
    for (const text of ['', '{}', '{"id":"a b","secret":"x"}', '{"id":"","secret":""}', 'null']) {
      await writeFile(path, text);
      expect(await why()).toBe('not-authorised');
    }
    expect(rig.service.asked()).toBe(0);
    await writeFile(path, JSON.stringify({ ...key, secret: 'old' }));
    expect(await why()).toBe('not-authorised');
    expect(rig.service.asked()).toBe(1);
    await writeFile(path, JSON.stringify(key));
    expect(await why()).toBe('match');
    await rm(folder, { recursive: true });
  });

  test('asks once, whatever comes of it, and name and number besides only where there is no portrait', async () => {
    await open();
    const askedFor = async (replies: Replies): Promise<number> => {
      rig.service.say(citizenId, replies);
      const before = rig.service.asked();
      await rig.ask();
      return rig.service.asked() - before;
    };
    expect(await askedFor(agrees[provider])).toBe(1);
    for (const trouble of ['hangs-up', 'cut-off', 'gateway-busy', 'gateway-down', 'wrong-type'] as const)
      expect(await askedFor(both({ trouble }))).toBe(1);
    expect(await askedFor(both(tencentError('InternalError')))).toBe(1);
    expect(await askedFor(both(alibabaFailure('402')))).toBe(1);
    expect(await askedFor(withoutPortrait[provider]('yes'))).toBe(2);
  });

  test.each([
    ['yes', { answer: 'match', face: { kind: 'missing' } }],
    ['no', { answer: 'mismatch' }],
    ['nobody', { answer: 'not-found' }],
  ] as const)('without a portrait, says of name and number what it was told: %s', async (pair, expected) => {
    await open();
    rig.service.say(citizenId, withoutPortrait[provider](pair));
    expect(await rig.ask()).toEqual(expected);
  });

  test('without a portrait, is unavailable when name and number cannot be asked about', async () => {
    await open();
    rig.service.say(citizenId, { ...withoutPortrait[provider]('yes'), pair: { trouble: 'cut-off' } });
    expect((await rig.ask()).answer).toBe('unavailable');
  });

  test('answers the same question asked twice at once, twice', async () => {
    await open();
    const answers = await Promise.all([rig.ask(), rig.ask()]);
    expect(answers.map(({ answer }) => answer)).toEqual(['match', 'match']);
  });

  test('sends no photo that is larger than the service takes', async () => {
    await open();
    expect(await rig.ask({ photo: new Uint8Array(4_000_000) })).toMatchObject({ why: 'refused' });
    expect(rig.service.asked()).toBe(0);
  });

  test('gives up on a body that does not end, and does not wait for it', async () => {
    await open();
    for (const trouble of ['hangs', 'slow-body'] as const) {
      rig.service.say(citizenId, both({ trouble }));
      const controller = new AbortController();
      const before = rig.service.asked();
      const asking = rig.ask({ signal: controller.signal });
      while (rig.service.asked() === before) await new Promise((resolve) => setImmediate(resolve));
      controller.abort();
      expect(await asking).toEqual({ answer: 'unavailable', why: 'timeout', retryAfterMs: null });
    }
  });

  test('tells the operator the code, and nothing that an answer smuggled into it', async () => {
    await open();
    const replies = { tencent: tencentError, alibaba: alibabaFailure }[provider];
    for (const code of ['Never.HeardOf', citizenId, name, key.secret, 'x'.repeat(200)]) {
      rig.service.say(citizenId, both(replies(code)));
      await rig.ask();
    }
    expect(rig.troubles.map((one) => one.code)).toEqual([
      'Never.HeardOf',
      'unreadable',
      'unreadable',
      'unreadable',
      'unreadable',
    ]);
    const printed = JSON.stringify(rig.troubles);
    for (const hidden of [citizenId, name, key.secret]) expect(printed).not.toContain(hidden);
  });
});

test('a service that cannot be connected to is known to have billed nothing, one that hangs up is not', async () => {
  const rig = await openRig('tencent');
  rig.service.say(citizenId, both({ trouble: 'hangs-up' }));
  await rig.ask();
  await rig.service.close();
  await rig.ask();
  expect(rig.troubles).toMatchObject([
    { why: 'unreachable', billing: 'unstated' },
    { why: 'unreachable', billing: 'free' },
  ]);
});

test('the layers stand around each single question, also about a person without a portrait', async () => {
  const asked: string[] = [];
  const layer: Layer = async (ask, signal) => {
    const answer = await ask(signal);
    asked.push(answer.answer === 'said' ? `${answer.code} ${answer.billing}` : answer.why);
    return answer;
  };
  const rig = await openRig('alibaba', undefined, [layer]);
  rig.service.say(citizenId, withoutPortrait.alibaba('yes'));
  expect(await rig.ask()).toMatchObject({ answer: 'match', face: { kind: 'missing' } });
  expect(asked).toEqual(['203 unstated', '1 billed']);
  await rig.service.close();
});
