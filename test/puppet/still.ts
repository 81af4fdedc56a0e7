// Makes a puppet's still out of a photo: one face, levelled, framed as a phone would hold it.
import sharp from 'sharp';
import { faceMesh, type FaceBox } from './face-mesh.ts';
import { at, distancePx, faceOval, pointAt, type Point } from './mesh-points.ts';
import { signalsOf } from './mesh-signals.ts';
import { meanColour, type Picture } from './picture.ts';
import { createPuppet } from './puppet.ts';
import { resample } from './region.ts';

export interface Still extends Picture {
  points: Point[]; // the face mesh, px
}

export interface Framing {
  pick?: number; // which face, 0 = the widest
  widthPx?: number;
  heightPx?: number;
  faceWidthPx?: number; // cheek to cheek
}

/** The photo cannot become a puppet; the message says why and what would do. */
export class UnsuitablePhoto extends Error {
  override readonly name = 'UnsuitablePhoto';
}

/** Past these a turned puppet tears or is no longer recognised. Measured on ten stills. */
const limits = { yawDegrees: 11, pitchDegrees: 24, minFaceWidthPx: 60, minSharpness: 1.5 };
const longestSidePx = 1600;
/** A face at rest: 0..255 luma at the rim of the face, gap between the lips by their width. */
const rest = { faceLuma: 90, largestGain: 2.2, mouthOpenness: 0.12, lipsClosed: -0.8 };

async function decode(photo: Buffer): Promise<Picture> {
  const { data, info } = await sharp(photo)
    .rotate()
    .resize({ width: longestSidePx, height: longestSidePx, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgba: new Uint8ClampedArray(data) };
}

/** Mean absolute Laplacian of green inside the face oval's box, 0..255; higher is sharper. */
export function faceSharpness(picture: Picture, points: readonly Point[]): number {
  const oval = faceOval.map((index) => pointAt(points, index));
  const [left, right] = [Math.min(...oval.map(({ x }) => x)), Math.max(...oval.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...oval.map(({ y }) => y)), Math.max(...oval.map(({ y }) => y))];
  const green = (x: number, y: number) => picture.rgba[(y * picture.width + x) * 4 + 1] ?? 0;
  let sum = 0;
  let count = 0;
  for (let y = Math.max(1, Math.ceil(top)); y < Math.min(picture.height - 1, bottom); y++) {
    for (let x = Math.max(1, Math.ceil(left)); x < Math.min(picture.width - 1, right); x++) {
      sum += Math.abs(
        4 * green(x, y) - green(x - 1, y) - green(x + 1, y) - green(x, y - 1) - green(x, y + 1),
      );
      count++;
    }
  }
  return sum / Math.max(1, count);
}

function centreOf(points: readonly Point[]): { x: number; y: number } {
  const [forehead, chin] = [pointAt(points, at.foreheadTop), pointAt(points, at.chin)];
  return { x: (forehead.x + chin.x) / 2, y: (forehead.y + chin.y) / 2 };
}

const widthOf = (points: readonly Point[]) =>
  distancePx(pointAt(points, at.leftEdge), pointAt(points, at.rightEdge));

function refuseUnsuitable(still: Still): void {
  const { yawDegrees, pitchDegrees } = signalsOf(still.points);
  if (Math.abs(yawDegrees) > limits.yawDegrees || Math.abs(pitchDegrees) > limits.pitchDegrees) {
    throw new UnsuitablePhoto(
      `The face is turned ${yawDegrees.toFixed(0)}° aside and ${pitchDegrees.toFixed(0)}° down; ` +
        `a puppet needs a face that looks into the camera (at most ${limits.yawDegrees}° and ${limits.pitchDegrees}°).`,
    );
  }
  const sharpness = faceSharpness(still, still.points);
  if (sharpness < limits.minSharpness) {
    throw new UnsuitablePhoto(
      `The face is blurred (sharpness ${sharpness.toFixed(1)}, at least ${limits.minSharpness} is needed).`,
    );
  }
}

function middleOf(picture: Picture, sidePx: number): FaceBox {
  const x = (picture.width - sidePx) / 2;
  const y = (picture.height - sidePx) / 2;
  return { x, y, width: sidePx, height: sidePx };
}

/** As a camera would have taken a person at rest: the face lit well enough, the lips of a smile closed. */
async function atEase(still: Still): Promise<Still> {
  const [red, green, blue] = meanColour(
    still,
    faceOval.map((index) => pointAt(still.points, index)),
  );
  const luma = 0.3 * red + 0.59 * green + 0.11 * blue;
  const gain = Math.min(rest.largestGain, Math.max(1, rest.faceLuma / luma));
  const mouth = signalsOf(still.points).mouthOpenness > rest.mouthOpenness ? rest.lipsClosed : 0;
  if (gain === 1 && mouth === 0) return still;
  const rgba = createPuppet(still, still.points).render({ gain, mouth });
  const eased = { width: still.width, height: still.height, rgba };
  const mesh = (await faceMesh()).meshIn(eased, middleOf(eased, widthOf(still.points)));
  if (!mesh) throw new UnsuitablePhoto('The face cannot be measured with its lips closed.');
  return { ...eased, points: mesh.points };
}

/** Throws UnsuitablePhoto when there is no such face, or it is too small, turned or blurred. */
export async function frameStill(photo: Buffer, framing: Framing = {}): Promise<Still> {
  const { pick = 0, widthPx = 480, heightPx = 640, faceWidthPx = 195 } = framing;
  const nets = await faceMesh();
  const picture = await decode(photo);
  const box = (await nets.findFaces(picture))[pick];
  if (!box) throw new UnsuitablePhoto('There is no face in the photo.');
  const found = nets.meshIn(picture, box);
  if (!found) throw new UnsuitablePhoto('The face in the photo is covered or turned away.');
  const foundWidthPx = widthOf(found.points);
  if (foundWidthPx < limits.minFaceWidthPx) {
    throw new UnsuitablePhoto(
      `The face is ${foundWidthPx.toFixed(0)} px wide; at least ${limits.minFaceWidthPx} px are needed.`,
    );
  }
  const from = { ...centreOf(found.points), step: foundWidthPx / faceWidthPx, radians: found.region.radians };
  const framed = resample(picture, from, widthPx, heightPx);
  const mesh = nets.meshIn(framed, middleOf(framed, faceWidthPx));
  if (!mesh) throw new UnsuitablePhoto('The face cannot be measured once it is levelled.');
  refuseUnsuitable({ ...framed, points: mesh.points });
  return atEase({ ...framed, points: mesh.points });
}
