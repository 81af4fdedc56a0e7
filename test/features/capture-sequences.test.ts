// Whatever is sent in whatever order, no capture completes without a judged pass of each of its steps, in order.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FramesMeta, StepVerdict } from '../../server/contract/liveness.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { baselineOf, judgeStep, type FrameSignals } from '../../server/domain/liveness.ts';
import type { StepKind } from '../../server/domain/liveness-protocol.ts';
import type { LivenessFrameRow } from '../../server/ports/liveness-records.ts';
import { actions } from '../puppet/motion.ts';
import { actionFor } from '../try/drive-capture.ts';
import { Refused } from '../try/http-client.ts';
import { somebodyAt, type Somebody } from '../support/applicants.ts';
import { openHand, type Batch, type Hand, type Oddity } from '../support/capture-hand.ts';
import { filmOf, type Film } from '../support/films.ts';
import { recordFilms, type RecordedFilms } from '../support/recorded-engine.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';

/** More of them with SEQUENCE_RUNS; 300 took a minute and a half of two quiet cores, twice a run of the project's check. */
const runs = Number(process.env['SEQUENCE_RUNS'] ?? 120);

let portcullis: TestPortcullis;
let films: RecordedFilms;
beforeAll(async () => {
  const real: Record<string, Film> = {};
  for (const action of actions) real[action] = await filmOf('sample1', action);
  films = await recordFilms(real, join(tmpdir(), 'portcullis-test-models'));
  portcullis = await startPortcullis({ replacements: { engine: films.engine } });
});
afterAll(() => portcullis.close());

/** Numbers choose among what there is at that moment: the rest of the division by how many there are. */
const pick = fc.nat({ max: 1000 });
const chosen = <One>(from: readonly One[], number: number): One => from[number % from.length] as One;

const command = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      does: fc.constant('as-asked' as const),
      hand: pick,
      steps: fc.integer({ min: 1, max: 3 }),
      /** With a token that this capture gave out, which may be an old one. */
      token: fc.option(pick, { freq: 3 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('oddly' as const),
      hand: pick,
      film: fc.constantFrom(...actions),
      from: fc.oneof(fc.constant(0), fc.nat({ max: 30 })),
      frames: fc.oneof(fc.constant(16), fc.nat({ max: 16 })),
      isLast: fc.boolean(),
      // declining ends the application, and with it the sequence
      answer: fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(null, 'agree' as const) },
        { weight: 1, arbitrary: fc.constant('decline' as const) },
      ),
      /** What else is odd about it; a number where another one takes the place of the right one. */
      token: fc.option(pick, { freq: 3 }),
      session: fc.option(pick, { freq: 3 }),
      step: fc.option(fc.nat({ max: 5 }), { freq: 3 }),
      batch: fc.option(fc.nat({ max: 3 }), { freq: 3 }),
      laterMs: fc.constantFrom(0, 0, 0, 400, 5_000, 170_000),
    }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('nothing' as const), hand: pick }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('open' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('wait' as const),
      ms: fc.constantFrom(1_000, 14_000, 45_000, 200_000),
    }),
  },
);
type Command = typeof command extends fc.Arbitrary<infer One> ? One : never;

/** What the person was told of one capture. */
interface Told {
  /** The one token that is good now; null once the capture is over. */
  token: string | null;
  /** All that were given out for it, newest first. */
  readonly tokens: string[];
  index: number;
  readonly passed: StepKind[];
  kind: StepKind;
  isComplete: boolean;
}

interface World {
  readonly applicant: Somebody;
  readonly hands: Hand[];
  readonly told: Map<string, Told>;
  readonly tokens: string[];
}

const seen = { complete: 0, passed: 0, refused: 0, requests: 0 };

async function open(world: World): Promise<void> {
  const hand = await openHand(world.applicant);
  const { token, index, kind } = hand.step();
  for (const told of world.told.values()) if (!told.isComplete) told.token = null;
  world.told.set(hand.sessionId, { token, tokens: [token], index, kind, passed: [], isComplete: false });
  world.tokens.push(token);
  world.hands.push(hand);
}

/** Sends, and holds the answer to what may be answered at all. */
async function send(world: World, hand: Hand, batch: Batch, odd: Oddity = {}): Promise<StepVerdict | null> {
  const sessionId = odd.sessionId ?? hand.sessionId;
  const token = odd.token ?? hand.step().token;
  const stepIndex = odd.stepIndex ?? hand.step().index;
  seen.requests += 1;
  let verdict: StepVerdict;
  try {
    verdict = await hand.post(batch, odd);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const told =
      portcullis
        .log()
        .split('\n')
        .find((line) => line.includes('"stack"')) ?? '';
    expect(error.problem.status, `${error.problem.type} ${told}`).toBeLessThan(500);
    seen.refused += 1;
    return null;
  }
  const told = world.told.get(sessionId);
  if (told === undefined) throw new Error(`an answer came for ${sessionId}, which is not theirs`);
  expect({ token, stepIndex }, 'only the present token of the present step is answered').toEqual({
    token: told.token,
    stepIndex: told.index,
  });
  switch (verdict.status) {
    case 'watching':
      return verdict;
    case 'passed':
      seen.passed += 1;
      told.passed.push(told.kind);
      expect(verdict.next.index).toBe(told.index + 1);
      break;
    case 'retry':
      expect(verdict.step).toMatchObject({ index: told.index, kind: told.kind });
      break;
    case 'complete':
      seen.complete += 1;
      told.passed.push(told.kind);
      told.isComplete = true;
      expect(told).toMatchObject({ index: 4, kind: 'agree' });
      break;
    case 'ended':
    case 'declined':
      break;
  }
  const next = verdict.status === 'passed' ? verdict.next : verdict.status === 'retry' ? verdict.step : null;
  told.token = next?.token ?? null;
  if (next !== null) {
    [told.index, told.kind] = [next.index, next.kind];
    told.tokens.unshift(next.token);
    world.tokens.push(next.token);
  }
  return verdict;
}

