// A frame is not captured after it arrived, nor long before it was asked for, nor closer to the next than cameras give them.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockFaultIn, clockTolerances, type CaptureClock } from '../../server/domain/capture-clock.ts';

const { aheadMs, earlyMs, leastGapMs } = clockTolerances;

/** Opened at 0, the step shown after 20 s, the batch here after 23 s. */
const clock: CaptureClock = {
  openedAt: new Date(0),
  stepRevealedAt: new Date(20_000),
  receivedAt: new Date(23_000),
  lastCapturedAtMs: 4_990,
};

describe('a frame that claims to be captured', () => {
  test.each([
    ['when it arrived', 23_000, null],
    ['as late after it as clocks may differ', 23_000 + aheadMs, null],
    ['later than that', 23_000 + aheadMs + 1, 'later-than-received'],
    ['when its step was shown', 20_000, null],
    ['as long before as the opening answer may take', 20_000 - earlyMs, null],
    ['longer before than that', 20_000 - earlyMs - 1, 'before-its-step'],
  ])('%s', (_when, at, fault) => {
    expect(clockFaultIn([at], clock)).toEqual(fault === null ? null : { index: 0, fault });
  });
});

test.each([
  ['as soon as a quick camera gives it', leastGapMs, null],
  ['sooner than that', leastGapMs - 0.1, { index: 0, fault: 'closer-than-a-camera' }],
])('a frame that follows the one of the batch before %s', (_when, gapMs, found) => {
  expect(clockFaultIn([21_000 + gapMs], { ...clock, lastCapturedAtMs: 21_000 })).toEqual(found);
});

test('the first frame of a capture may come at its first moment', () => {
  const first = { ...clock, stepRevealedAt: clock.openedAt, lastCapturedAtMs: null };
  expect(clockFaultIn([0], first)).toBeNull();
});

test('a day that the page makes up is refused, however evenly its frames are spaced', () => {
  expect(clockFaultIn([80_000_000, 80_000_125], clock)).toEqual({ index: 0, fault: 'later-than-received' });
});

test('of several frames the first impossible one is named', () => {
  expect(clockFaultIn([21_000, 21_100, 21_104, 99_000], clock)).toEqual({
    index: 2,
    fault: 'closer-than-a-camera',
  });
});

const ms = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });

/** A page that tells the truth on a network that is slow, but not slower than is put up with. */
const honest = fc.record({
  openingAnswerMs: ms(0, earlyMs),
  revealedMs: ms(0, 500_000),
  stepAnswerMs: ms(0, 60_000),
  gapsMs: fc.array(ms(leastGapMs, 3_000), { minLength: 1, maxLength: 16 }),
  uploadMs: ms(0, 60_000),
});

test('an honest page is never refused, however slow its network', () => {
  fc.assert(
    fc.property(honest, ({ openingAnswerMs, revealedMs, stepAnswerMs, gapsMs, uploadMs }) => {
      const beginMs = Math.max(openingAnswerMs, revealedMs) + stepAnswerMs;
      let trueMs = beginMs;
      const times = gapsMs.map((gap) => (trueMs += gap) - openingAnswerMs);
      const fault = clockFaultIn(times, {
        openedAt: new Date(0),
        stepRevealedAt: new Date(revealedMs),
        receivedAt: new Date(trueMs + uploadMs),
        lastCapturedAtMs: null,
      });
      expect(fault).toBeNull();
    }),
    { numRuns: 1000 },
  );
});

test('whoever makes more time than has passed is refused, wherever in the batch', () => {
  const forged = fc.record({ at: ms(0, 15), excessMs: ms(1, 86_000_000), receivedMs: ms(5_000, 500_000) });
  fc.assert(
    fc.property(forged, ({ at, excessMs, receivedMs }) => {
      const openedAt = new Date(0);
      const times = Array.from({ length: 16 }, (_, index) => receivedMs - 4_000 + index * 100);
      times.splice(at, 1, receivedMs + aheadMs + excessMs);
      const found = clockFaultIn(times, {
        openedAt,
        stepRevealedAt: openedAt,
        receivedAt: new Date(receivedMs),
        lastCapturedAtMs: null,
      });
      expect(found).toEqual({ index: at, fault: 'later-than-received' });
    }),
    { numRuns: 1000 },
  );
});
