// A step is passed only by doing it, by the same person, after being asked.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  baselineOf,
  isGoodNeutral,
  judgeStep,
  livenessRules,
  movementOf,
  timeLimitMs,
  type Baseline,
  type FrameSignals,
} from '../../server/domain/liveness.ts';
import {
  livenessActions,
  retryReasons,
  stepKinds,
  type LivenessAction,
  type StepKind,
} from '../../server/domain/liveness-protocol.ts';

const rest: Omit<FrameSignals, 'capturedAtMs'> = {
  faces: 1,
  yawDegrees: 2,
  pitchDegrees: 8,
  rollDegrees: -1,
  eyeOpenness: 0.3,
  mouthOpenness: 0.06,
  faceWidthShare: 0.4,
  meanLuma: 110,
  faceDistance: null,
};
const baseline: Baseline = { yawDegrees: 2, mouthOpenness: 0.06 };

const doing: Record<LivenessAction, Partial<FrameSignals>> = {
  'turn-left': { yawDegrees: 27 },
  'turn-right': { yawDegrees: -25 },
  'open-mouth': { mouthOpenness: 0.5 },
};

/** Frames at 10 a second. */
const film = (...frames: Partial<FrameSignals>[]): FrameSignals[] =>
  frames.map((frame, index) => ({ ...rest, ...frame, capturedAtMs: 100 * index }));
const times = (count: number, frame: Partial<FrameSignals>): Partial<FrameSignals>[] =>
  Array.from({ length: count }, () => frame);

/** Rest, the action, rest again. */
const acted = (action: LivenessAction): FrameSignals[] =>
  film(...times(4, {}), ...times(5, doing[action]), ...times(3, {}));

const judged = (step: StepKind, frames: FrameSignals[], isOver = true): string => {
  const judgement = judgeStep(step, frames, step === 'neutral' ? null : baseline, isOver);
  if (judgement.verdict === 'retry') return judgement.reason;
  return judgement.verdict === 'watching' ? `watching ${judgement.hint}` : 'passed';
};

describe.each(livenessActions)('%s', (action) => {
  const others = livenessActions.filter((other) => other !== action);

  test('is passed by doing it and coming back', () => {
    expect(judged(action, acted(action))).toBe('passed');
    expect(judged(action, acted(action), false)).toBe('passed');
  });

  test.each(others)('is not passed by %s', (other) => {
    expect(judged(action, acted(other))).toBe('wrong-action');
    // nor by doing it afterwards: the first movement is the answer
    expect(judged(action, [...acted(other), ...acted(action)])).toBe('wrong-action');
  });

  test('is watched until it was done, and then until the face is back', () => {
    expect(judged(action, film(...times(5, {})), false)).toBe('watching go-on');
    const away = film(...times(4, {}), ...times(5, doing[action]));
    expect(judged(action, away, false)).toBe('watching look-straight');
    expect(judged(action, away)).toBe('did-not-return');
  });

  test('is not passed by a single frame, nor by half of the movement', () => {
    expect(judged(action, film(...times(4, {}), doing[action], ...times(4, {})))).toBe('no-action');
    const half = { yawDegrees: 14, mouthOpenness: 0.18 };
    expect(judged(action, film(...times(4, {}), ...times(5, half), ...times(4, {})))).toBe('no-action');
  });

  test('is not passed by having begun before the instruction could be read', () => {
    expect(judged(action, film(...times(6, doing[action]), ...times(3, {})))).toBe('too-early');
    expect(judged(action, film({}, ...times(6, doing[action]), ...times(3, {})))).toBe('too-early');
  });

  test('is not passed by another person, in whichever frame they were measured', () => {
    for (let at = 0; at < 12; at += 1) {
      const frames = acted(action).map((frame, index) =>
        index === at ? { ...frame, faceDistance: 0.7 } : frame,
      );
      expect(judged(action, frames)).toBe('another-person');
    }
  });

  test('takes a turned or speaking face of the same person for the same person', () => {
    const frames = acted(action).map((frame, index) =>
      index === 6 ? { ...frame, faceDistance: 0.55 } : frame,
    );
    expect(judged(action, frames)).toBe('passed');
    const frontal = acted(action).map((frame, index) =>
      index === 1 ? { ...frame, faceDistance: 0.55 } : frame,
    );
    expect(judged(action, frontal)).toBe('another-person');
  });
});

