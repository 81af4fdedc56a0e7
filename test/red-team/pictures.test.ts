// Attacks on the picture: what the real models and the rules make of stills, sheets, other people and puppets.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foreshorteningOf, type TurnFrame } from '../../server/domain/foreshortening.ts';
import {
  baselineOf,
  isGoodNeutral,
  judgeStep,
  type Baseline,
  type FrameSignals,
} from '../../server/domain/liveness.ts';
import { actionsPerCapture, livenessActions, type StepKind } from '../../server/domain/liveness-protocol.ts';
import { drawActions } from '../../server/features/liveness/draw-actions.ts';
import { policy } from '../../server/gate/policy.ts';
import type { FaceEngine } from '../../server/ports/face-engine.ts';
import { framesFor, photoFrames } from '../puppet/act.ts';
import { createFlatSheet } from '../puppet/flat-sheet.ts';
import { seededRandom } from '../puppet/noise.ts';
import { samplePuppet, samples, sampleStill, type SampleName } from '../puppet/sample.ts';
import { filmOf, reel } from '../support/films.ts';
import { actionFor } from '../try/drive-capture.ts';
import { readReel, redTeamEngine, reEncoded, repeatableChance, seenAt, type Reel } from './reels.ts';
import { createTally } from './tally.ts';

const people = Object.keys(samples) as SampleName[];
const steps = ['neutral', ...livenessActions, 'agree'] as const;
const tally = createTally();
/** Smaller than the puppets' frames, of the same make: a sheet takes long to draw. */
const sheetFraming = { widthPx: 360, heightPx: 480, faceWidthPx: 146 };

interface Person {
  readonly reference: Float32Array;
  readonly baseline: Baseline;
  readonly rest: readonly FrameSignals[];
  /** Two takes of each step: as filmed, and through another encoder. */
  readonly takes: Readonly<Record<StepKind, readonly [Reel, Reel]>>;
}

let engine: FaceEngine;
const known = {} as Record<SampleName, Person>;

async function meet(name: SampleName, index: number): Promise<Person> {
  const takes = {} as Record<StepKind, readonly [Reel, Reel]>;
  for (const step of steps) {
    const film = await filmOf(name, actionFor[step]);
    const ask = { eyes: step === 'close-eyes' || step === 'neutral', isEmbedded: true };
    const again = await reEncoded(film, 2 + index, 62 + 5 * index);
    takes[step] = [await readReel(engine, film, ask), await readReel(engine, again, ask)];
  }
  const rest = takes.neutral[0].map(({ signals }) => signals);
  const good = takes.neutral[0].find(
    ({ signals, embedding }) => isGoodNeutral(signals) && embedding !== null,
  );
  if (!good?.embedding) throw new Error(`${name} shows no neutral face`);
  return { reference: good.embedding, baseline: baselineOf(rest), rest, takes };
}

beforeAll(async () => {
  engine = redTeamEngine();
  await engine.warmUp();
  for (const [index, name] of people.entries()) known[name] = await meet(name, index);
}, 600_000);
afterAll(async () => {
  tally.print('pictures');
  await engine.close();
});

/** Whether the step passes on these frames, before the person of the session. */
function passes(step: StepKind, frames: Reel, person: Person, seed: number): boolean {
  const seen = seenAt(step, frames, person.reference, repeatableChance(seed));
  return judgeStep(step, seen, step === 'neutral' ? null : person.baseline, true).verdict === 'passed';
}

/** Every ordered pair of different people. */
const pairs = people.flatMap((one) =>
  people.filter((other) => other !== one).map((other) => [one, other] as const),
);

test('a puppet that does everything right passes: the challenge is no defence against it', () => {
  const chance = repeatableChance(1);
  for (let trial = 0; trial < 60; trial++) {
    const person = known[people[trial % people.length] as SampleName];
    const script: readonly StepKind[] = [
      'neutral',
      ...drawActions(chance, { isLongerTime: false, without: [] }),
      'agree',
    ];
    expect(script).toHaveLength(actionsPerCapture + 2);
    const isThrough = script.every((step, place) =>
      passes(step, person.takes[step][chance.int(2) as 0 | 1], person, 100 * trial + place),
    );
    tally.add('puppet that does as asked (session)', isThrough);
  }
  // it is no success of ours when it does not pass: this says how far the figures of the others can be trusted
  expect(tally.accepted('puppet that does as asked (session)')).toBeGreaterThan(30);
});

test('refuses a puppet that does another action than the one asked for', () => {
  let seed = 2000;
  for (const name of people)
    for (const asked of livenessActions)
      for (const done of livenessActions)
        if (done !== asked)
          tally.add(
            'puppet with the wrong action (step)',
            passes(asked, known[name].takes[done][0], known[name], seed++),
          );
  expect(tally.trials('puppet with the wrong action (step)')).toBe(60);
  expect(tally.accepted('puppet with the wrong action (step)')).toBe(0);
});

