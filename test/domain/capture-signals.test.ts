// What a completed capture says: each signal by its own frames, null where nothing was measured.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  captureSignalNames,
  captureSignalUnits,
  captureSignalsOf,
  type CaptureSignalName,
} from '../../server/domain/capture-signals.ts';
import type { CapturedFrame, CapturedSession } from '../../server/domain/capture-readings.ts';
import { foreshorteningOf } from '../../server/domain/foreshortening.ts';
import type { FrameSignals, Stillness } from '../../server/domain/liveness.ts';
import { film, openedAt, session } from '../support/captured-frames.ts';

const valuesOf = (
  frames: readonly CapturedFrame[],
  changed: Partial<CapturedSession> = {},
  bestFrameDistance: number | null = 0.2,
): Record<CaptureSignalName, number | null> =>
  Object.fromEntries(
    captureSignalsOf({ ...session, ...changed }, frames, bestFrameDistance).map(({ name, value }) => [
      name,
      value,
    ]),
  ) as Record<CaptureSignalName, number | null>;

const still = (change: number): Stillness => ({ change, borderChange: change / 2, borderEqualShare: 0.9 });
const camera = (id: string, kind: 'usual' | 'virtual' = 'usual'): FrameSignals['camera'] => ({ id, kind });
const turned = (yawDegrees: number, squeeze: number, pitchDegrees = 8): Partial<FrameSignals> => ({
  yawDegrees,
  pitchDegrees,
  eyesToNoseRatio: 2 * squeeze,
});
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

/** Five neutral frames, then these at the second step, which asks to turn left. */
const turning = (...frames: readonly Partial<FrameSignals>[]): readonly CapturedFrame[] =>
  film([...times(5, { stepIndex: 0 }), ...frames.map((signals) => ({ stepIndex: 1, signals }))]);

test('every signal is there, with its unit and the way that is better, whatever the frames', () => {
  for (const frames of [[], film([{}, {}])]) {
    const signals = captureSignalsOf(session, frames, null);
    expect(signals.map(({ name }) => name)).toEqual(captureSignalNames);
    for (const { name, unit, better } of signals) expect({ unit, better }).toEqual(captureSignalUnits[name]);
  }
});

describe('what was not measured is null', () => {
  const countedAnyway: readonly CaptureSignalName[] = [
    'frames',
    'frames-not-kept',
    'actions-left-out',
    'extra-tries',
  ];
  const byTheClocks: readonly CaptureSignalName[] = [
    'frame-rate',
    'largest-frame-gap',
    'clock-jitter',
    'upload-lag-median',
    'upload-lag-largest',
    'clock-ahead',
  ];

  test('in frames that carry no signals at all', () => {
    const bare = film(times(6, {})).map((frame) => ({ ...frame, signals: {} }));
    const values = valuesOf(bare, {}, null);
    const measured = captureSignalNames.filter((name) => values[name] !== null);
    expect(measured.sort()).toEqual([...countedAnyway, ...byTheClocks].sort());
  });

  test('without any frame', () => {
    const values = valuesOf([], {}, null);
    const measured = captureSignalNames.filter((name) => values[name] !== null);
    expect(measured.sort()).toEqual(['actions-left-out', 'frames']);
  });

  test.each([
    ['irisOpenness', []],
    ['stillness', ['identical-frames', 'still-frames', 'background-change', 'background-equal-share']],
    ['camera', ['cameras', 'virtual-camera-share']],
    ['widthPx', ['resolution-changes']],
    ['faceDistance', ['face-distance-largest']],
    ['faces', ['face-distance-measured-share', 'second-face-share', 'foreshortening']],
    ['eyesToNoseRatio', ['foreshortening']],
    ['presence', ['face-uncovered']],
    ['offFrameShare', ['face-off-frame-share']],
  ] as const)('in a capture of a version that did not measure %s', (missing, expected) => {
    const whole = turning(...times(6, turned(25, 0.9)));
    const old = whole.map((frame) => ({
      ...frame,
      signals: Object.fromEntries(
        Object.entries(frame.signals as FrameSignals).filter(([name]) => name !== missing),
      ),
    }));
    const [before, after] = [valuesOf(whole), valuesOf(old)];
    const lost = captureSignalNames.filter((name) => before[name] !== null && after[name] === null);
    expect(lost).toEqual(expect.arrayContaining([...expected]));
  });
});

