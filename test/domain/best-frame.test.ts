// The frame that stands for the person is one in which they look straight ahead: well lit, sharp, near.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestFrame, type FrameCandidate } from '../../server/domain/best-frame.ts';
import { isGoodNeutral, livenessRules, type FrameSignals } from '../../server/domain/liveness.ts';
import { rest } from '../support/capture-frames.ts';

const frontal: FrameSignals = { ...rest, capturedAtMs: 0, faceWidthShare: 0.3, meanLuma: 130 };
const frame = (sharpness: number, change: Partial<FrameSignals> = {}): FrameCandidate => ({
  signals: { ...frontal, ...change },
  sharpness,
});
const [plain, sharper] = [frame(100), frame(150)];

test.each<[string, readonly FrameCandidate[], FrameCandidate]>([
  ['the sharper of two alike', [plain, sharper], sharper],
  ['a duller one rather than a turned head', [plain, frame(500, { yawDegrees: 25 })], plain],
  ['a duller one rather than an open mouth', [plain, frame(500, { mouthOpenness: 0.5 })], plain],
  ['a duller one rather than two people', [plain, frame(500, { faces: 2 })], plain],
  ['a duller one rather than one in the dark', [plain, frame(500, { meanLuma: 30 })], plain],
  ['a duller one rather than one washed out', [plain, frame(500, { meanLuma: 230 })], plain],
  ['a near face rather than a far one a little sharper', [frame(120, { faceWidthShare: 0.2 }), plain], plain],
  ['a far face much sharper', [sharper, frame(60, { faceWidthShare: 0.35 })], sharper],
  [
    'sharpness where both are near enough',
    [frame(100, { faceWidthShare: 0.6 }), frame(110, { faceWidthShare: 0.4 })],
    frame(110, { faceWidthShare: 0.4 }),
  ],
  ['the first of equals', [plain, frame(100)], plain],
])('takes %s', (_what, candidates, best) => {
  expect(bestFrame(candidates)).toEqual(best);
});

test('takes a washed-out frame when there is no other', () => {
  const white = frame(100, { meanLuma: 240 });
  expect(bestFrame([white, frame(500, { yawDegrees: 40 })])).toBe(white);
});

test('takes none where nobody looks straight ahead', () => {
  expect(bestFrame([])).toBeNull();
  expect(bestFrame([frame(900, { yawDegrees: livenessRules.frontalYawDegrees + 1 })])).toBeNull();
});

test('whatever there is, takes one of them that counts as neutral, in any order', () => {
  const anyFrame = fc
    .record({
      sharpness: fc.integer({ min: 0, max: 1000 }),
      yawDegrees: fc.integer({ min: -40, max: 40 }),
      meanLuma: fc.integer({ min: 0, max: 255 }),
      faceWidthShare: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ sharpness, ...change }) => frame(sharpness, change));
  fc.assert(
    fc.property(fc.array(anyFrame, { maxLength: 8 }), (frames) => {
      const best = bestFrame(frames);
      expect(best !== null).toBe(frames.some(({ signals }) => isGoodNeutral(signals)));
      if (best === null) return;
      expect(frames).toContain(best);
      expect(isGoodNeutral(best.signals)).toBe(true);
      const worthOf = ({ sharpness, signals }: FrameCandidate): number =>
        sharpness * Math.min(signals.faceWidthShare ?? 0, 2 * livenessRules.faceWidthShare);
      const again = bestFrame([...frames].reverse());
      expect(again === null ? null : worthOf(again)).toBe(worthOf(best));
    }),
  );
});
