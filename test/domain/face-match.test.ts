// How two embeddings compare.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faceDistance, faceMatchBand } from '../../server/domain/face-match.ts';

const thresholds = { sameUpTo: 0.5, differentAbove: 0.6 };
const embedding = fc
  .array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 128, maxLength: 128 })
  .map((values) => Float32Array.from(values));

describe('the distance of two embeddings', () => {
  it('is the euclidean one', () => {
    expect(faceDistance(Float32Array.of(0, 3, 1), Float32Array.of(4, 0, 1))).toBe(5);
  });

  it('is zero to itself, the same both ways, and never shorter than a detour allows', () => {
    fc.assert(
      fc.property(embedding, embedding, embedding, (a, b, c) => {
        expect(faceDistance(a, a)).toBe(0);
        expect(faceDistance(a, b)).toBe(faceDistance(b, a));
        expect(faceDistance(a, c)).toBeLessThanOrEqual(faceDistance(a, b) + faceDistance(b, c) + 1e-9);
      }),
    );
  });

  it('refuses embeddings of different length, and empty ones', () => {
    expect(() => faceDistance(new Float32Array(128), new Float32Array(127))).toThrow(RangeError);
    expect(() => faceDistance(new Float32Array(0), new Float32Array(0))).toThrow(RangeError);
  });

  it('is not a number when an embedding holds one that is not', () => {
    expect(faceDistance(Float32Array.of(NaN, 0), Float32Array.of(0, 0))).toBeNaN();
  });
});

describe('the band of a distance', () => {
  it.each([
    [0, 'same'],
    [0.5, 'same'],
    [0.5001, 'unclear'],
    [0.6, 'unclear'],
    [0.6001, 'different'],
    [Infinity, 'different'],
  ] as const)('calls %d %s', (distance, band) => {
    expect(faceMatchBand(distance, thresholds)).toBe(band);
  });

  it('calls a distance that is not a number unclear, never the same and never different', () => {
    expect(faceMatchBand(NaN, thresholds)).toBe('unclear');
  });

  it('leaves nothing unclear when the two thresholds are one', () => {
    const one = { sameUpTo: 0.55, differentAbove: 0.55 };
    expect(faceMatchBand(0.55, one)).toBe('same');
    expect(faceMatchBand(0.5501, one)).toBe('different');
  });
});
