// Compares the faces of two pictures and words the distance as a measurement.
import type { Measurement } from '../../domain/check.ts';
import { faceDistance, faceMatchBand, type FaceMatchBand } from '../../domain/face-match.ts';
import type { Limits } from '../../gate/policy.ts';
import type { Ask, FaceEngine } from '../../ports/face-engine.ts';

export interface FacePicture {
  readonly jpeg: Uint8Array;
  readonly purpose: Ask['purpose'];
}

export type Comparison =
  | { readonly kind: 'compared'; readonly band: FaceMatchBand; readonly measurement: Measurement }
  | { readonly kind: 'no-face'; readonly in: 'reference' | 'probe' };

async function embeddingOf(
  engine: FaceEngine,
  picture: FacePicture,
  signal: AbortSignal,
): Promise<Float32Array | null> {
  const { faces } = await engine.look(picture.jpeg, { purpose: picture.purpose, embed: 'largest' }, signal);
  return faces[0]?.embedding ?? null;
}

/** `reference`: document or record portrait; `probe`: live capture. Rejects as the engine does. */
export async function compareFaces(
  engine: FaceEngine,
  reference: FacePicture,
  probe: FacePicture,
  limits: Limits,
  signal: AbortSignal,
): Promise<Comparison> {
  const [a, b] = [await embeddingOf(engine, reference, signal), await embeddingOf(engine, probe, signal)];
  if (a === null) return { kind: 'no-face', in: 'reference' };
  if (b === null) return { kind: 'no-face', in: 'probe' };
  const distance = faceDistance(a, b);
  return {
    kind: 'compared',
    band: faceMatchBand(distance, {
      sameUpTo: limits.sameFaceDistance,
      differentAbove: limits.unclearFaceDistance,
    }),
    measurement: {
      name: 'faceDistance',
      value: Math.round(distance * 1000) / 1000,
      unit: 'euclidean',
      limit: limits.sameFaceDistance,
      better: 'lower',
    },
  };
}
