// One look at one picture, from its bytes to a sighting.
import type { Box } from '../../domain/geometry.ts';
import type { Ask, SeenFace, Sighting } from '../../ports/face-engine.ts';
import { decode } from './decode.ts';
import { boxAround, embeddingOf, landmarksIn } from './describe.ts';
import { detect } from './detect.ts';
import type { Nets } from './nets.ts';
import { measureQuality } from './picture-quality.ts';

/** Longest side of the working copy: a portrait on a card is small, a face before the camera is not. */
const workingSidePx = { document: 1024, frame: 640 };

/** Rejects with UnreadablePicture; any other rejection is a fault of ours. */
export async function look(nets: Nets, picture: Uint8Array, { purpose, embed }: Ask): Promise<Sighting> {
  const { pixels, fullWidthPx, fullHeightPx } = await decode(picture, workingSidePx[purpose]);
  const scaleX = fullWidthPx / pixels.widthPx;
  const scaleY = fullHeightPx / pixels.heightPx;
  const found = await detect(nets, pixels, purpose);
  const faces: SeenFace[] = [];
  let largestFeatures: Box | null = null;
  for (const { box, detectionScore } of found) {
    const landmarks = await landmarksIn(nets, pixels, box);
    const isLargest = faces.length === 0;
    if (isLargest) largestFeatures = boxAround(landmarks);
    faces.push({
      box: { x: box.x * scaleX, y: box.y * scaleY, width: box.width * scaleX, height: box.height * scaleY },
      detectionScore,
      landmarks: landmarks.map(({ x, y }) => ({ x: x * scaleX, y: y * scaleY })),
      embedding: embed === 'largest' && isLargest ? await embeddingOf(nets, pixels, landmarks) : null,
    });
  }
  const quality = measureQuality(pixels, largestFeatures);
  return { widthPx: fullWidthPx, heightPx: fullHeightPx, faces, ...quality };
}