describe('whatever is asked', () => {
  test.each([
    [
      'nobody',
      { faces: 0, yawDegrees: null, mouthOpenness: null, faceWidthShare: null },
      'face-lost',
      'no-face',
    ],
    ['the dark', { meanLuma: 12 }, 'too-dark', 'more-light'],
    ['somebody far away', { faceWidthShare: 0.1 }, 'too-far', 'closer'],
  ] as const)('%s in every frame is named', (_who, frame, reason, hint) => {
    for (const step of ['neutral', ...livenessActions] as const) {
      expect(judged(step, film(...times(20, frame)))).toBe(reason);
      expect(judged(step, film(...times(5, frame)), false)).toBe(`watching ${hint}`);
    }
  });

  test('two people are one too many, one frame of a passer-by is not', () => {
    for (const step of stepKinds) {
      expect(judged(step, film(...times(10, {}), ...times(2, { faces: 2 })))).toBe('several-faces');
      expect(judged(step, film(...times(10, {}), { faces: 2 }))).not.toBe('several-faces');
    }
  });

  test('no frames are not an answer', () => {
    for (const step of stepKinds) expect(judged(step, [])).toBe('too-few-frames');
  });

  test('there is time for it', () => {
    for (const step of stepKinds) expect(timeLimitMs(step)).toBeGreaterThanOrEqual(10_000);
  });

  test('nothing is passed without a baseline', () => {
    for (const step of [...livenessActions, 'agree'] as const)
      expect(judgeStep(step, acted('turn-left'), null, true)).toEqual({
        verdict: 'retry',
        reason: 'not-frontal',
      });
  });
});

describe('neutral', () => {
  test('is passed by five good frames, and watched before', () => {
    expect(judged('neutral', film(...times(5, {})), false)).toBe('passed');
    expect(judged('neutral', film(...times(4, {})), false)).toBe('watching go-on');
    expect(judged('neutral', film(...times(20, { yawDegrees: 30 })))).toBe('not-frontal');
    expect(judged('neutral', film(...times(20, { mouthOpenness: 0.5 })))).toBe('not-frontal');
  });

  test('is the measure of what follows: the middle of the good frames', () => {
    const frames = film({ yawDegrees: -4 }, { yawDegrees: 1 }, { yawDegrees: 3 }, { yawDegrees: 40 });
    expect(baselineOf(frames)).toEqual({ yawDegrees: 1, mouthOpenness: 0.06 });
  });

  test('lets somebody who rests turned aside act from there', () => {
    const own = { yawDegrees: 12, mouthOpenness: 0.2 };
    const turned = { capturedAtMs: 0, ...rest, mouthOpenness: 0.2 };
    expect(movementOf({ ...turned, yawDegrees: 12 }, own)).toBe('rest');
    expect(movementOf({ ...turned, yawDegrees: 25 }, own)).toBe('between');
    expect(movementOf({ ...turned, yawDegrees: 33 }, own)).toBe('turn-left');
    expect(movementOf({ ...turned, yawDegrees: -9 }, own)).toBe('turn-right');
    expect(movementOf({ ...turned, yawDegrees: 12, mouthOpenness: 0.33 }, own)).toBe('between');
    expect(movementOf({ ...turned, yawDegrees: null }, own)).toBe('unseen');
  });
});

