// Frames as the server sees them: encoded, decoded, their luma, and the mesh that the engine lays over the face.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOnnxFaceEngine } from '../../../server/adapters/face-engine/onnx.ts';
import { meshPoseOf, type MeshPose } from '../../../server/domain/mesh-pose.ts';
import type { FaceEngine } from '../../../server/ports/face-engine.ts';
import type { Pixels } from '../../../server/adapters/face-engine/decode.ts';
import { decodeJpeg, encodeJpeg } from '../jpeg.ts';
import type { Picture } from '../picture.ts';

export interface Observed {
  readonly luma: Float32Array; // [height, width], 0..255
  readonly width: number;
  readonly height: number;
  readonly picture: Picture;
  readonly pixels: Pixels; // as the engine's own
  readonly mesh: Float32Array;
  readonly pose: MeshPose;
}

export function studyEngine(): FaceEngine {
  return createOnnxFaceEngine({
    workers: 1,
    maxQueue: 64,
    modelFolder: join(tmpdir(), 'portcullis-test-models'),
  });
}

export function lumaOf({ rgba, width, height }: Picture): Float32Array {
  return Float32Array.from({ length: width * height }, (_, index) => {
    const from = 4 * index;
    return 0.299 * (rgba[from] ?? 0) + 0.587 * (rgba[from + 1] ?? 0) + 0.114 * (rgba[from + 2] ?? 0);
  });
}

function pixelsOf({ rgba, width, height }: Picture): Pixels {
  const data = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++)
    for (let channel = 0; channel < 3; channel++) data[3 * pixel + channel] = rgba[4 * pixel + channel] ?? 0;
  return { data, widthPx: width, heightPx: height };
}

/** Null where the engine sees no face. */
export async function observe(engine: FaceEngine, picture: Picture, quality = 80): Promise<Observed | null> {
  const jpeg = await encodeJpeg(picture, quality);
  const { frames } = await engine.follow([jpeg], { track: null, embed: [], eyes: false });
  const mesh = frames[0]?.mesh;
  if (!mesh) return null;
  const seen = await decodeJpeg(jpeg);
  return {
    luma: lumaOf(seen),
    width: seen.width,
    height: seen.height,
    picture: seen,
    pixels: pixelsOf(seen),
    mesh,
    pose: meshPoseOf(mesh),
  };
}