describe('clocks', () => {
  test('tell rate, gaps and jitter within each try, not between two', () => {
    const frames = film(
      [0, 100, 200, 350, 5000, 5100].map((capturedAtMs, index) => ({
        capturedAtMs,
        stepIndex: index < 4 ? 0 : 1,
      })),
    );
    expect(valuesOf(frames)).toMatchObject({ 'frame-rate': 10, 'largest-frame-gap': 150, 'clock-jitter': 0 });
  });

  test('have a jitter unless every frame comes at its very moment', () => {
    const every = (gap: (index: number) => number): number | null =>
      valuesOf(film(times(12, {}).map((_, index) => ({ capturedAtMs: 100 * index + gap(index) }))))[
        'clock-jitter'
      ];
    expect(every(() => 0)).toBe(0);
    expect(every((index) => (index % 2) * 20)).toBeCloseTo(40 / 120, 6);
  });

  test('give the lag of each frame beyond the quickest, wherever the page’s clock begins', () => {
    for (const origin of [0, 7_654_321]) {
      const frames = film(
        [60, 90, 1060, 60].map((lag, index) => ({
          capturedAtMs: origin + 100 * index,
          receivedMs: 100 * index + lag,
        })),
      );
      expect(valuesOf(frames)).toMatchObject({ 'upload-lag-median': 30, 'upload-lag-largest': 1000 });
    }
  });

  test('that ran longer than the capture has been open are ahead', () => {
    const honest = film(
      [0, 1000, 2000].map((capturedAtMs) => ({ capturedAtMs, receivedMs: capturedAtMs + 300 })),
    );
    const forged = film(
      [0, 1000, 9000].map((capturedAtMs, index) => ({ capturedAtMs, receivedMs: 500 + 100 * index })),
    );
    expect(valuesOf(honest)['clock-ahead']).toBe(-300);
    const fromElsewhere = honest.map((frame) => ({ ...frame, capturedAtMs: frame.capturedAtMs + 7_654_321 }));
    expect(valuesOf(fromElsewhere)['clock-ahead']).toBe(-300);
    expect(valuesOf(forged)['clock-ahead']).toBe(9000 - 700);
  });

  test('do not depend on the order in which the rows are given', () => {
    const frames = turning(...times(8, turned(25, 0.9)));
    expect(valuesOf([...frames].reverse())).toEqual(valuesOf(frames));
  });
});

describe('frames that repeat', () => {
  const stillness = (...changes: (number | null)[]): Record<CaptureSignalName, number | null> =>
    valuesOf(
      film(changes.map((change) => ({ signals: { stillness: change === null ? null : still(change) } }))),
    );

  test('to the last pixel are counted', () => {
    expect(stillness(null, 0, 2, 0, 0.01)['identical-frames']).toBe(2);
    expect(stillness(null, 2, 2)['identical-frames']).toBe(0);
  });

  test('hardly differ in a run, over the seams of requests, and not beyond a step', () => {
    expect(stillness(null, 0.1, 0.2, null, 0.1, 3, 0.1)['still-frames']).toBe(3);
    expect(stillness(null, 0.21, 3)['still-frames']).toBe(0);
    const steps = film([0, 0, 1, 1].map((stepIndex) => ({ stepIndex, signals: { stillness: still(0.1) } })));
    expect(valuesOf(steps)['still-frames']).toBe(2);
  });

  test('show in the background by its usual change', () => {
    expect(stillness(null, 4, 2, 6)).toMatchObject({ 'background-change': 2, 'background-equal-share': 0.9 });
  });
});

describe('cameras', () => {
  const cameras = (...claims: FrameSignals['camera'][]): Record<CaptureSignalName, number | null> =>
    valuesOf(film(claims.map((claim) => ({ signals: { camera: claim } }))));

  test('are counted, and one that is named only at times counts as two', () => {
    expect(cameras(camera('a'), camera('a')).cameras).toBe(1);
    expect(cameras(camera('a'), camera('b'), camera('a')).cameras).toBe(2);
    expect(cameras(camera('a'), null).cameras).toBe(2);
    expect(cameras(null, null).cameras).toBeNull();
  });

  test('that programs make show by the share of the frames with a claim', () => {
    expect(cameras(camera('a', 'virtual'), camera('b'))['virtual-camera-share']).toBe(0.5);
  });

  test('change their resolution, but a phone that is turned does not, nor another camera', () => {
    const changes = (...frames: [number, number, string][]): number | null =>
      valuesOf(
        film(
          frames.map(([widthPx, heightPx, id]) => ({ signals: { widthPx, heightPx, camera: camera(id) } })),
        ),
      )['resolution-changes'];
    expect(changes([480, 640, 'a'], [640, 480, 'a'], [480, 640, 'a'])).toBe(0);
    expect(changes([480, 640, 'a'], [360, 640, 'b'])).toBe(0);
    expect(changes([480, 640, 'a'], [360, 640, 'a'], [480, 640, 'a'])).toBe(2);
  });
});