test('refuses the right action by another person', () => {
  let seed = 3000;
  for (const [one, other] of pairs)
    for (const step of steps.slice(1))
      for (const take of [0, 1] as const)
        tally.add(
          'right action by another person (step)',
          passes(step, known[other].takes[step][take], known[one], seed++),
        );
  expect(tally.trials('right action by another person (step)')).toBe(72);
  expect(tally.accepted('right action by another person (step)')).toBe(0);
});

describe('refuses a person who is swapped', () => {
  test('for another one midway, and who comes back', () => {
    let seed = 4000;
    for (const [one, other] of pairs)
      for (const step of livenessActions) {
        const [own, foreign] = [known[one].takes[step][0], known[other].takes[step][0]];
        const third = Math.floor(own.length / 3);
        const swaps: readonly Reel[] = [
          [...own.slice(0, third), ...foreign.slice(third)],
          [...own.slice(0, third), ...foreign.slice(third, 2 * third), ...own.slice(2 * third)],
        ];
        for (const frames of swaps)
          tally.add('person swapped midway (step)', passes(step, frames, known[one], seed++));
      }
    expect(tally.trials('person swapped midway (step)')).toBe(60);
    expect(tally.accepted('person swapped midway (step)')).toBe(0);
  });

  test('for two frames in a row, wherever in the step', () => {
    const random = seededRandom(5);
    for (const [one, other] of pairs)
      for (const step of livenessActions)
        for (let trial = 0; trial < 2; trial++) {
          const [own, foreign] = [known[one].takes[step][0], known[other].takes[step][0]];
          const at = Math.floor(random() * (own.length - 8));
          const frames = [...own.slice(0, at), ...foreign.slice(at, at + 2), ...own.slice(at + 2)];
          tally.add(
            'person swapped for two frames (step)',
            passes(step, frames, known[one], 5000 + at + 97 * trial),
          );
        }
    expect(tally.trials('person swapped for two frames (step)')).toBe(60);
    expect(tally.accepted('person swapped for two frames (step)')).toBe(0);
  });

  test('for the very frames that make the action, which are two or more', () => {
    for (const [one, other] of pairs)
      for (const step of livenessActions)
        for (let trial = 0; trial < 2; trial++) {
          const [own, foreign] = [
            known[one].takes.neutral[trial as 0 | 1],
            known[other].takes[step][trial as 0 | 1],
          ];
          // the person stays at rest themself; another one lends the movement
          const frames = foreign.map((frame, index) =>
            index < 4 || index >= foreign.length - 4 ? (own[index % own.length] ?? frame) : frame,
          );
          tally.add('movement lent by another person (step)', passes(step, frames, known[one], 6000 + trial));
        }
    expect(tally.trials('movement lent by another person (step)')).toBe(60);
    expect(tally.accepted('movement lent by another person (step)')).toBe(0);
  });

  test('batch by batch, out of the sessions of two people', () => {
    let seed = 7000;
    for (const [one, other] of pairs)
      for (const step of livenessActions)
        for (const phase of [0, 1]) {
          const [own, foreign] = [known[one].takes[step][0], known[other].takes[step][0]];
          const frames = own.map((frame, index) =>
            Math.floor(index / 8) % 2 === phase ? (foreign[index] ?? frame) : frame,
          );
          tally.add('two sessions spliced (step)', passes(step, frames, known[one], seed++));
        }
    expect(tally.trials('two sessions spliced (step)')).toBe(60);
    expect(tally.accepted('two sessions spliced (step)')).toBe(0);
  });
});

test('of frames of another person that stand alone about half go unnoticed, which is why no action is one frame', () => {
  const random = seededRandom(9);
  for (const [one, other] of pairs)
    for (const step of livenessActions)
      for (let trial = 0; trial < 2; trial++) {
        const [own, foreign] = [known[one].takes[step][0], known[other].takes[step][0]];
        const at = Math.floor(random() * (own.length - 8));
        const frames = [...own.slice(0, at), ...foreign.slice(at, at + 1), ...own.slice(at + 1)];
        tally.add(
          'single foreign frame, gaining nothing (step)',
          passes(step, frames, known[one], 8000 + at + 97 * trial),
        );
      }
  expect(tally.trials('single foreign frame, gaining nothing (step)')).toBe(60);
});