const perRequest = 16;

/** One step, honestly; what was sent oddly before may have spoilt it. */
async function doAsAsked(world: World, hand: Hand, odd: Oddity): Promise<void> {
  const film = films.film(actionFor[hand.step().kind]);
  for (let from = 0; from < film.length; from += perRequest) {
    const isLast = from + perRequest >= film.length;
    const verdict = await send(world, hand, { frames: film.slice(from, from + perRequest), isLast }, odd);
    if (verdict?.status !== 'watching') return;
  }
}

function oddityOf(world: World, asked: Extract<Command, { does: 'oddly' }>): Oddity {
  const meta: Partial<FramesMeta> = asked.batch === null ? {} : { batch: asked.batch };
  return {
    meta,
    isAtOnce: asked.laterMs > 0,
    ...(asked.token === null ? {} : { token: chosen(world.tokens, asked.token) }),
    ...(asked.session === null ? {} : { sessionId: chosen([...world.told.keys()], asked.session) }),
    ...(asked.step === null ? {} : { stepIndex: asked.step }),
  };
}

async function follow(world: World, one: Command): Promise<void> {
  switch (one.does) {
    case 'as-asked': {
      const hand = chosen(world.hands, one.hand);
      for (let step = 0; step < one.steps; step += 1) {
        const known = world.told.get(hand.sessionId)?.tokens ?? [];
        await doAsAsked(world, hand, one.token === null ? {} : { token: chosen(known, one.token) });
      }
      return;
    }
    case 'oddly': {
      const frames = films.film(one.film).slice(one.from, one.from + one.frames);
      const { isLast, answer, laterMs } = one;
      const batch = { frames, isLast, answer, laterMs };
      await send(world, chosen(world.hands, one.hand), batch, oddityOf(world, one));
      return;
    }
    case 'nothing': // another try, with another token
      await send(world, chosen(world.hands, one.hand), {
        frames: films.film('hold-still').slice(0, perRequest),
        isLast: true,
      });
      return;
    case 'open':
      // who completed, declined or ran out of attempts is refused
      await open(world).catch((error: unknown) => {
        if (!(error instanceof Refused)) throw error;
      });
      return;
    case 'wait':
      portcullis.clock.putForward(one.ms);
  }
}

/** Signals of the last try at a step, as they are stored. */
function lastTry(frames: readonly LivenessFrameRow[], index: number): FrameSignals[] {
  const own = frames.filter(({ stepIndex }) => stepIndex === index);
  const tries = Math.max(...own.map(({ stepTry }) => stepTry));
  return own.filter(({ stepTry }) => stepTry === tries).map(({ signals }) => signals as FrameSignals);
}

/** What is on record of a capture, judged once more from its frames. */
async function expectTrue(id: ApplicationId, sessionId: string, told: Told): Promise<void> {
  const row = await portcullis.database.liveness.find(id, sessionId);
  if (row === null) throw new Error('a capture was told of that does not exist');
  expect(row.state === 'complete').toBe(told.isComplete);
  const trail = (await portcullis.database.audit.of(id)).filter(
    ({ data }) => (data as { sessionId?: unknown }).sessionId === sessionId,
  );
  const passes = trail.flatMap(({ type, data }) =>
    type === 'liveness.step-judged' && data.verdict === 'passed' ? [data.step] : [],
  );
  expect(passes).toEqual(told.passed);
  expect(passes).toEqual(row.script.slice(0, passes.length));
  expect(trail.some(({ type }) => type === 'liveness.completed')).toBe(told.isComplete);
  if (told.isComplete) expect(passes).toEqual(row.script);
  if (passes.length === 0) return;
  const frames = await portcullis.database.liveness.frames(sessionId);
  expect(frames.map(({ stepIndex }) => stepIndex)).toEqual(
    frames.map(({ stepIndex }) => stepIndex).sort((a, b) => a - b),
  );
  const baseline = baselineOf(lastTry(frames, 0));
  passes.forEach((step, index) => {
    const judged = judgeStep(step, lastTry(frames, index), index === 0 ? null : baseline, true);
    expect(judged.verdict, step).toBe('passed');
  });
}

test(
  `no sequence of calls completes a capture without a judged pass of every step in order (${runs} sequences)`,
  { timeout: 1_800_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 4, maxLength: 14 }), async (commands) => {
        const applicant = await somebodyAt(portcullis, 'declared');
        const world: World = { applicant, hands: [], told: new Map(), tokens: [] };
        await open(world);
        for (const one of commands) await follow(world, one);
        const id = applicant.id as ApplicationId;
        for (const [sessionId, told] of world.told) await expectTrue(id, sessionId, told);
        const isDone = [...world.told.values()].some(({ isComplete }) => isComplete);
        const view = await applicant.view();
        if (view.state === 'draft') expect(view.liveness.isDone).toBe(isDone);
      }),
      { numRuns: runs },
    );
    console.log(
      `${seen.requests} requests, ${seen.refused} refused, ${seen.passed} steps passed, ${seen.complete} captures complete`,
    );
    // the sequences say something only when some of them get through, and some are stopped
    expect(seen.complete).toBeGreaterThan(runs / 20);
    expect(seen.refused).toBeGreaterThan(runs);
  },
);
