// A record that fails in every way at random, 500 times: nobody is admitted by an error, and nobody is asked about twice for none.
import { afterEach, describe, expect, test } from 'vitest';
import { createOrderOfServices } from '../../server/adapters/government-records/order-of-services.ts';
import { createRetry } from '../../server/adapters/government-records/retry.ts';
import { createSystemRandom } from '../../server/adapters/system/random.ts';
import { checkGovernmentRecord } from '../../server/features/verification/check-government-record.ts';
import { recordAnswerClass } from '../../server/ports/record-question.ts';
import {
  openRig,
  providers,
  type ProviderName,
  type Rig,
} from '../adapters/government-records/provider-support.ts';
import { seededRandom } from '../puppet/noise.ts';
import { declaration } from '../support/applicants.ts';
import { bareRecordDeps, drawReplies, factsOfSomebody } from '../support/record-chaos.ts';

const { signal } = new AbortController();
const opened: Rig[] = [];
afterEach(async () => {
  for (const { service } of opened.splice(0)) await service.close();
});

/** Retries as in service, without their pauses, of questions known to be free alone; `retries` counts them. */
async function openRetrying(provider: ProviderName): Promise<{ rig: Rig; retries: () => number }> {
  const billings: string[] = [];
  const retry = createRetry({
    random: createSystemRandom(),
    delay: async () => undefined,
    onRetry: ({ trouble }) => void billings.push(trouble.billing),
  });
  const rig = await openRig(provider, undefined, [retry]);
  opened.push(rig);
  return { rig, retries: () => billings.filter((one) => one === 'free').length };
}

test.each(providers)('%s', async (provider) => {
  const { rig, retries } = await openRetrying(provider);
  const chance = seededRandom(7);
  const counts = { yes: 0, passed: 0, none: 0 };
  for (let each = 0; each < 500; each += 1) {
    const { said, replies } = drawReplies(provider, chance, each % 50 === 0);
    rig.service.say(declaration.citizenId, replies);
    const deps = { ...bareRecordDeps, records: rig.records };
    const { report } = await checkGovernmentRecord(deps, factsOfSomebody, signal);
    const isPassed = report.result.outcome === 'passed';
    if (isPassed && said !== 'yes') expect.fail(`passed by ${JSON.stringify(replies)}`);
    if (said === 'error') expect(report.result.outcome).toBe('unavailable');
    if (said === 'yes') counts.yes += 1;
    if (said === 'none') counts.none += 1;
    if (isPassed) counts.passed += 1;
  }
  expect(counts.yes).toBeGreaterThan(50);
  expect(counts.none).toBeGreaterThan(20);
  expect(counts.passed).toBeGreaterThan(0);
  expect(retries()).toBeGreaterThan(0);
  // a second question only where there was no portrait, or the first is known to have cost nothing
  expect(rig.service.asked()).toBeLessThanOrEqual(500 + counts.none + retries());
});

describe.each([
  ['tencent', 'alibaba'],
  ['alibaba', 'tencent'],
] as const)('%s, and then %s', (first, next) => {
  test('admit nobody by an error of either, and ask the second only for want of an answer', async () => {
    const rigs = { [first]: await openRetrying(first), [next]: await openRetrying(next) };
    const at = (provider: ProviderName) => rigs[provider] as Awaited<ReturnType<typeof openRetrying>>;
    const records = createOrderOfServices({
      services: [at(first).rig.records, at(next).rig.records],
      limitMs: bareRecordDeps.timeoutMs / 2,
      onQuestion: () => undefined,
    });
    const chance = seededRandom(11);
    const counts = { passedByNext: 0, askedNext: 0 };
    const allowed = { first: 0, next: 0 };
    const perhapsBilled = (provider: ProviderName): number =>
      at(provider).rig.service.asked() - at(provider).retries();
    for (let each = 0; each < 500; each += 1) {
      const mayHang = each % 50 === 0;
      const drawn = { first: drawReplies(first, chance, mayHang), next: drawReplies(next, chance, mayHang) };
      at(first).rig.service.say(declaration.citizenId, drawn.first.replies);
      at(next).rig.service.say(declaration.citizenId, drawn.next.replies);
      const { report, questions } = await checkGovernmentRecord(
        { ...bareRecordDeps, records },
        factsOfSomebody,
        signal,
      );
      const trail = questions.map(({ answer }) => recordAnswerClass(answer));
      const isNextAsked = questions.length > 1;
      // one question where the trail has one, and one more for want of a portrait
      allowed.first += drawn.first.said === 'none' ? 2 : 1;
      if (isNextAsked) allowed.next += drawn.next.said === 'none' ? 2 : 1;
      // from the beginning on: one that was given up may still arrive a little later
      expect(perhapsBilled(first)).toBeLessThanOrEqual(allowed.first);
      expect(perhapsBilled(next)).toBeLessThanOrEqual(allowed.next);
      if (isNextAsked) {
        expect(trail[0]).toMatch(/^unavailable\/(?!refused)/);
        expect(questions[1]?.because).toBe('fallback');
      }
      const rests = isNextAsked ? drawn.next : drawn.first;
      const isPassed = report.result.outcome === 'passed';
      if (isPassed && rests.said !== 'yes') expect.fail(`passed by ${JSON.stringify(rests.replies)}`);
      if (rests.said === 'error') expect(report.result.outcome).toBe('unavailable');
      if (isNextAsked) counts.askedNext += 1;
      if (isNextAsked && isPassed) counts.passedByNext += 1;
    }
    expect(counts.askedNext).toBeGreaterThan(100);
    expect(counts.passedByNext).toBeGreaterThan(10);
  });
});
