// Both services fail in every way at random, and processes die, for 500 applications: none is admitted by an error or lost.
import { AsyncLocalStorage } from 'node:async_hooks';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createBreaker } from '../../server/adapters/government-records/breaker.ts';
import { createCostCounter, readCosts } from '../../server/adapters/government-records/costs.ts';
import { createMeasure } from '../../server/adapters/government-records/measure.ts';
import { createOrderOfServices } from '../../server/adapters/government-records/order-of-services.ts';
import { createRetry } from '../../server/adapters/government-records/retry.ts';
import { createServiceGuard } from '../../server/adapters/service-guard/breaker.ts';
import { createSystemRandom } from '../../server/adapters/system/random.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { serviceWait } from '../../server/domain/limits.ts';
import { referStuck } from '../../server/features/verification/refer-stuck.ts';
import { verifyApplication } from '../../server/features/verification/verify-application.ts';
import type { GovernmentRecords } from '../../server/ports/government-records.ts';
import type { GuardState } from '../../server/ports/service-guard.ts';
import { goLive, openTestStores, type TestStores } from '../adapters/database/stores/stories.ts';
import {
  openRig,
  providers,
  type ProviderName,
  type Rig,
} from '../adapters/government-records/provider-support.ts';
import { seededRandom } from '../puppet/noise.ts';
import { askedStory } from '../support/asked-story.ts';
import { drawReplies, type Drawn } from '../support/record-chaos.ts';
import { machineOfStory } from '../support/shadow-story.ts';

const count = 500;
const wave = 50;
const atOnce = 8;
const timeoutMs = 300;
const chance = seededRandom(41);
const clock = { now: () => new Date() };

/** Of one application at one provider. */
interface Tally {
  asked: number;
  /** Times it said that it has no portrait, after which name and number are asked about alone. */
  none: number;
  /** Asked again because it had cost nothing. */
  retries: number;
  said: Drawn['said'] | null;
}
const tallies = new Map<string, Tally>();
function tallyOf(provider: ProviderName, id: string): Tally {
  const found = tallies.get(`${provider} ${id}`) ?? { asked: 0, none: 0, retries: 0, said: null };
  tallies.set(`${provider} ${id}`, found);
  return found;
}
const whose = new AsyncLocalStorage<ApplicationId>();

interface Watched {
  readonly rig: Rig;
  readonly states: GuardState[];
  put: number;
  heldBack: number;
}

/** As in service, without pauses, pace and alarms. */
async function openWatched(provider: ProviderName, stores: TestStores): Promise<Watched> {
  const states: GuardState[] = [];
  const guard = createServiceGuard(({ state }) => void states.push(state));
  const retry = createRetry({
    random: createSystemRandom(),
    delay: async () => undefined,
    onRetry: () => void (tallyOf(provider, whose.getStore() ?? '').retries += 1),
  });
  const costs = createCostCounter({
    provider,
    clock,
    sql: () => stores.db,
    onError: (error) => expect.fail(String(error)),
  });
  const measure = createMeasure({ elapsedMs: () => 0, onAsked: () => void (watched.put += 1) });
  const breaker = createBreaker(guard, () => void (watched.heldBack += 1));
  const rig = await openRig(provider, undefined, [retry, breaker, costs, measure]);
  const watched: Watched = { rig, states, put: 0, heldBack: 0 };
  return watched;
}

/** What a provider says of somebody from now on, counting how often it is asked. */
function sayAnything(
  provider: ProviderName,
  { service }: Rig,
  who: { id: string; citizenId: string },
  isDown: boolean,
) {
  const tally = tallyOf(provider, who.id);
  let drawn = drawReplies(provider, chance, chance() < 0.02);
  // what is drawn is trouble, most of it: out in an outage, and less often outside of one
  if (isDown) while (drawn.said !== 'error') drawn = drawReplies(provider, chance, false);
  else if (chance() < 0.8) while (drawn.said === 'error') drawn = drawReplies(provider, chance, false);
  tally.said = drawn.said;
  service.say(who.citizenId, {
    get face() {
      tally.asked += 1;
      if (drawn.said === 'none') tally.none += 1;
      return drawn.replies.face;
    },
    get pair() {
      tally.asked += 1;
      return drawn.replies.pair;
    },
  });
}

let stores: TestStores;
const at = {} as Record<ProviderName, Watched>;
beforeAll(async () => {
  stores = await openTestStores();
  vi.useFakeTimers({ toFake: ['Date'] });
  for (const provider of providers) at[provider] = await openWatched(provider, stores);
});
afterAll(async () => {
  vi.useRealTimers();
  for (const { rig } of Object.values(at)) await rig.service.close();
  await stores.close();
});

async function inTurns<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one);
    }),
  );
}

