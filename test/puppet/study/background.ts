// Whether what lies beside a head goes along when it turns: a rendering that bends one photo drags its background with it.
/* eslint-disable @typescript-eslint/no-non-null-assertion -- pixel loops stay inside their arrays by construction */
import { meshBoxOf, meshPoseOf } from '../../../server/domain/mesh-pose.ts';
import type { Pixels } from '../../../server/adapters/face-engine/decode.ts';
import { scaledTo } from '../../../server/adapters/face-engine/scale.ts';

export interface View {
  readonly pixels: Pixels;
  /** [468, 3] in px of these pixels. */
  readonly mesh: Float32Array;
}

/** Both frames are scaled so that the face is this wide, px; never enlarged. */
const faceWidthPx = 96;
/** Smaller turns move a background too little to be told from the hand that holds the camera, degrees. */
const leastTurnDegrees = 15;
/** Px of the scaled frame. Deviations are grey levels, `likeness` a correlation, -1..1. */
const block = { sidePx: 8, reachX: 14, reachY: 5, leastDeviation: 8, leastLikeness: 0.85 };
const fewestBlocks = { beside: 6, far: 3 };
/** Distance from the middle of the face in half its width: beside the head, beyond hair and ears, up to the far background. */
const beside = { from: 1.45, to: 2.1 };

/** Luma 0..255, [height, width]. */
interface Plane {
  readonly values: Float32Array;
  readonly width: number;
  readonly height: number;
}

interface Moved {
  readonly dx: number;
  readonly dy: number;
}

function planeOf(pixels: Pixels, scale: number): Plane {
  const part = { x: 0, y: 0, width: pixels.widthPx, height: pixels.heightPx };
  const [width, height] = [Math.floor(pixels.widthPx * scale), Math.floor(pixels.heightPx * scale)];
  const { data } = scaledTo(pixels, part, width, height);
  const values = new Float32Array(width * height);
  for (let i = 0, from = 0; i < values.length; i++, from += 3)
    values[i] = 0.299 * data[from]! + 0.587 * data[from + 1]! + 0.114 * data[from + 2]!;
  return { values, width, height };
}

function meanAndDeviation({ values, width }: Plane, left: number, top: number): [number, number] {
  let [sum, squares] = [0, 0];
  for (let y = top; y < top + block.sidePx; y++)
    for (let at = y * width + left; at < y * width + left + block.sidePx; at++) {
      sum += values[at]!;
      squares += values[at]! * values[at]!;
    }
  const count = block.sidePx ** 2;
  return [sum / count, Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2))];
}

/** Where a block went; null for a plain one, and for one that is not found again. */
function follow(from: Plane, to: Plane, left: number, top: number): Moved | null {
  const { sidePx, reachX, reachY, leastDeviation, leastLikeness } = block;
  const [mean, deviation] = meanAndDeviation(from, left, top);
  if (deviation < leastDeviation) return null;
  let best = { likeness: -1, dx: 0, dy: 0 };
  for (let dy = -reachY; dy <= reachY; dy++)
    for (let dx = -reachX; dx <= reachX; dx++) {
      const [x, y] = [left + dx, top + dy];
      if (x < 0 || y < 0 || x + sidePx > to.width || y + sidePx > to.height) continue;
      const [otherMean, otherDeviation] = meanAndDeviation(to, x, y);
      if (otherDeviation < leastDeviation / 2) continue;
      let product = 0;
      for (let row = 0; row < sidePx; row++) {
        const here = (top + row) * from.width + left;
        const there = (y + row) * to.width + x;
        for (let column = 0; column < sidePx; column++)
          product += (from.values[here + column]! - mean) * (to.values[there + column]! - otherMean);
      }
      const likeness = product / (sidePx ** 2 * deviation * otherDeviation);
      if (likeness > best.likeness) best = { likeness, dx, dy };
    }
  if (best.likeness < leastLikeness) return null;
  return best;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/**
 * How far what lies beside the head went sideways against the far background, over half the face's width and the sine of
 * the turn; 0 is a rigid background. Null for a turn of less than 15 degrees, and where too little beside the head has any texture.
 * Long hair goes along with the head: how far was not measured.
 */
export function backgroundMotion(rest: View, turned: View): number | null {
  const turnDegrees = meshPoseOf(turned.mesh).yawDegrees - meshPoseOf(rest.mesh).yawDegrees;
  if (Math.abs(turnDegrees) < leastTurnDegrees) return null;
  const { widthPx, heightPx } = rest.pixels;
  if (turned.pixels.widthPx !== widthPx || turned.pixels.heightPx !== heightPx) return null;
  const box = meshBoxOf(rest.mesh, rest.pixels);
  const scale = Math.min(1, faceWidthPx / (box.width * widthPx));
  const face = {
    centre: (box.x + box.width / 2) * widthPx * scale,
    half: (box.width / 2) * widthPx * scale,
    top: (box.y - box.height / 2) * heightPx * scale,
    bottom: (box.y + box.height) * heightPx * scale,
  };
  const [from, to] = [planeOf(rest.pixels, scale), planeOf(turned.pixels, scale)];
  const near: Moved[] = [];
  const far: Moved[] = [];
  const bottom = Math.min(from.height, face.bottom);
  for (let y = Math.max(0, Math.round(face.top)); y + block.sidePx <= bottom; y += block.sidePx)
    for (let x = 0; x + block.sidePx <= from.width; x += block.sidePx) {
      const away = Math.abs(x + block.sidePx / 2 - face.centre) / face.half;
      if (away < beside.from) continue;
      const moved = follow(from, to, x, y);
      if (moved !== null) (away < beside.to ? near : far).push(moved);
    }
  if (near.length < fewestBlocks.beside || far.length < fewestBlocks.far) return null;
  // the best of ten ways to sum up tried on the same frames: fitted, not validated
  const camera = median(far.map(({ dx }) => dx));
  const way = Math.abs(mean(near.map(({ dx }) => dx - camera)));
  return way / (face.half * Math.abs(Math.sin((turnDegrees * Math.PI) / 180)));
}