describe('who is seen', () => {
  test('is the largest distance of any frame, and the best frame’s', () => {
    const frames = film([0.2, null, 0.41].map((faceDistance) => ({ signals: { faceDistance } })));
    expect(valuesOf(frames, {}, 0.33)).toMatchObject({
      'face-distance-largest': 0.41,
      'face-distance-best-frame': 0.33,
      'face-distance-measured-share': 2 / 3,
    });
  });

  test('is somebody else as well in a share of the frames', () => {
    const frames = film([1, 2, 0, 1].map((faces) => ({ signals: { faces } })));
    expect(valuesOf(frames)['second-face-share']).toBe(0.25);
  });

  test('is uncovered, and whole in the picture, as far as the neutral frames that passed go', () => {
    const frames = film([
      { stepIndex: 0, stepTry: 1, signals: { presence: 0.1, offFrameShare: 0.9 } },
      { stepIndex: 0, stepTry: 2, signals: { presence: 0.8, offFrameShare: 0.02 } },
      { stepIndex: 0, stepTry: 2, signals: { presence: 0.97, offFrameShare: 0 } },
      { stepIndex: 0, stepTry: 2, signals: { faces: 0, presence: 0 } },
      { stepIndex: 1, stepTry: 1, signals: { presence: 0.5, offFrameShare: 0.3 } },
    ]);
    expect(valuesOf(frames)).toMatchObject({ 'face-uncovered': 0.8, 'face-off-frame-share': 0.02 });
  });
});

describe('the texture of a face', () => {
  const texture = (mouthVariety: number | null, farCheekSharpness: number | null) => ({
    signals: { texture: { mouthVariety, farCheekSharpness } },
  });

  test('is told by the open mouth where it was asked for, in the try that passed', () => {
    const frames = film([
      { stepIndex: 2, stepTry: 1, ...texture(90, null) },
      ...[10, 20, 40].map((variety) => ({ stepIndex: 2, stepTry: 2, ...texture(variety, null) })),
      { stepIndex: 3, ...texture(70, null) },
    ]);
    expect(valuesOf(frames)['mouth-variety']).toBe(20);
  });

  test('is told by the far cheek in turns, and by nothing where nobody turned', () => {
    const frames = film([0.2, 0.5, 0.9].map((sharpness) => ({ stepIndex: 1, ...texture(null, sharpness) })));
    expect(valuesOf(frames)['far-cheek-sharpness']).toBe(0.5);
    const still = film([{ stepIndex: 0, ...texture(30, 0.4) }]);
    expect(valuesOf(still)).toMatchObject({ 'far-cheek-sharpness': null, 'mouth-variety': null });
  });
});

describe('foreshortening', () => {
  const cos = (degrees: number): number => Math.cos((degrees * Math.PI) / 180);

  test('is one for a head that is squeezed as much as it turns, from its own rest', () => {
    const yaws = [2, 8, 16, 24, 30, 20, 6];
    const frames = turning(...yaws.map((yaw) => turned(yaw, cos(yaw - 2))));
    expect(valuesOf(frames).foreshortening).toBeCloseTo(1, 6);
  });

  test('is the squeeze for a sheet that shows no turn', () => {
    const squeezes = [1, 0.9, 0.8, 0.7, 0.7, 0.8, 0.9];
    const frames = turning(...squeezes.map((squeeze) => turned(2, squeeze)));
    expect(valuesOf(frames).foreshortening).toBeCloseTo(0.7, 6);
  });

  test('does not jump with one frame, nor with frames that nod', () => {
    const calm = times(6, turned(2, 1));
    expect(valuesOf(turning(...calm, turned(2, 0.5), ...calm)).foreshortening).toBe(1);
    expect(valuesOf(turning(...calm, ...times(5, turned(2, 0.5, 20)))).foreshortening).toBe(1);
    expect(valuesOf(turning(...calm, ...times(5, turned(2, 0.5, 19)))).foreshortening).toBe(0.5);
  });

  test('is that of the worst turn, in the try that passed', () => {
    const frames = film([
      ...times(5, { stepIndex: 0 }),
      ...times(5, { stepIndex: 1, stepTry: 1, signals: turned(2, 0.5) }),
      ...times(5, { stepIndex: 1, stepTry: 2, signals: turned(2, 0.9) }),
      ...times(5, { stepIndex: 2, signals: turned(2, 0.4) }),
      ...times(5, { stepIndex: 3, signals: turned(2, 0.8) }),
    ]);
    const script = ['neutral', 'turn-left', 'nod', 'turn-right', 'agree'] as const;
    expect(valuesOf(frames, { script }).foreshortening).toBeCloseTo(0.8, 6);
  });

  test('is unknown without a turn, without rest, and from two frames', () => {
    const turn = times(6, turned(25, 0.9));
    expect(valuesOf(turning(...turn), { script: ['neutral', 'nod'] }).foreshortening).toBeNull();
    const restless = film(turn.map((signals) => ({ stepIndex: 1, signals })));
    expect(valuesOf(restless).foreshortening).toBeNull();
    expect(valuesOf(turning(...turn.slice(0, 2))).foreshortening).toBeNull();
    const frame = { yawDegrees: 0, pitchDegrees: 0, eyesToNoseRatio: 2 };
    expect(foreshorteningOf([frame], [frame, frame])).toBeNull();
    expect(foreshorteningOf([frame], [frame, frame, frame])).toBe(1);
  });
});

