// Compares two face embeddings.

/** What a distance says by the thresholds of a policy; `unclear` is neither yes nor no. */
export type FaceMatchBand = 'same' | 'unclear' | 'different';

/** Distances, 0 and up; they hold for one face engine only and belong to a policy, with their measurement. */
export interface FaceMatchThresholds {
  sameUpTo: number; // the largest distance still called the same person; lower is stricter
  differentAbove: number; // beyond it, another person; >= sameUpTo
}

/** Euclidean distance of two embeddings of one engine: 0 for the same picture, lower is more alike. */
export function faceDistance(a: Float32Array, b: Float32Array): number {
  if (a.length === 0 || a.length !== b.length) {
    throw new RangeError(`embeddings of ${a.length} and ${b.length} numbers cannot be compared`);
  }
  let sum = 0;
  for (const [i, value] of a.entries()) sum += (value - (b[i] ?? NaN)) ** 2;
  return Math.sqrt(sum);
}

/** A distance that is not a number is `unclear`: it was not established, whatever the reason. */
export function faceMatchBand(
  faceDistance: number,
  { sameUpTo, differentAbove }: FaceMatchThresholds,
): FaceMatchBand {
  if (faceDistance <= sameUpTo) return 'same';
  return faceDistance > differentAbove ? 'different' : 'unclear';
}
