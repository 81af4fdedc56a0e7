// What is wrong with a photo is named, most important first, beside what was measured.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  photoFindings,
  photoKinds,
  type PhotoFinding,
  type PhotoKind,
} from '../../server/domain/evidence.ts';
import {
  faceMargin,
  judgePhoto,
  type PhotoLimits,
  type SeenPhoto,
} from '../../server/domain/photo-quality.ts';
import { problemTypes } from '../../server/domain/problem-type.ts';

const limits: PhotoLimits = {
  shortSidePx: 480,
  faceWidthPx: 60,
  faceMargin: 0.1,
  secondFaceShare: 0.6,
  sharpness: 40,
  meanLuma: 45,
  clippedShare: 0.12,
  chroma: 0.03,
};
/** Faces of these widths, with as much room around each as there usually is on a card. */
const faces = (...widths: readonly number[]): Pick<SeenPhoto, 'faces'> => ({
  faces: widths.map((widthPx) => ({ widthPx, margin: 1.2 })),
});
const good: SeenPhoto = {
  widthPx: 1440,
  heightPx: 1000,
  ...faces(150),
  sharpness: 300,
  meanLuma: 130,
  clippedShare: 0.01,
  chroma: 0.1,
};
const findings = (kind: PhotoKind, change: Partial<SeenPhoto> = {}): readonly PhotoFinding[] =>
  judgePhoto(kind, { ...good, ...change }, limits).findings;

test('a good photo of each kind has no findings', () => {
  expect(findings('id-front')).toEqual([]);
  expect(findings('id-back', faces())).toEqual([]);
  expect(findings('business-licence', faces())).toEqual([]);
  expect(findings('business-licence', faces(200, 180))).toEqual([]);
});

test.each<[PhotoKind, Partial<SeenPhoto>, PhotoFinding[]]>([
  ['id-front', faces(), ['no-face-found']],
  ['id-front', faces(150, 140), ['several-faces']],
  ['id-front', faces(150, 80), []], // the card's own ghost portrait
  ['id-front', faces(59), ['face-too-small']],
  ['id-front', faces(60), []],
  ['id-back', faces(150), ['wrong-side']],
  ['id-front', { heightPx: 479 }, ['photo-too-small']],
  ['id-front', { widthPx: 479, heightPx: 1000 }, ['photo-too-small']],
  ['id-front', { faces: [{ widthPx: 150, margin: 0.09 }] }, ['photo-cropped']],
  ['id-front', { faces: [{ widthPx: 150, margin: -0.3 }] }, ['photo-cropped']],
  ['id-front', { faces: [{ widthPx: 150, margin: 0.1 }] }, []],
  ['business-licence', { faces: [{ widthPx: 150, margin: 0 }] }, []],
  ['id-front', { sharpness: 39.9 }, ['photo-blurred']],
  ['id-front', { meanLuma: 44 }, ['photo-too-dark']],
  ['id-front', { clippedShare: 0.13 }, ['photo-glare']],
  ['id-front', { chroma: 0.029 }, ['looks-like-a-copy']],
  ['id-back', { ...faces(), chroma: 0 }, ['looks-like-a-copy']],
])('%s with %j: %j', (kind, change, expected) => {
  expect(findings(kind, change)).toEqual(expected);
});

test.each([
  ['in the middle', { x: 400, y: 300 }, 2],
  ['near the left edge', { x: 10, y: 300 }, 0.1],
  ['near the right edge', { x: 890, y: 300 }, 0.1],
  ['at the top', { x: 400, y: 0 }, 0],
  ['beyond the bottom', { x: 400, y: 580 }, -0.8],
])('a face %s has so much room', (_where, { x, y }, margin) => {
  const outline = [
    { x, y },
    { x: x + 100, y },
    { x: x + 50, y: y + 100 },
  ];
  expect(faceMargin(outline, 100, { widthPx: 1000, heightPx: 600 })).toBeCloseTo(margin, 9);
});

describe('any photo', () => {
  const anyPhoto = fc.record({
    widthPx: fc.integer({ min: 1, max: 4000 }),
    heightPx: fc.integer({ min: 1, max: 4000 }),
    faces: fc
      .array(
        fc.record({
          widthPx: fc.integer({ min: 1, max: 1000 }),
          margin: fc.double({ min: -1, max: 20, noNaN: true }),
        }),
        { maxLength: 4 },
      )
      .map((all) => all.sort((a, b) => b.widthPx - a.widthPx)),
    sharpness: fc.double({ min: 0, max: 2000, noNaN: true }),
    meanLuma: fc.double({ min: 0, max: 255, noNaN: true }),
    clippedShare: fc.double({ min: 0, max: 1, noNaN: true }),
    chroma: fc.double({ min: 0, max: 3, noNaN: true }),
  });

  test('is judged in the order of importance, each finding a problem of its own', () => {
    fc.assert(
      fc.property(fc.constantFrom(...photoKinds), anyPhoto, (kind, photo) => {
        const found = judgePhoto(kind, photo, limits).findings;
        const places = found.map((finding) => photoFindings.indexOf(finding));
        expect(places).toEqual([...places].sort((a, b) => a - b));
        for (const finding of found) expect(problemTypes[finding].status).toBe(422);
      }),
    );
  });

  test('is measured whole, and each measurement stands beside its limit', () => {
    fc.assert(
      fc.property(fc.constantFrom(...photoKinds), anyPhoto, (kind, photo) => {
        const { measurements } = judgePhoto(kind, photo, limits);
        expect(measurements.length).toBeGreaterThanOrEqual(5);
        for (const { name, limit } of measurements) expect(limit).toBe(limits[name as keyof PhotoLimits]);
      }),
    );
  });
});
