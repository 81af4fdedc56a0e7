// What every engine under measurement does, each in the way its own README shows.

/** 0..255 bytes of an encoded JPEG. */
type Jpeg = Uint8Array;

export interface Verification {
  readonly id: Jpeg;
  readonly record: Jpeg;
  readonly frames: readonly Jpeg[];
}

export interface Rival {
  readonly name: string;
  /** The embedding of the largest face; null where none is found. Decoding included. */
  still(picture: Jpeg): Promise<Float32Array | null>;
  /** The same of a frame of a capture, where that can be had for less. */
  live(frame: Jpeg): Promise<Float32Array | null>;
  /** Looks at each frame of one capture, in order; answers the index of the best, -1 when no face was seen. */
  capture(frames: readonly Jpeg[]): Promise<number>;
}

/** The same work for everybody: two portraits, every frame, and the best frame measured against both. */
export async function verify(rival: Rival, { id, record, frames }: Verification): Promise<number[]> {
  const portraits = [await rival.still(id), await rival.still(record)];
  const best = frames[await rival.capture(frames)];
  const live = best === undefined ? null : await rival.live(best);
  return portraits.map((portrait) => distanceOf(portrait, live));
}

/** Euclidean; NaN where a face is missing. */
export function distanceOf(a: Float32Array | null, b: Float32Array | null): number {
  if (a === null || b === null) return Number.NaN;
  return Math.sqrt(a.reduce((sum, value, i) => sum + (value - (b[i] ?? Number.NaN)) ** 2, 0));
}