test('nobody is admitted by an error, nobody is lost, and nobody is asked about twice without a reason on record', async () => {
  const { db } = stores;
  const order = createOrderOfServices({
    services: [at.tencent.rig.records, at.alibaba.rig.records],
    limitMs: timeoutMs / 2,
    onQuestion: () => undefined,
  });
  const waitMs = serviceWait.longestMs;
  const story = askedStory(db, clock, { records: order, waitMs, timeoutMs });
  await goLive(db, { share: 0.9, machine: machineOfStory(story.deps) });
  const people = new Map<ApplicationId, { id: string; citizenId: string }>();
  /** Some more apply. */
  async function arrive(): Promise<readonly ApplicationId[]> {
    const arrived: ApplicationId[] = [];
    while (people.size < count && arrived.length < wave) {
      const citizenId = `110105194912${String(310000 + people.size)}`;
      const id = await story.open({ citizenId });
      people.set(id, { id, citizenId });
      arrived.push(id);
    }
    return arrived;
  }

  const deaths = new Map<ApplicationId, number>();
  /** As the queue does: who is cut off while asking runs again. */
  async function verify(id: ApplicationId): Promise<void> {
    const death = new AbortController();
    const dies = chance() < 0.05;
    const records: GovernmentRecords = {
      name: order.name,
      async lookUp(query, signal, onAsked) {
        const answer = await order.lookUp(query, signal, onAsked);
        if (dies) death.abort(new Error('the process died'));
        return answer;
      },
    };
    const job = { applicationId: id, round: 1 };
    try {
      await whose.run(id, () => verifyApplication({ ...story.deps, records }, job, death.signal));
    } catch (error) {
      if (!dies) throw error;
      deaths.set(id, (deaths.get(id) ?? 0) + 1);
      crashed.push(id);
    }
  }

  let crashed: ApplicationId[] = [];
  let due = await arrive();
  for (let turn = 0; (await db.applications.countIn('checking')) > 0; turn += 1) {
    if (turn > 100) expect.fail('some wait for ever');
    // both go down twice while people keep coming
    const isDown = (turn > 1 && turn < 4) || (turn > 6 && turn < 9);
    await db.gateModes.watched(clock.now());
    for (const id of due) {
      const who = people.get(id);
      if (who === undefined) continue;
      for (const provider of providers) sayAnything(provider, at[provider].rig, who, isDown);
    }
    crashed = [];
    await inTurns(due, verify);
    vi.setSystemTime(Date.now() + 10_000 + Math.floor(chance() * 40_000));
    await referStuck(story.deps, new AbortController().signal);
    const again = await db.checkWaits.due(clock.now(), count);
    const waited = again.map(({ applicationId }) => applicationId);
    due = [...new Set([...crashed, ...waited]), ...(await arrive())];
  }
  vi.useRealTimers();

  const admitted: ApplicationId[] = [];
  for (const id of people.keys()) {
    const state = (await db.applications.find(id))?.state;
    expect(['admitted', 'in_review']).toContain(state);
    const trail = (await db.audit.of(id)).flatMap((entry) =>
      entry.type === 'government-record.asked' ? [entry.data] : [],
    );
    const put = trail.filter(({ answer }) => answer !== 'unavailable/held-back');
    const died = deaths.get(id) ?? 0;
    // each question but the first has its reason on record
    expect(put.slice(1).filter(({ because }) => because === undefined)).toEqual([]);
    for (const provider of providers) {
      const { asked, none, retries } = tallyOf(provider, id);
      const onRecord = put.filter((data) => data.provider.startsWith(provider)).length;
      // a question on record each, or known to be free, or for want of a portrait, or lost with its process
      expect(asked - retries).toBeLessThanOrEqual(onRecord + none + died);
    }
    const reports = await db.verification.reports(id, 1);
    const isPassed = reports.some(
      ({ check, result }) => check === 'government-record' && result.outcome === 'passed',
    );
    if (state === 'admitted') admitted.push(id);
    if (state === 'admitted') expect(isPassed).toBe(true);
    if (!isPassed) continue;
    const last = providers.find((provider) => trail.at(-1)?.provider.startsWith(provider));
    if (last === undefined) expect.fail('passed, and nobody was asked');
    expect(tallyOf(last, id).said).toBe('yes');
  }
  expect(await db.checkWaits.tally()).toEqual({ applications: 0, since: null });

  // it was what it claims to be: some got in, breakers opened and closed, processes died, and nothing was free of trouble
  expect(admitted.length).toBeGreaterThan(20);
  expect(deaths.size).toBeGreaterThan(5);
  for (const { states, heldBack } of Object.values(at)) {
    expect(states).toEqual(expect.arrayContaining(['open', 'half-open']));
    expect(heldBack).toBeGreaterThan(20);
  }
  expect(Object.values(at).flatMap(({ states }) => states)).toContain('closed');
  // what was kept back is in no bill
  await vi.waitFor(async () => {
    const costs = await readCosts(db);
    const billed = (provider: ProviderName): number =>
      costs
        .filter((month) => month.provider === provider)
        .reduce((sum, { questions: { billed, free, unstated } }) => sum + billed + free + unstated, 0);
    for (const provider of providers) expect(billed(provider)).toBe(at[provider].put);
  });
});
