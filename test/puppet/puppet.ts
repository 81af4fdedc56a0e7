// A face that acts, made of one still; runs unchanged in Node and in a page.
import { withExpression } from './expression.ts';
import type { Point } from './mesh-points.ts';
import type { Picture } from './picture.ts';
import { project } from './project.ts';
import { createRenderer } from './render.ts';
import { restShape } from './rest-shape.ts';
import { surfaceOf } from './surface.ts';

export interface Pose {
  yaw: number; // degrees, > 0 towards the image's right: the person's own left
  pitch: number; // degrees, > 0 downwards
  roll: number; // degrees, > 0 clockwise in the picture
  mouth: number; // -1 closed .. 0 as in the still .. 1 wide open; 0.75 reads widest
  eyes: number; // 1 as in the still .. 0 closed
  dx: number; // px to the right
  dy: number; // px down
  gain: number; // brightness, 1 as in the still
}

export const restPose: Pose = { yaw: 0, pitch: 0, roll: 0, mouth: 0, eyes: 1, dx: 0, dy: 0, gain: 1 };

export interface Puppet {
  width: number; // px
  height: number; // px
  /** RGBA pixels of the still in that pose, written to `out` when given. Safe to about 35 degrees of yaw, 15 of pitch. */
  render(pose: Partial<Pose>, out?: Uint8ClampedArray): Uint8ClampedArray;
}

/** Distance of the imagined camera, in multiples of the picture's longer side. */
const cameraDistance = 1.1;

function brighten(rgba: Uint8ClampedArray, gain: number): void {
  for (let offset = 0; offset < rgba.length; offset++) {
    if (offset % 4 !== 3) rgba[offset] = (rgba[offset] ?? 0) * gain;
  }
}

/** `points` is the face mesh of the still, in its pixels. Best from a sharp, frontal, level still. */
export function createPuppet(still: Picture, points: readonly Point[]): Puppet {
  const { width, height } = still;
  const shape = restShape(points);
  const renderer = createRenderer(still, shape, surfaceOf(shape));
  const cameraDistancePx = cameraDistance * Math.max(width, height);
  return {
    width,
    height,
    render(partial, out = new Uint8ClampedArray(width * height * 4)) {
      const pose = { ...restPose, ...partial };
      const deformed = withExpression(shape, pose);
      const turn = {
        yawDegrees: pose.yaw,
        pitchDegrees: pose.pitch,
        rollDegrees: pose.roll,
        dx: pose.dx,
        dy: pose.dy,
      };
      const projected = project(shape, deformed, turn, cameraDistancePx);
      renderer.paint({ deformed, projected, mouth: pose.mouth, eyes: pose.eyes }, out);
      if (pose.gain !== 1) brighten(out, pose.gain);
      return out;
    },
  };
}
