// Turns the head in space, then puts it back on the picture.
import type { Point } from './mesh-points.ts';
import type { RestShape } from './rest-shape.ts';

export interface HeadTurn {
  yawDegrees: number; // > 0: towards the image's right, the person's own left
  pitchDegrees: number; // > 0: downwards
  rollDegrees: number; // > 0: clockwise in the picture
  dx: number; // px
  dy: number; // px
}

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Points on the picture, z in px away from the camera. At rest the answer equals the still: it is un-projected with the same camera. */
export function project(
  shape: RestShape,
  points: readonly Point[],
  turn: HeadTurn,
  cameraDistancePx: number,
): Point[] {
  const [cosYaw, sinYaw] = [Math.cos(radians(turn.yawDegrees)), Math.sin(radians(turn.yawDegrees))];
  const [cosPitch, sinPitch] = [Math.cos(radians(turn.pitchDegrees)), Math.sin(radians(turn.pitchDegrees))];
  const [cosRoll, sinRoll] = [Math.cos(radians(turn.rollDegrees)), Math.sin(radians(turn.rollDegrees))];
  const nodAxisY = 0.12 * shape.faceHeightPx; // a nod turns about a point below the ears
  const { centre } = shape;
  return points.map((point, index) => {
    const near = (cameraDistancePx + point.z) / cameraDistancePx;
    const x = (point.x - centre.x) * near;
    const y = (point.y - centre.y) * near - nodAxisY;
    const yawedX = x * cosYaw - point.z * sinYaw;
    const yawedZ = x * sinYaw + point.z * cosYaw;
    const pitchedY = y * cosPitch - yawedZ * sinPitch;
    const pitchedZ = y * sinPitch + yawedZ * cosPitch;
    const rolledX = yawedX * cosRoll - pitchedY * sinRoll;
    const rolledY = yawedX * sinRoll + pitchedY * cosRoll;
    const scale = cameraDistancePx / (cameraDistancePx + pitchedZ);
    const follows = shape.turnWeights[index] ?? 0;
    return {
      x: point.x + follows * (centre.x + rolledX * scale + turn.dx - point.x),
      y: point.y + follows * (centre.y + (rolledY + nodAxisY) * scale + turn.dy - point.y),
      z: point.z + follows * (pitchedZ - point.z),
    };
  });
}
