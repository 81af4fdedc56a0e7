// What somebody with a puppet would do about each signal: the obvious thing, in as few lines as it takes.
import { faceOval } from '../mesh-points.ts';
import { seededRandom } from '../noise.ts';
import type { Picture } from '../picture.ts';
import type { Observed } from './observe.ts';

/** 1 inside the oval of the face made `size` times as large, 0 outside, soft over `softPx`. */
function headMask({ mesh, width, height }: Observed, size: number, softPx: number): Float32Array {
  const oval = faceOval.map((point) => ({ x: mesh[3 * point] ?? 0, y: mesh[3 * point + 1] ?? 0 }));
  const centreX = oval.reduce((sum, { x }) => sum + x, 0) / oval.length;
  const centreY = oval.reduce((sum, { y }) => sum + y, 0) / oval.length;
  const angles = oval
    .map(({ x, y }) => ({
      angle: Math.atan2(y - centreY, x - centreX),
      reach: size * Math.hypot(x - centreX, y - centreY),
    }))
    .sort((a, b) => a.angle - b.angle);
  const mask = new Float32Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const angle = Math.atan2(y - centreY, x - centreX);
      const next = angles.findIndex((one) => one.angle > angle);
      const reach = (angles[next < 0 ? 0 : next] ?? angles[0])?.reach ?? 0;
      const away = Math.hypot(x - centreX, y - centreY) - reach;
      // the neck and the shoulders belong to the person and stay
      mask[y * width + x] = Math.min(1, Math.max(0, 0.5 - away / softPx));
    }
  return mask;
}

/** The still without its head: each row filled from both sides of where it was. */
function plateOf(still: Picture, mask: Float32Array): Picture {
  const rgba = Uint8ClampedArray.from(still.rgba);
  const random = seededRandom(5);
  for (let y = 0; y < still.height; y++) {
    const row = y * still.width;
    let x = 0;
    while (x < still.width) {
      if ((mask[row + x] ?? 0) <= 0) {
        x++;
        continue;
      }
      let end = x;
      while (end < still.width && (mask[row + end] ?? 0) > 0) end++;
      for (let at = x; at < end; at++) {
        const isLeft = random() < (end - at) / (end - x);
        // texture of the side that is nearer by chance, mirrored at the edge of the hole
        const from = isLeft ? Math.max(0, 2 * x - at - 1) : Math.min(still.width - 1, 2 * end - at);
        for (let channel = 0; channel < 3; channel++)
          rgba[4 * (row + at) + channel] = still.rgba[4 * (row + from) + channel] ?? 0;
      }
      x = end;
    }
  }
  return { ...still, rgba };
}

/** The puppet's head cut out and laid over the still's own background, which no longer moves. */
export function overOwnBackground(still: Picture, rest: Observed, turned: Observed): Picture {
  const plate = plateOf(still, headMask(rest, 1.4, 1));
  const mask = headMask(turned, 1.4, 12);
  const rgba = Uint8ClampedArray.from(plate.rgba);
  for (let pixel = 0; pixel < mask.length; pixel++)
    for (let channel = 0; channel < 3; channel++) {
      const at = 4 * pixel + channel;
      const share = mask[pixel] ?? 0;
      rgba[at] = share * (turned.picture.rgba[at] ?? 0) + (1 - share) * (plate.rgba[at] ?? 0);
    }
  return { ...plate, rgba };
}
