// The statement is agreed to by the person of the capture, by something that nobody does by accident.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeStep, livenessRules, type FrameSignals } from '../../server/domain/liveness.ts';
import { baseline, film, rest, times, unseen } from '../support/capture-frames.ts';

type Frames = readonly Partial<FrameSignals>[];

const judged = (frames: readonly FrameSignals[], isOver = true): string => {
  const judgement = judgeStep('agree', frames, baseline, isOver);
  if (judgement.verdict === 'retry') return judgement.reason;
  if (judgement.verdict === 'watching') return `watching ${judgement.hint}`;
  return judgement.verdict === 'passed' ? (judgement.by ?? 'passed') : judgement.verdict;
};

/** Recognised in one frame of it, time enough to read before it. */
const afterReading = (...frames: Frames): FrameSignals[] =>
  film({ faceDistance: 0.2 }, ...times(21, {}), ...frames);

const down = (degrees: number, count = 3): Frames => times(count, { pitchDegrees: 8 + degrees });
const up = (count = 3): Frames => times(count, {});
const nod = (degrees = 14): Frames => [
  ...down(degrees / 2, 1),
  ...down(degrees),
  ...down(degrees / 2, 1),
  ...up(),
];
const aside = (degrees: number, count = 3): Frames => times(count, { yawDegrees: 2 + degrees });
const shake = (degrees = 18, pause = 1): Frames => [
  ...aside(degrees),
  ...up(pause),
  ...aside(-degrees),
  ...up(),
];

describe('two nods', () => {
  test('agree, as soon as the second is over', () => {
    expect(judged(afterReading(...nod(), ...nod()))).toBe('nodded');
    expect(judged(afterReading(...nod(), ...nod()), false)).toBe('nodded');
    expect(judged(afterReading(...nod(), ...down(14)), false)).toBe('watching go-on');
    expect(judged(afterReading(...nod(), ...down(14)))).toBe('no-action');
  });

  test('agree from however the head is held, which may be over a phone on the lap', () => {
    for (const held of [-20, 25]) {
      const frames = afterReading(...nod(), ...nod()).map((frame) => ({
        ...frame,
        pitchDegrees: (frame.pitchDegrees ?? 0) + held,
      }));
      expect(judged(frames)).toBe('nodded');
    }
  });

  test('agree after a long look down has ended, or while it lasts', () => {
    expect(judged(afterReading(...down(20, 40), ...up(5), ...nod(), ...nod()))).toBe('nodded');
    const lowerNod = [...down(19, 1), ...down(26), ...down(19, 1), ...down(12)];
    const lower = [...down(12, 40), ...lowerNod, ...lowerNod];
    expect(judged(afterReading(...lower))).toBe('nodded');
  });

  test('are two: neither one, nor one and a look down, nor one now and one much later', () => {
    expect(judged(afterReading(...nod()))).toBe('no-action');
    expect(judged(afterReading(...down(16, 15), ...up()))).toBe('no-action');
    expect(judged(afterReading(...nod(), ...down(16, 30), ...up()))).toBe('no-action');
    expect(judged(afterReading(...down(16, 30), ...up(), ...down(16, 30), ...up()))).toBe('no-action');
    expect(judged(afterReading(...nod(), ...up(30), ...nod()))).toBe('no-action');
    // of three the last two belong together
    expect(judged(afterReading(...nod(), ...up(30), ...nod(), ...nod()))).toBe('nodded');
  });

  test('are deep enough, and quicker than a phone that sinks and is lifted again', () => {
    expect(judged(afterReading(...nod(8), ...nod(8)))).toBe('no-action');
    expect(judged(afterReading(...nod(9), ...nod(9)))).toBe('nodded');
    const slowly = [...Array.from({ length: 20 }, (_, index) => ({ pitchDegrees: 8 + index / 2 })), ...up()];
    expect(judged(afterReading(...slowly, ...slowly))).toBe('no-action');
  });

  test('are down first: looking up twice is no nod', () => {
    const lookUp = [...down(-14), ...up()];
    expect(judged(afterReading(...lookUp, ...lookUp))).toBe('no-action');
  });

  test('are no single misread frames', () => {
    const spike = [...down(20, 1), ...up(4)];
    expect(judged(afterReading(...spike, ...spike, ...spike))).toBe('no-action');
    expect(judged(afterReading(...nod(), ...down(10, 1), ...up(4)))).toBe('no-action');
  });

  test('answer nothing that nobody can have read yet', () => {
    const early = (restFrames: number) =>
      film({ faceDistance: 0.2 }, ...times(restFrames, {}), ...nod(), ...nod(), ...up());
    expect(judged(early(15))).toBe('no-action');
    expect(judged(early(21))).toBe('nodded');
  });

  test('are made with the face to the camera and the mouth shut', () => {
    const also = (more: Partial<FrameSignals>): Frames =>
      [...nod(), ...nod()].map((frame) => ({ ...frame, ...more }));
    expect(judged(afterReading(...also({ yawDegrees: 16 })))).toBe('no-action');
    expect(judged(afterReading(...also({ mouthOpenness: 0.5 })))).toBe('no-action');
  });

  test('count only where they are seen', () => {
    const hidden = [...nod(), ...nod()].map((frame) => ({ ...frame, ...unseen }));
    expect(judged(afterReading(...hidden, ...up(10)))).toBe('no-action');
    const [first = {}, ...others] = nod();
    expect(judged(afterReading(first, unseen, ...others, ...nod()))).toBe('nodded');
  });
});

