// What holds of the judgement of a step for any frames at all.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isGoodNeutral, judgeStep, livenessRules, type FrameSignals } from '../../server/domain/liveness.ts';
import {
  livenessActions,
  retryReasons,
  stepKinds,
  type LivenessAction,
  type StepKind,
} from '../../server/domain/liveness-protocol.ts';
import { acted, baseline, doing, film, halfway, rest, unseen } from '../support/capture-frames.ts';

const anyOf = (min: number, max: number): fc.Arbitrary<number | null> =>
  fc.option(fc.double({ min, max, noNaN: true }));
const anySignal: fc.Arbitrary<Partial<FrameSignals>> = fc.record({
  faces: fc.integer({ min: 0, max: 3 }),
  yawDegrees: anyOf(-60, 60),
  pitchDegrees: anyOf(-60, 60),
  irisOpenness: anyOf(0, 0.6),
  mouthOpenness: anyOf(0, 1),
  faceWidthShare: anyOf(0, 1),
  meanLuma: fc.double({ min: 0, max: 255, noNaN: true }),
  faceDistance: anyOf(0, 1.2),
  isHeld: fc.boolean(),
});
const anyFilm = fc.array(anySignal, { maxLength: 40 }).map((frames) => film(...frames));
const anyAction = fc.constantFrom(...livenessActions);
const judge = (step: StepKind, frames: FrameSignals[], isOver: boolean): ReturnType<typeof judgeStep> =>
  judgeStep(step, frames, step === 'neutral' ? null : baseline, isOver);

test('a step that is over is judged, for a reason that is known', () => {
  fc.assert(
    fc.property(fc.constantFrom(...stepKinds), anyFilm, (step, frames) => {
      const judgement = judge(step, frames, true);
      expect(judgement.verdict).not.toBe('watching');
      if (judgement.verdict === 'retry') expect(retryReasons).toContain(judgement.reason);
      expect(judgement.verdict === 'declined' && step !== 'agree').toBe(false);
      expect('by' in judgement).toBe(judgement.verdict === 'passed' && step === 'agree');
    }),
  );
});

test('neutral never passes with fewer good frames than it takes, nor beside another person', () => {
  fc.assert(
    fc.property(anyFilm, (frames) => {
      const isPassed = judge('neutral', frames, true).verdict === 'passed';
      const good = frames.filter(isGoodNeutral);
      if (isPassed) expect(good.length).toBeGreaterThanOrEqual(livenessRules.neutralFrames);
      if (isPassed) expect(frames.filter(({ faces }) => faces > 1).length).toBeLessThan(2);
    }),
  );
});

/** A frame by what is acted in it; what the judge makes of it plays no part. */
interface Shown {
  readonly what: LivenessAction | 'rest' | 'on the way';
  readonly signals: Partial<FrameSignals>;
}

/** On the way to the asked action and back there is a frame in between. */
function shownBy(
  asked: LivenessAction,
  parts: readonly (readonly [LivenessAction | 'rest', number])[],
): Shown[] {
  const onTheWay: Shown = { what: 'on the way', signals: halfway[asked] };
  return parts.flatMap(([what, count]) => {
    const frames = Array.from({ length: count }, () => ({
      what,
      signals: what === 'rest' ? {} : doing[what],
    }));
    return what === asked ? [onTheWay, ...frames, onTheWay] : frames;
  });
}

const runs = (shown: readonly Shown[], what: Shown['what'], least: number, from: number): number =>
  shown.findIndex(
    (_, at) =>
      at >= from &&
      at + least <= shown.length &&
      shown.slice(at, at + least).every((one) => one.what === what),
  );

const leastFrames = (action: LivenessAction): number => (action === 'close-eyes' ? 5 : 2);

test('an action passes only with rest before it, an onset that follows the instruction, no other action first, and rest after it', () => {
  // stretches of movement, some of them too short to count
  const stretches = fc.array(
    fc.tuple(fc.constantFrom('rest', 'rest', ...livenessActions), fc.integer({ min: 1, max: 8 })),
    { minLength: 2, maxLength: 6 },
  );
  let passed = 0;
  fc.assert(
    fc.property(anyAction, stretches, (action, parts) => {
      const shown = shownBy(action, parts);
      // a head that is down from the beginning is how the phone is held
      fc.pre(shown.slice(0, livenessRules.poseFrames).filter(({ what }) => what === 'nod').length < 2);
      const frames = film(...shown.map(({ signals }) => signals));
      if (judge(action, frames, true).verdict !== 'passed') return;
      passed += 1;
      const first = runs(shown, action, leastFrames(action), 0);
      expect(first).toBeGreaterThanOrEqual(2); // 180 ms are two frames
      expect(shown.slice(0, first).some(({ what }) => what === 'rest')).toBe(true);
      for (const other of livenessActions) {
        const wrong = other === action ? -1 : runs(shown, other, leastFrames(other), 0);
        expect(wrong < 0 || wrong > first).toBe(true);
      }
      expect(runs(shown, 'rest', livenessRules.restFrames, first)).toBeGreaterThan(first);
    }),
    { numRuns: 3000 },
  );
  expect(passed).toBeGreaterThan(20);
});

test('an action that is not among the movements is never passed', () => {
  const others = fc
    .constantFrom(...livenessActions)
    .chain((action) =>
      fc.tuple(
        fc.constant(action),
        fc.array(
          fc.tuple(
            fc.constantFrom('rest' as const, ...livenessActions.filter((other) => other !== action)),
            fc.integer({ min: 1, max: 12 }),
          ),
          { maxLength: 6 },
        ),
      ),
    );
  fc.assert(
    fc.property(others, ([action, parts]) => {
      const frames = film(...shownBy(action, parts).map(({ signals }) => signals));
      expect(judge(action, frames, true).verdict).toBe('retry');
      expect(judge(action, frames, false).verdict).not.toBe('passed');
    }),
    { numRuns: 1000 },
  );
});

test('time order matters: the frames of a passed action, mixed up, practically never pass', () => {
  let [mixed, passed] = [0, 0];
  fc.assert(
    fc.property(
      anyAction.chain((action) =>
        fc.tuple(
          fc.constant(action),
          fc.shuffledSubarray([...acted(action).keys()], { minLength: acted(action).length }),
        ),
      ),
      ([action, order]) => {
        const frames = acted(action);
        const mixedUp = order.map((from, at) => ({ ...rest, ...frames[from], capturedAtMs: 100 * at }));
        mixed += 1;
        if (judge(action, mixedUp, true).verdict === 'passed') passed += 1;
      },
    ),
    { numRuns: 2000, seed: 7 },
  );
  expect(passed / mixed).toBeLessThan(0.01);
});

test('nothing passes in which somebody else was measured', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...livenessActions, 'agree' as const),
      anyFilm,
      fc.nat(39),
      (step, frames, at) => {
        if (frames.length === 0) return;
        const spoiled = frames.map((frame, index) =>
          index === at % frames.length ? { ...frame, faces: 1, faceDistance: 0.61 } : frame,
        );
        expect(judge(step, spoiled, true).verdict).toBe('retry');
        expect(judge(step, spoiled, false).verdict).toBe('retry');
      },
    ),
  );
});

test('a real answer passes even with a blink of the camera in it', () => {
  fc.assert(
    fc.property(anyAction, fc.nat(3), (action, at) => {
      const frames = acted(action);
      const timed = film(...frames.slice(0, at + 1), unseen, ...frames.slice(at + 1));
      expect(judge(action, timed, true).verdict).toBe('passed');
    }),
  );
});
