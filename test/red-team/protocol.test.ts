// Attacks on the protocol: recordings, splices, tokens and clocks, through the real HTTP addresses and the real models.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { StepVerdict } from '../../server/contract/liveness.ts';
import { livenessActions, type StepKind } from '../../server/domain/liveness-protocol.ts';
import type { Frame } from '../puppet/act.ts';
import { seededRandom } from '../puppet/noise.ts';
import { samples, type SampleName } from '../puppet/sample.ts';
import { somebodyAt, type Somebody } from '../support/applicants.ts';
import { openHand, type Batch, type Hand, type Oddity } from '../support/capture-hand.ts';
import { filmOf } from '../support/films.ts';
import { marked } from '../support/jpeg-mark.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';
import { actionFor } from '../try/drive-capture.ts';
import { Refused } from '../try/http-client.ts';
import { createTally } from './tally.ts';

/** A session as somebody who listened has it: every step with the very files that were sent. */
interface Recording {
  readonly steps: readonly { readonly kind: StepKind; readonly frames: readonly Frame[] }[];
}

const framesPerRequest = 12;
const people = Object.keys(samples) as SampleName[];
const tally = createTally();
let portcullis: TestPortcullis;
let attacker: Somebody;
const recordings: Recording[] = [];

const asOwnFiles = (frames: readonly Frame[]): Frame[] =>
  frames.map(({ jpeg, capturedAtMs }) => ({ jpeg: marked(jpeg), capturedAtMs }));

/** Sends the frames of a step until it is judged. */
async function send(hand: Hand, frames: readonly Frame[], odd: Oddity = {}): Promise<StepVerdict> {
  for (let from = 0; ; from += framesPerRequest) {
    const isLast = from + framesPerRequest >= frames.length;
    const verdict = await hand.post({ frames: frames.slice(from, from + framesPerRequest), isLast }, odd);
    if (verdict.status !== 'watching' || isLast) return verdict;
  }
}

async function record(person: SampleName): Promise<Recording> {
  const hand = await openHand(await somebodyAt(portcullis, 'declared'));
  const steps: { kind: StepKind; frames: readonly Frame[] }[] = [];
  for (;;) {
    const { kind } = hand.step();
    const frames = asOwnFiles(await filmOf(person, actionFor[kind]));
    const verdict = await send(hand, frames, { isAsItIs: true });
    steps.push({ kind, frames });
    if (verdict.status === 'complete') return { steps };
    if (verdict.status !== 'passed') throw new Error(`${kind} was judged ${verdict.status}`);
  }
}

