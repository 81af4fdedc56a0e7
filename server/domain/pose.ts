// Reads from 68 landmarks how a face is held: turned, tilted, mouth open.
import type { Point } from './geometry.ts';

/**
 * Numbers for comparing frames of one sitting with the same person's neutral frames; alone they are rough.
 * There is no eye openness: the 68-point net draws closed eyes open (0.25 closed against 0.28 open), so that a blink
 * cannot be told from it.
 */
export interface Pose {
  /**
   * Degrees, about -50..50; > 0 is turned towards the image's right side, the person's own left.
   * Fitted on a puppet made from 7 still photos, -35..35 degrees: rms error 3.2 degrees against the person's own neutral,
   * which itself reads -7..3. Says which way and roughly how far; past about 60 degrees no detector sees the face.
   */
  yawDegrees: number;
  /**
   * Where the nose tip lies between eye line (0) and mouth (1), without unit; higher is looking down.
   * Neutral differs by person: 0.50..0.60 on the puppet's stills; about 0.01 per degree. Too weak for a small nod.
   */
  pitchRatio: number;
  /** Degrees, -180..180; > 0 is tilted clockwise on the picture, towards the person's own left shoulder. */
  rollDegrees: number;
  /**
   * Gap between the inner lips by their width, without unit; higher is wider open. Closed reads 0.02..0.17 (up to 0.30
   * when the face is turned or shows teeth), half open 0.25..0.49, wide open 0.5..0.7, on the puppet's stills.
   */
  mouthOpenness: number;
  /** Pixels between the ends of the jaw line, at the ears; shrinks when the face is turned. */
  faceWidthPx: number;
}

/** Degrees per unit of the nose's place between the sides of the jaw; fitted on the puppet, see Pose.yawDegrees. */
const yawDegreesPerAsymmetry = 48;

const pointCount = 68;
const degreesPerRadian = 180 / Math.PI;

function centreOf(points: readonly Point[]): Point {
  let x = 0;
  let y = 0;
  for (const point of points) {
    x += point.x;
    y += point.y;
  }
  return { x: x / points.length, y: y / points.length };
}

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

/** A share that is 0 where there is nothing to share: points that fell together carry no pose. */
const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0);

/** Takes 68 points in iBUG order on an upright, unmirrored picture; any size, any place. */
export function poseOf(landmarks: readonly Point[]): Pose {
  if (landmarks.length !== pointCount)
    throw new RangeError(`${landmarks.length} landmarks, not ${pointCount}`);
  const at = (index: number) => landmarks[index] as Point;
  const rightEye = centreOf(landmarks.slice(36, 42)); // the person's right, left on the picture
  const leftEye = centreOf(landmarks.slice(42, 48));
  const eyes = centreOf([rightEye, leftEye]);
  const mouth = centreOf(landmarks.slice(48, 68));
  const roll = Math.atan2(leftEye.y - rightEye.y, leftEye.x - rightEye.x);
  // along and across the eye line, so that a tilted head reads as an upright one
  const along = ({ x, y }: Point) => x * Math.cos(roll) + y * Math.sin(roll);
  const across = ({ x, y }: Point) => y * Math.cos(roll) - x * Math.sin(roll);

  const nose = at(30); // its tip
  const toRightJaw = along(nose) - along(at(1));
  const toLeftJaw = along(at(15)) - along(nose);
  const lipGaps = distance(at(61), at(67)) + distance(at(62), at(66)) + distance(at(63), at(65));

  return {
    yawDegrees: yawDegreesPerAsymmetry * share(toRightJaw - toLeftJaw, toRightJaw + toLeftJaw),
    pitchRatio: share(across(nose) - across(eyes), across(mouth) - across(eyes)),
    rollDegrees: roll * degreesPerRadian,
    mouthOpenness: share(lipGaps / 3, distance(at(60), at(64))),
    faceWidthPx: distance(at(0), at(16)),
  };
}
