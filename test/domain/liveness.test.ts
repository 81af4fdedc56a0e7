// A step is passed only by doing it, by the same person, after being asked.
import { describe, expect, test } from 'vitest';
import {
  baselineOf,
  judgeStep,
  timeLimitMs,
  type Baseline,
  type FrameSignals,
} from '../../server/domain/liveness.ts';
import {
  livenessActions,
  longerTimeFactor,
  stepKinds,
  type StepKind,
} from '../../server/domain/liveness-protocol.ts';
import { acted, baseline, doing, film, halfway, times, unseen } from '../support/capture-frames.ts';

const judged = (step: StepKind, frames: FrameSignals[], isOver = true, own: Baseline = baseline): string => {
  const judgement = judgeStep(step, frames, step === 'neutral' ? null : own, isOver);
  if (judgement.verdict === 'retry') return judgement.reason;
  return judgement.verdict === 'watching' ? `watching ${judgement.hint}` : judgement.verdict;
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
    const parts = [...acted(other), ...acted(action)];
    expect(judged(action, film(...parts))).toBe('wrong-action');
  });

  test.each(others)('may be followed by %s', (other) => {
    expect(judged(action, film(...acted(action), ...acted(other)))).toBe('passed');
  });

  test('is watched until it was done, and then until the face is back', () => {
    expect(judged(action, film(...times(5, {})), false)).toBe('watching go-on');
    const away = film(...times(4, {}), ...times(6, doing[action]));
    expect(judged(action, away, false)).toBe('watching look-straight');
    expect(judged(action, away)).toBe('did-not-return');
    // a single frame at rest may be misread
    expect(judged(action, film(...away, {}))).toBe('did-not-return');
  });

  test('is not passed by a single frame, nor by half of the movement', () => {
    expect(judged(action, film(...times(4, {}), doing[action], ...times(4, {})))).toBe('no-action');
    expect(judged(action, film(...times(4, {}), ...times(6, halfway[action]), ...times(4, {})))).toBe(
      'no-action',
    );
  });

  test('is not passed by having begun before the instruction could be read', () => {
    expect(judged(action, film(...times(6, doing[action]), ...times(3, {})))).toBe('too-early');
    expect(judged(action, film({}, ...times(6, doing[action]), ...times(3, {})))).toBe('too-early');
  });

  test('is not passed by another person, in whichever frame they were measured', () => {
    for (let at = 0; at < acted(action).length; at += 1) {
      const frames = acted(action).map((frame, index) =>
        index === at ? { ...frame, faceDistance: 0.7 } : frame,
      );
      expect(judged(action, frames)).toBe('another-person');
    }
  });

  test('takes an acting face of the same person for the same person', () => {
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

describe('nod', () => {
  const sinking = Array.from({ length: 40 }, (_, index) => ({ pitchDegrees: 8 + index / 2 }));

  test('is a fall of the head, not a phone that sinks', () => {
    expect(judged('nod', film(...times(4, {}), ...sinking, ...times(6, doing.nod), ...times(4, {})))).toBe(
      'no-action',
    );
    expect(judged('turn-left', film(...times(4, {}), ...sinking, ...times(4, {})))).toBe('no-action');
    const quick = [{ pitchDegrees: 12 }, { pitchDegrees: 16 }, ...times(4, doing.nod), { pitchDegrees: 15 }];
    expect(judged('nod', film(...times(4, {}), ...quick, ...times(3, {})))).toBe('passed');
  });

  test('is up again only where it began', () => {
    expect(
      judged('nod', film(...times(4, {}), ...times(5, doing.nod), ...times(5, { pitchDegrees: 15 }))),
    ).toBe('did-not-return');
    expect(
      judged('nod', film(...times(4, {}), ...times(5, doing.nod), ...times(5, { pitchDegrees: 0 }))),
    ).toBe('did-not-return');
  });

  test('is measured from how the head is held by now, where that is not far off', () => {
    const drifted = (from: number) =>
      film(
        ...times(4, { pitchDegrees: from }),
        ...times(5, { pitchDegrees: from + 12 }),
        ...times(3, { pitchDegrees: from }),
      );
    expect(judged('nod', drifted(15))).toBe('passed');
    expect(judged('nod', drifted(1))).toBe('passed');
    expect(judged('nod', drifted(17))).not.toBe('passed');
  });

  test('lets the lids follow the look', () => {
    const looking = { ...doing.nod, irisOpenness: 0.1 };
    const falling = { pitchDegrees: 15, irisOpenness: 0.15 };
    expect(
      judged('nod', film(...times(4, {}), ...times(2, falling), ...times(8, looking), ...times(3, {}))),
    ).toBe('passed');
  });

  test('does not ask of somebody turning that the head be held as before', () => {
    const held = { pitchDegrees: 24 };
    const turned = { ...held, ...doing['turn-left'] };
    expect(judged('turn-left', film(...times(4, held), ...times(5, turned), ...times(3, held)))).toBe(
      'passed',
    );
  });
});

describe('close-eyes', () => {
  const closed = doing['close-eyes'];
  const closedFor = (count: number, frame: Partial<FrameSignals> = closed) =>
    film(...times(4, {}), ...times(count, frame), ...times(4, {}));

  test('is longer than a blink, and a blink is no action in any step', () => {
    expect(judged('close-eyes', closedFor(4))).toBe('no-action');
    expect(judged('close-eyes', closedFor(5))).toBe('passed');
    const half = [{ irisOpenness: 0.18 }];
    for (const action of livenessActions)
      expect(
        judged(action, film(...times(4, {}), ...half, ...times(2, closed), ...half, ...acted(action))),
      ).toBe('passed');
  });

  test('is one stretch: blinks around a gap in the film are not', () => {
    const frames = [...closedFor(6)].map((frame, index) => ({
      ...frame,
      capturedAtMs: frame.capturedAtMs + (index >= 7 ? 600 : 0),
    }));
    expect(judged('close-eyes', frames)).toBe('no-action');
  });

  test('cannot be judged, and so is not passed, where the eyes were not measured', () => {
    expect(judged('close-eyes', acted('close-eyes'), true, { ...baseline, irisOpenness: null })).toBe(
      'no-action',
    );
    expect(judged('close-eyes', acted('close-eyes'), true, { ...baseline, irisOpenness: 0 })).toBe(
      'no-action',
    );
    expect(judged('close-eyes', closedFor(6, { irisOpenness: null }))).toBe('no-action');
    const neverOpen = film(...times(4, { irisOpenness: null }), ...times(6, closed), ...times(4, {}));
    expect(judged('close-eyes', neverOpen)).toBe('too-early');
    const neverBack = film(...times(4, {}), ...times(6, closed), ...times(4, { irisOpenness: null }));
    expect(judged('close-eyes', neverBack)).toBe('did-not-return');
  });

  test('is over when the eyes are open, not when they are half open', () => {
    const half = { irisOpenness: 0.26 * 0.7 };
    expect(judged('close-eyes', film(...times(4, {}), ...times(6, closed), ...times(5, half)))).toBe(
      'did-not-return',
    );
  });

  test('bears a head that sinks a little, and takes one that is down for no answer at all', () => {
    expect(judged('close-eyes', closedFor(6, { ...closed, pitchDegrees: 17 }))).toBe('passed');
    expect(judged('close-eyes', closedFor(8, { ...closed, pitchDegrees: 22 }))).toBe('no-action');
  });

  test('is not answered with closed lids on a turned head, nor in a yawn', () => {
    for (const other of ['turn-left', 'turn-right', 'open-mouth'] as const)
      expect(judged('close-eyes', closedFor(8, { ...closed, ...doing[other] }))).toBe('wrong-action');
  });
});

describe('whatever is asked', () => {
  test.each([
    ['nobody', unseen, 'face-lost', 'no-face'],
    ['the dark', { meanLuma: 12 }, 'too-dark', 'more-light'],
    ['somebody far away', { faceWidthShare: 0.1 }, 'too-far', 'closer'],
  ] as const)('%s in every frame is named', (_who, frame, reason, hint) => {
    for (const step of stepKinds) {
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

  test('there is time for it, and three times as much for those who need it', () => {
    for (const step of stepKinds) {
      const usual = timeLimitMs(step, { isLongerTime: false, without: [] });
      expect(usual).toBeGreaterThanOrEqual(10_000);
      expect(timeLimitMs(step, { isLongerTime: true, without: [] })).toBe(longerTimeFactor * usual);
    }
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
    const frames = film(
      { yawDegrees: -4, pitchDegrees: 9, irisOpenness: null },
      { yawDegrees: 1, pitchDegrees: 4, irisOpenness: 0.2 },
      { yawDegrees: 3, pitchDegrees: 5, irisOpenness: 0.3 },
      { yawDegrees: 40, pitchDegrees: 30, irisOpenness: 0.9 },
    );
    expect(baselineOf(frames)).toEqual({
      yawDegrees: 1,
      pitchDegrees: 5,
      irisOpenness: 0.3,
      mouthOpenness: 0.06,
    });
    expect(baselineOf(film(...times(5, { irisOpenness: null }))).irisOpenness).toBeNull();
  });

  test('lets somebody who rests turned aside, mouth ajar, act from there', () => {
    const own = { ...baseline, yawDegrees: 12, mouthOpenness: 0.2 };
    const still = { yawDegrees: 12, mouthOpenness: 0.2 };
    const by = (frame: Partial<FrameSignals>): FrameSignals[] =>
      film(...times(4, still), ...times(5, { ...still, ...frame }), ...times(3, still));
    expect(judged('turn-left', by({ yawDegrees: 33 }), true, own)).toBe('passed');
    expect(judged('turn-left', by({ yawDegrees: 25 }), true, own)).toBe('no-action');
    expect(judged('turn-right', by({ yawDegrees: -9 }), true, own)).toBe('passed');
    expect(judged('open-mouth', by({ mouthOpenness: 0.33 }), true, own)).toBe('no-action');
    expect(judged('open-mouth', by({ mouthOpenness: 0.4 }), true, own)).toBe('passed');
  });
});