/** Whether the request was answered with a verdict instead of a problem. */
async function isTaken(request: Promise<unknown>): Promise<boolean> {
  try {
    await request;
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

beforeAll(async () => {
  portcullis = await startPortcullis();
  for (const person of people) {
    recordings.push(await record(person));
    tally.add('puppet that does as asked (session over HTTP)', true);
  }
}, 600_000);
beforeEach(async () => {
  attacker = await somebodyAt(portcullis, 'declared');
});
afterAll(async () => {
  tally.print('protocol');
  await portcullis.close();
});

const recordingOf = (trial: number): Recording => recordings[trial % recordings.length] as Recording;
const framesOf = (recording: Recording, kind: StepKind): readonly Frame[] =>
  recording.steps.find((step) => step.kind === kind)?.frames ?? [];

test('refuses every recorded file in any other session, whatever comes before it', async () => {
  const species = 'recorded session replayed as it is';
  for (let trial = 0; trial < 54; trial++) {
    const hand = await openHand(attacker);
    const { steps } = recordingOf(trial);
    if (trial % 2 === 1) await send(hand, await filmOf(people[trial % 3] as SampleName, 'neutral'));
    // eight captures that showed an action are all that an application has
    if (trial % 12 === 11) attacker = await somebodyAt(portcullis, 'declared');
    const first = steps[trial % 2 === 1 ? 1 + (trial % (steps.length - 1)) : 0]?.frames ?? [];
    tally.add(species, await isTaken(send(hand, first, { isAsItIs: true })));
  }
  expect(tally.trials(species)).toBe(54);
  expect(tally.accepted(species)).toBe(0);
});

test('refuses recorded files between live ones', async () => {
  const species = 'two sessions spliced, files as they are';
  const random = seededRandom(21);
  for (let trial = 0; trial < 54; trial++) {
    const hand = await openHand(attacker);
    const live = await filmOf(people[trial % 3] as SampleName, 'neutral');
    const foreign = framesOf(recordingOf(trial), 'neutral');
    const at = 1 + Math.floor(3 * random());
    // a single recorded frame is enough to refuse all that come with it
    const mixed = [...asOwnFiles(live.slice(0, at)), ...foreign.slice(at, at + 1 + (trial % 3))];
    tally.add(species, await isTaken(hand.post({ frames: mixed }, { isAsItIs: true })));
  }
  expect(tally.trials(species)).toBe(54);
  expect(tally.accepted(species)).toBe(0);
});

/** Plays the steps of a recording, re-encoded: in their order, or the one that is asked for. */
async function replay(
  hand: Hand,
  { steps }: Recording,
  isSorted: boolean,
): Promise<{ end: StepVerdict['status']; isFitting: boolean }> {
  let end: StepVerdict['status'] = 'watching';
  for (const { kind, frames } of steps) {
    const asked = hand.step().kind;
    const chosen = isSorted ? framesOf({ steps }, asked) : frames;
    const isFitting = isSorted ? chosen.length > 0 : asked === kind;
    // what does not fit is sent all the same, but for an action that was never recorded
    end = (await send(hand, asOwnFiles(chosen.length > 0 ? chosen : frames), { isAsItIs: true })).status;
    if (end !== 'passed' || !isFitting) return { end, isFitting };
  }
  return { end, isFitting: true };
}

test('a re-encoded recording gets through only when chance draws its very script again', async () => {
  const [differs, same] = [
    'recorded session re-encoded, another script drawn',
    'recorded session re-encoded, its very script drawn',
  ];
  let openings = 0;
  while (tally.trials(differs) < 50) {
    attacker = await somebodyAt(portcullis, 'declared');
    const { end, isFitting } = await replay(await openHand(attacker), recordingOf(openings++), false);
    tally.add(isFitting ? same : differs, end === 'complete');
  }
  process.stdout.write(
    `the recorded script was drawn ${tally.trials(same)} times in ${openings}; expected 1 in 60\n`,
  );
  expect(tally.accepted(differs)).toBe(0);
}, 600_000);

test('recorded actions, each sent when it is asked for, get through where all that are drawn were recorded', async () => {
  const species = 'recorded actions sorted by what is asked (opening)';
  for (let opening = 0; opening < 50; opening++) {
    const { end, isFitting } = await replay(await openHand(attacker), recordingOf(opening), true);
    expect(end === 'complete').toBe(isFitting);
    tally.add(species, end === 'complete');
    if (end === 'complete' || opening % 7 === 6) attacker = await somebodyAt(portcullis, 'declared');
  }
  process.stdout.write(`expected: one opening in ten, as three of the five actions were recorded\n`);
  expect(tally.trials(species)).toBe(50);
}, 600_000);

test('refuses frames sent in another order than they were captured', async () => {
  const species = 'frames reordered, with their own clock';
  const random = seededRandom(31);
  const hand = await openHand(attacker);
  const film = await filmOf('sample1', 'neutral');
  for (let trial = 0; trial < 54; trial++) {
    const some = film.slice(0, 4 + (trial % 3));
    const order = some.map((_, index) => index);
    const [one, other] = [Math.floor(random() * (order.length - 1)), order.length - 1];
    [order[one], order[other]] = [other, one];
    const listed = some.map(({ capturedAtMs }, seq) => ({ seq, capturedAtMs: 10 + capturedAtMs }));
    const meta =
      trial % 2 === 0
        ? { frames: order.map((index) => listed[index] ?? { seq: 0, capturedAtMs: 0 }) }
        : {
            frames: listed.map(({ seq }, index) => ({
              seq,
              capturedAtMs: listed[order[index] ?? 0]?.capturedAtMs ?? 0,
            })),
          };
    tally.add(species, await isTaken(hand.post({ frames: some }, { meta })));
  }
  expect(tally.trials(species)).toBe(54);
  expect(tally.accepted(species)).toBe(0);
  expect(await send(hand, film)).toMatchObject({ status: 'passed' });
});

test('refuses right frames with a forged clock', async () => {
  const species = 'right frames, forged clock';
  const random = seededRandom(41);
  const film = await filmOf('sample5', 'neutral');
  const some = film.slice(0, 5);
  const at = (times: readonly number[]): Oddity => ({
    meta: { frames: times.map((capturedAtMs, seq) => ({ seq, capturedAtMs })) },
    isAtOnce: true,
  });
  const hand = await openHand(attacker);
  for (let trial = 0; trial < 12; trial++) {
    const gap = 40 + 80 * random();
    const even = some.map((_, index) => 5 + index * gap);
    const forged: readonly (readonly number[])[] = [
      // later than they can have been captured: from the tolerance on
      even.map((time) => time + 3_600_000 * random() + 120_000),
      // quicker than any camera
      even.map((_, index) => 5 + index * 7.9 * random()),
      // going back, and standing still
      even.map((time, index) => (index === 3 ? time - 4 * gap : time)).map((time) => Math.max(0, time)),
      even.map((time, index) => (index === 2 ? (even[1] ?? 0) : time)),
    ];
    for (const times of forged) tally.add(species, await isTaken(hand.post({ frames: some }, at(times))));
  }
  // captured long before the step was shown: the neutral step took twenty seconds, the answer claims to be older
  const slow = await openHand(attacker);
  portcullis.clock.putForward(20_000);
  expect(await slow.post({ frames: film.slice(0, 8) }, { isAtOnce: true })).toMatchObject({
    status: 'passed',
  });
  const turn = await filmOf('sample5', actionFor[slow.step().kind]);
  for (let trial = 0; trial < 6; trial++) {
    const frames = turn
      .slice(0, 5)
      .map((_, index) => ({ seq: 8 + index, capturedAtMs: 1500 + 300 * trial + 83 * index }));
    tally.add(
      species,
      await isTaken(slow.post({ frames: turn.slice(0, 5) }, { meta: { frames }, isAtOnce: true })),
    );
  }
  expect(tally.trials(species)).toBe(54);
  expect(tally.accepted(species)).toBe(0);
});

test('refuses a token a second time, at another step, for another session or person, and altered', async () => {
  const species = 'token used again, elsewhere or altered';
  const film = await filmOf('sample6', 'neutral');
  const batch: Batch = { frames: film.slice(0, 3) };
  for (let round = 0; round < 6; round++) {
    const other = await openHand(await somebodyAt(portcullis, 'declared'));
    const earlier = await openHand(attacker);
    const old = earlier.step().token;
    const hand = await openHand(attacker);
    const fresh = hand.step().token;
    const odd: Oddity[] = [
      { token: other.step().token },
      { token: old },
      { token: old, sessionId: earlier.sessionId },
      { token: fresh, stepIndex: 1 },
      { token: `${fresh.slice(0, 10 + 5 * round)}x${fresh.slice(11 + 5 * round)}` },
      { token: fresh.slice(0, -(2 + round)) },
    ];
    for (const one of odd) tally.add(species, await isTaken(hand.post(batch, one)));
    expect(await send(hand, film)).toMatchObject({ status: 'passed' });
    const used: Oddity[] = [{ token: fresh, stepIndex: 0 }, { token: fresh }, { stepIndex: 2 }];
    for (const one of used) tally.add(species, await isTaken(hand.post(batch, one)));
  }
  expect(tally.trials(species)).toBe(54);
  expect(tally.accepted(species)).toBe(0);
});

test('refuses another person who takes over in the middle of a step', async () => {
  const species = 'person swapped midway (session over HTTP)';
  for (const one of people)
    for (const other of people.filter((name) => name !== one)) {
      const hand = await openHand(await somebodyAt(portcullis, 'declared'));
      expect(await send(hand, await filmOf(one, 'neutral'))).toMatchObject({ status: 'passed' });
      const action = actionFor[hand.step().kind];
      const [own, foreign] = [await filmOf(one, action), await filmOf(other, action)];
      const third = Math.floor(own.length / 3);
      const verdict = await send(hand, [...own.slice(0, third), ...foreign.slice(third)]);
      expect(verdict).toMatchObject({ status: 'retry', reason: 'another-person' });
      tally.add(species, verdict.status === 'passed');
    }
  expect(tally.accepted(species)).toBe(0);
});

test('what was recorded holds three of the five actions, and chance draws from all of them', () => {
  for (const { steps } of recordings) {
    const kinds = steps.slice(1, -1).map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(3);
    expect(livenessActions).toEqual(expect.arrayContaining(kinds));
  }
});

test('the threat model publishes what is certain as it was counted', () => {
  const certain = [
    'recorded session replayed as it is',
    'two sessions spliced, files as they are',
    'recorded session re-encoded, another script drawn',
    'frames reordered, with their own clock',
    'right frames, forged clock',
    'token used again, elsewhere or altered',
    'person swapped midway (session over HTTP)',
  ];
  expect(tally.unpublished(certain)).toEqual([]);
});