describe('a shaken head', () => {
  test('declines, before the statement can have been read as well', () => {
    expect(judged(afterReading(...shake()))).toBe('declined');
    expect(judged(film({ faceDistance: 0.2 }, ...up(), ...shake()))).toBe('declined');
    expect(judged(afterReading(...aside(-18), ...up(1), ...aside(18)), false)).toBe('declined');
  });

  test('goes to both sides, far enough, and soon enough after one another', () => {
    expect(judged(afterReading(...aside(30, 10), ...up(3), ...aside(30, 10)))).toBe('no-action');
    expect(judged(afterReading(...shake(11)))).toBe('no-action');
    expect(judged(afterReading(...shake(12)))).toBe('declined');
    expect(judged(afterReading(...shake(18, 30)))).toBe('no-action');
    expect(judged(afterReading(...aside(30, 1), ...up(2), ...aside(-30, 1), ...up(2)))).toBe('no-action');
  });

  test('is what counts when nods come after it, and is not when they came first', () => {
    expect(judged(afterReading(...shake(), ...nod(), ...nod()))).toBe('declined');
    expect(judged(afterReading(...nod(), ...nod(), ...shake()))).toBe('nodded');
  });
});

describe('a held button', () => {
  const held = (count: number, more: Partial<FrameSignals> = {}): FrameSignals[] =>
    film(...times(count - 1, {}), { faceDistance: 0.2 }).map((frame) => ({
      ...frame,
      isHeld: true,
      ...more,
    }));

  test('agrees, with the face of the capture in view for long enough', () => {
    expect(judged(held(17))).toBe('held');
    expect(judged(held(17), false)).toBe('held');
    const looksAway = held(17).map((frame, index) => (index % 4 === 1 ? { ...frame, ...unseen } : frame));
    expect(judged(looksAway)).toBe('held');
  });

  test('does not agree when let go early, nor by nobody, another or somebody never recognised', () => {
    expect(judged(held(10))).toBe('too-few-frames');
    expect(judged(held(17, unseen))).toBe('face-lost');
    expect(judged(held(17, { faceDistance: 0.7 }))).toBe('another-person');
    expect(judged(held(17, { faceDistance: null }))).toBe('too-few-frames');
  });

  test('is one hold: two short ones are not', () => {
    const [first, second] = [held(9), held(9)];
    const again = (afterMs: number, between: FrameSignals[] = []): FrameSignals[] => [
      ...first,
      ...between,
      ...second.map((frame) => ({ ...frame, capturedAtMs: frame.capturedAtMs + 800 + afterMs })),
    ];
    expect(judged(again(100))).toBe('held');
    expect(judged(again(601))).toBe('too-few-frames');
    expect(judged(again(200, [{ ...rest, capturedAtMs: 900 }]))).toBe('too-few-frames');
  });

  test('recognises the person while it is held', () => {
    const frames = [{ ...rest, faceDistance: 0.2, capturedAtMs: -100 }, ...held(17, { faceDistance: null })];
    expect(judged(frames)).toBe('too-few-frames');
  });

  test('is judged by the hold alone: the head may move', () => {
    const moving = afterReading(...nod(), ...nod(), ...shake()).map((frame) => ({ ...frame, isHeld: true }));
    expect(judged(moving)).toBe('held');
    expect(judged(moving.slice(0, 12))).toBe('too-few-frames');
  });
});