test('frames in another order, with a clock made to fit', () => {
  const random = seededRandom(11);
  const shuffled = <T>(list: readonly T[]): T[] =>
    list
      .map((one) => [random(), one] as const)
      .sort(([a], [b]) => a - b)
      .map(([, one]) => one);
  let seed = 9000;
  for (const name of people)
    for (const step of livenessActions) {
      const frames = known[name].takes[step][0];
      const batches = Array.from({ length: Math.ceil(frames.length / 5) }, (_, i) =>
        frames.slice(5 * i, 5 * i + 5),
      );
      const orders: Record<string, Reel> = {
        'shuffled frame by frame (step)': shuffled(frames),
        'shuffled, once more (step)': shuffled(frames),
        'shuffled five by five (step)': shuffled(batches).flat(),
        'played backwards (step)': [...frames].reverse(),
      };
      for (const order of Object.values(orders))
        tally.add('own frames reordered, clock made to fit (step)', passes(step, order, known[name], seed++));
    }
  expect(tally.trials('own frames reordered, clock made to fit (step)')).toBe(60);
});

test('refuses one still held up', async () => {
  for (const [index, name] of people.entries()) {
    const puppet = await samplePuppet(name);
    for (let variant = 0; variant < 4; variant++) {
      const film = await reel(
        photoFrames(puppet, { fps: 10, seed: 40 + 10 * index + variant, lengthMs: 1000 }),
      );
      const sent = variant === 0 ? film : await reEncoded(film, 2 * variant, 60 + 8 * variant);
      // what a step lasts: the same second again and again is no less a still
      const read = await readReel(engine, sent, { eyes: true, isEmbedded: false });
      for (const step of livenessActions)
        tally.add(
          'one still held up (step)',
          passes(step, [...read, ...read], known[name], 10_000 + variant),
        );
    }
  }
  expect(tally.trials('one still held up (step)')).toBe(60);
  expect(tally.accepted('one still held up (step)')).toBe(0);
});

test('measures a still that is moved and turned as a flat or bent sheet', async () => {
  const timing = { onsetMs: 400, riseMs: 300, holdMs: 400, returnMs: 300 };
  const turnsOf = (frames: readonly FrameSignals[]): TurnFrame[] =>
    frames.flatMap(({ yawDegrees, pitchDegrees, eyesToNoseRatio }) =>
      yawDegrees === null || pitchDegrees === null || eyesToNoseRatio === null
        ? []
        : [{ yawDegrees, pitchDegrees, eyesToNoseRatio }],
    );
  const squeezes: number[] = [];
  for (const name of people) {
    const still = await sampleStill(name, sheetFraming);
    for (const [variant, sheet] of [
      { turnFactor: 1 },
      { turnFactor: 1.3 },
      { turnFactor: 1.6 },
      { turnFactor: 1.9 },
      { turnFactor: 2.1 },
      { turnFactor: 1.7, bend: 0.0025 },
    ].entries()) {
      const prop = createFlatSheet(still, sheet);
      for (const step of ['turn-left', 'turn-right', 'nod'] as const) {
        const film = await reel(
          framesFor(prop, step, { fps: 8, seed: 300 + variant, timing, lengthMs: 1500 }),
        );
        // it is the right person on the sheet: nothing is gained by measuring who
        const read = await readReel(engine, film, { eyes: false, isEmbedded: false });
        const isThrough = passes(step, read, known[name], 11_000 + variant);
        tally.add('still moved and turned as a sheet (step)', isThrough);
        if (step !== 'nod' && isThrough) {
          const seen = seenAt(step, read, known[name].reference, repeatableChance(variant));
          const squeeze = foreshorteningOf(turnsOf(known[name].rest), turnsOf(seen));
          if (squeeze !== null) squeezes.push(squeeze);
        }
      }
    }
  }
  process.stdout.write(
    `foreshortening of the turns that passed: ${squeezes.map((k) => k.toFixed(2)).join(' ')}\n`,
  );
  expect(tally.trials('still moved and turned as a sheet (step)')).toBe(54);
  // what gets through as a turn is doubted by the policy
  const limit = policy.capture.signals.find(({ signal }) => signal === 'foreshortening')?.limit ?? 0;
  expect(squeezes.filter((squeeze) => squeeze >= limit)).toEqual([]);
  // a sheet has no mouth and no lids: with these two left out by chance, a session of turns and a nod stays
  for (const name of people) {
    const prop = createFlatSheet(await sampleStill(name, sheetFraming));
    for (const step of ['open-mouth', 'close-eyes'] as const) {
      const read = await readReel(
        engine,
        await reel(framesFor(prop, step, { fps: 6, seed: 77, timing, lengthMs: 1600 })),
        { eyes: true, isEmbedded: false },
      );
      expect(passes(step, read, known[name], 12_000)).toBe(false);
    }
  }
}, 600_000);

test('the threat model publishes what is certain as it was counted', () => {
  const certain = [
    'puppet with the wrong action (step)',
    'right action by another person (step)',
    'person swapped midway (step)',
    'person swapped for two frames (step)',
    'movement lent by another person (step)',
    'two sessions spliced (step)',
    'one still held up (step)',
  ];
  expect(tally.unpublished(certain)).toEqual([]);
});
