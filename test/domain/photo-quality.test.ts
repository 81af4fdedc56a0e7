// What is wrong with a photo is named, most important first, beside what was measured.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  photoFindings,
  photoKinds,
  type PhotoFinding,
  type PhotoKind,
} from '../../server/domain/evidence.ts';
import { judgePhoto, photoLimits, type SeenPhoto } from '../../server/domain/photo-quality.ts';
import { problemTypes } from '../../server/domain/problem-type.ts';

const good: SeenPhoto = {
  widthPx: 1440,
  heightPx: 1000,
  faceWidthsPx: [150],
  sharpness: 300,
  meanLuma: 130,
  clippedShare: 0.01,
};
const findings = (kind: PhotoKind, change: Partial<SeenPhoto> = {}): readonly PhotoFinding[] =>
  judgePhoto(kind, { ...good, ...change }).findings;

test('a good photo of each kind has no findings', () => {
  expect(findings('id-front')).toEqual([]);
  expect(findings('id-back', { faceWidthsPx: [] })).toEqual([]);
  expect(findings('business-licence', { faceWidthsPx: [] })).toEqual([]);
  expect(findings('business-licence', { faceWidthsPx: [200, 180] })).toEqual([]);
});

test.each<[PhotoKind, Partial<SeenPhoto>, PhotoFinding[]]>([
  ['id-front', { faceWidthsPx: [] }, ['no-face-found']],
  ['id-front', { faceWidthsPx: [150, 140] }, ['several-faces']],
  ['id-front', { faceWidthsPx: [150, 80] }, []], // the card's own ghost portrait
  ['id-front', { faceWidthsPx: [59] }, ['face-too-small']],
  ['id-front', { faceWidthsPx: [60] }, []],
  ['id-back', { faceWidthsPx: [150] }, ['wrong-side']],
  ['id-front', { heightPx: 479 }, ['photo-too-small']],
  ['id-front', { widthPx: 479, heightPx: 1000 }, ['photo-too-small']],
  ['id-front', { sharpness: 11.9 }, ['photo-blurred']],
  ['id-front', { meanLuma: 44 }, ['photo-too-dark']],
  ['id-front', { clippedShare: 0.31 }, ['photo-glare']],
])('%s with %j: %j', (kind, change, expected) => {
  expect(findings(kind, change)).toEqual(expected);
});

describe('any photo', () => {
  const anyPhoto = fc.record({
    widthPx: fc.integer({ min: 1, max: 4000 }),
    heightPx: fc.integer({ min: 1, max: 4000 }),
    faceWidthsPx: fc
      .array(fc.integer({ min: 1, max: 1000 }), { maxLength: 4 })
      .map((all) => all.sort((a, b) => b - a)),
    sharpness: fc.double({ min: 0, max: 2000, noNaN: true }),
    meanLuma: fc.double({ min: 0, max: 255, noNaN: true }),
    clippedShare: fc.double({ min: 0, max: 1, noNaN: true }),
  });

  test('is judged in the order of importance, each finding a problem of its own', () => {
    fc.assert(
      fc.property(fc.constantFrom(...photoKinds), anyPhoto, (kind, photo) => {
        const found = judgePhoto(kind, photo).findings;
        const places = found.map((finding) => photoFindings.indexOf(finding));
        expect(places).toEqual([...places].sort((a, b) => a - b));
        for (const finding of found) expect(problemTypes[finding].status).toBe(422);
      }),
    );
  });

  test('is measured whole, and each measurement stands beside its limit', () => {
    fc.assert(
      fc.property(fc.constantFrom(...photoKinds), anyPhoto, (kind, photo) => {
        const { measurements } = judgePhoto(kind, photo);
        expect(measurements.length).toBeGreaterThanOrEqual(4);
        for (const { name, limit } of measurements)
          expect(limit).toBe(photoLimits[name as keyof typeof photoLimits]);
      }),
    );
  });
});