describe('agree', () => {
  const held = (count: number, more: Partial<FrameSignals> = {}): FrameSignals[] =>
    film(...times(count - 1, {}), { faceDistance: 0.2 }).map((frame) => ({ ...frame, ...more }));

  test('is passed by the person of the capture, in view for long enough', () => {
    expect(judged('agree', held(17))).toBe('passed');
    expect(judged('agree', held(17), false)).toBe('passed');
  });

  test('is not passed by letting go early, by nobody, by another or by somebody never recognised', () => {
    expect(judged('agree', held(10))).toBe('too-few-frames');
    expect(judged('agree', held(17, { faces: 0, yawDegrees: null }))).toBe('face-lost');
    expect(judged('agree', held(17, { faceDistance: 0.7 }))).toBe('another-person');
    expect(judged('agree', film(...times(17, {})))).not.toBe('passed');
  });
});

describe('for any frames at all', () => {
  const anySignal = fc.record({
    capturedAtMs: fc.constant(0),
    faces: fc.integer({ min: 0, max: 3 }),
    yawDegrees: fc.option(fc.double({ min: -60, max: 60, noNaN: true })),
    pitchDegrees: fc.option(fc.double({ min: -60, max: 60, noNaN: true })),
    rollDegrees: fc.option(fc.double({ min: -180, max: 180, noNaN: true })),
    eyeOpenness: fc.option(fc.double({ min: 0, max: 0.6, noNaN: true })),
    mouthOpenness: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    faceWidthShare: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    meanLuma: fc.double({ min: 0, max: 255, noNaN: true }),
    faceDistance: fc.option(fc.double({ min: 0, max: 1.2, noNaN: true })),
  });
  const anyFilm = fc
    .array(anySignal, { maxLength: 40 })
    .map((frames) => frames.map((frame, index) => ({ ...frame, capturedAtMs: 100 * index })));
  const anyStep = fc.constantFrom(...stepKinds);
  const judge = (step: StepKind, frames: FrameSignals[], isOver: boolean): ReturnType<typeof judgeStep> =>
    judgeStep(step, frames, step === 'neutral' ? null : baseline, isOver);

  test('a step that is over is judged, for a reason that is known', () => {
    fc.assert(
      fc.property(anyStep, anyFilm, (step, frames) => {
        const judgement = judge(step, frames, true);
        expect(judgement.verdict).not.toBe('watching');
        if (judgement.verdict === 'retry') expect(retryReasons).toContain(judgement.reason);
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

  test('no action passes without having been shown, and none in the wrong direction', () => {
    // stretches of movements, some of them too short to count
    const stretches = fc.array(
      fc.tuple(fc.constantFrom('rest', ...livenessActions), fc.integer({ min: 1, max: 4 })),
      {
        minLength: 3,
        maxLength: 5,
      },
    );
    let passed = 0;
    fc.assert(
      fc.property(fc.constantFrom(...livenessActions), stretches, (action, parts) => {
        const frames = film(
          ...parts.flatMap(([what, count]) => times(count, what === 'rest' ? {} : doing[what])),
        );
        if (judge(action, frames, true).verdict !== 'passed') return;
        passed += 1;
        const movements = frames.map((frame) => movementOf(frame, baseline));
        const first = movements.findIndex((one, at) => one !== 'rest' && movements[at + 1] === one);
        expect(movements[first]).toBe(action);
        expect(movements.slice(0, first)).toContain('rest');
        expect(movements.slice(first + 2).join(' ')).toContain('rest rest');
      }),
      { numRuns: 2000 },
    );
    expect(passed).toBeGreaterThan(5);
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
          expect(judge(step, spoiled, true).verdict).not.toBe('passed');
          expect(judge(step, spoiled, false).verdict).not.toBe('passed');
        },
      ),
    );
  });

  test('a real answer passes even with a blink of the camera in it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...livenessActions), fc.nat(3), (action, at) => {
        const frames = acted(action);
        const gap = { ...rest, faces: 0, yawDegrees: null, mouthOpenness: null, faceWidthShare: null };
        const withGap = [...frames.slice(0, at + 1), { ...gap, capturedAtMs: 0 }, ...frames.slice(at + 1)];
        const timed = withGap.map((frame, index) => ({ ...frame, capturedAtMs: 100 * index }));
        expect(judge(action, timed, true).verdict).toBe('passed');
      }),
    );
  });
});