test('frames of two nods in another order are none', () => {
  const frames = afterReading(...nod(), ...nod());
  fc.assert(
    fc.property(fc.shuffledSubarray([...frames.keys()], { minLength: frames.length }), (order) => {
      const shuffled = order.map((from, at) => ({
        ...rest,
        ...frames[from],
        capturedAtMs: frames[at]?.capturedAtMs ?? 0,
      }));
      expect(judged(shuffled)).not.toBe('nodded');
    }),
    { numRuns: 500, seed: 3 },
  );
});

test('nothing is an answer until the person was recognised', () => {
  for (const answer of [[...nod(), ...nod()], shake()]) {
    const frames = afterReading(...answer).map((frame) => ({ ...frame, faceDistance: null }));
    expect(judged(frames, false)).toBe('watching go-on');
    expect(judged(frames)).toBe('no-action');
    expect(judged([...frames, { ...rest, faceDistance: 0.3, capturedAtMs: 9000 }])).not.toBe('no-action');
  }
});

test('whatever the head does, it agrees only after the reading, with two rises of the head behind it', () => {
  const count = fc.integer({ min: 2, max: 8 });
  const part = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.tuple(fc.constant('pitchDegrees' as const), fc.constantFrom(0, 8, 14, 22, 30), count),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constant('yawDegrees' as const), fc.integer({ min: -30, max: 30 }), count),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constant('mouthOpenness' as const), fc.constant(0.5), count),
    },
  );
  let agreed = 0;
  fc.assert(
    fc.property(fc.array(part, { minLength: 4, maxLength: 12 }), (parts) => {
      const moves = parts.flatMap(([what, value, frames]) => times(frames, { [what]: value }));
      const frames = film({ faceDistance: 0.2 }, ...times(10, {}), ...moves, ...times(3, {}));
      if (judged(frames) !== 'nodded') return;
      agreed += 1;
      const counted = frames.filter(({ capturedAtMs }) => capturedAtMs >= livenessRules.readingMs);
      const turns = counted.map(({ pitchDegrees }) => pitchDegrees ?? 0);
      let [falls, rises, extreme] = [0, 0, turns[0] ?? 0];
      for (const pitch of turns) {
        const isFalling = falls > rises;
        if (isFalling) {
          extreme = Math.max(extreme, pitch);
          if (extreme - pitch >= livenessRules.agreeNodDegrees) [rises, extreme] = [rises + 1, pitch];
        } else {
          extreme = Math.min(extreme, pitch);
          if (pitch - extreme >= livenessRules.agreeNodDegrees) [falls, extreme] = [falls + 1, pitch];
        }
      }
      expect(rises).toBeGreaterThanOrEqual(2);
    }),
    { numRuns: 600, seed: 20 },
  );
  expect(agreed).toBeGreaterThan(5);
});