test('what was granted is counted: needs, tries, frames that a slow camera repeats', () => {
  const frames = film([
    { seq: 0, stepIndex: 0, stepTry: 1 },
    { seq: 3, stepIndex: 0, stepTry: 2 },
    { seq: 4, stepIndex: 1, stepTry: 3 },
  ]);
  const needs = { isLongerTime: true, without: ['nod', 'close-eyes'] as const };
  expect(valuesOf(frames, { needs })).toMatchObject({
    frames: 3,
    'frames-not-kept': 2,
    'actions-left-out': 2,
    'extra-tries': 3,
  });
});

describe('whatever the frames', () => {
  const anything = fc.array(
    fc.record({
      stepIndex: fc.integer({ min: 0, max: 4 }),
      stepTry: fc.integer({ min: 1, max: 3 }),
      signals: fc.record(
        {
          faces: fc.integer({ min: 0, max: 3 }),
          yawDegrees: fc.option(fc.double({ min: -90, max: 90, noNaN: true })),
          pitchDegrees: fc.option(fc.double({ min: -50, max: 50, noNaN: true })),
          eyesToNoseRatio: fc.option(fc.double({ min: 0, max: 5, noNaN: true })),
          faceDistance: fc.option(fc.double({ min: 0, max: 1.5, noNaN: true })),
          presence: fc.double({ min: 0, max: 1, noNaN: true }),
          offFrameShare: fc.double({ min: 0, max: 1, noNaN: true }),
          stillness: fc.option(
            fc.record({
              change: fc.double({ min: 0, max: 255, noNaN: true }),
              borderChange: fc.double({ min: 0, max: 255, noNaN: true }),
              borderEqualShare: fc.double({ min: 0, max: 1, noNaN: true }),
            }),
          ),
        },
        { requiredKeys: [] },
      ),
    }),
    { maxLength: 30 },
  );

  test('every value is a number or null', () => {
    fc.assert(
      fc.property(anything, (rows) => {
        for (const { value } of captureSignalsOf(session, film(rows), null))
          expect(value === null || Number.isFinite(value)).toBe(true);
      }),
    );
  });

  test('shares lie between nothing and all, counts are whole, and nothing but the clock is negative', () => {
    fc.assert(
      fc.property(anything, (rows) => {
        for (const { name, value, unit } of captureSignalsOf(session, film(rows), null)) {
          if (value === null || name === 'clock-ahead' || name === 'foreshortening') continue;
          expect(value).toBeGreaterThanOrEqual(0);
          if (unit === '0..1') expect(value).toBeLessThanOrEqual(1);
          if (unit === 'count') expect(Number.isInteger(value)).toBe(true);
        }
      }),
    );
  });
});

test('the beginning of the capture is what the clock is held against', () => {
  const frames = film([
    { capturedAtMs: 0, receivedMs: 0 },
    { capturedAtMs: 500, receivedMs: 100 },
  ]);
  expect(valuesOf(frames)['clock-ahead']).toBe(400);
  expect(valuesOf(frames, { openedAt: new Date(openedAt.getTime() - 400) })['clock-ahead']).toBe(0);
});
