// A still printed on a sheet and moved by hand before the camera: flat, or bent round like a cylinder.
import { at, pointAt } from './mesh-points.ts';
import type { Colour } from './picture.ts';
import { restPose, type Puppet } from './puppet.ts';
import type { Still } from './still.ts';

export interface Sheet {
  /** Times the asked yaw and pitch: a person turns 28 degrees, a sheet can be turned further. */
  turnFactor?: number;
  /** Depth per squared px from its middle line; > 0 bent away from the camera at the sides. 0.0025 is strongly bent. */
  bend?: number;
}

const wall: Colour = [150, 148, 144];
/** Distance of the imagined camera, in multiples of the picture's longer side; as the puppet's. */
const cameraDistance = 1.1;
const bendSteps = 12;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** The pixel at a fractional place, bilinear; the wall beyond the sheet. */
function paintFrom(still: Still, x: number, y: number, out: Uint8ClampedArray, offset: number): void {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const isBeyond = left < 0 || top < 0 || left >= still.width - 1 || top >= still.height - 1;
  const right = x - left;
  const lower = y - top;
  const above = (top * still.width + left) * 4;
  const below = above + still.width * 4;
  const { rgba } = still;
  for (let channel = 0; channel < 3; channel++) {
    out[offset + channel] = isBeyond
      ? (wall[channel] ?? 0)
      : (1 - lower) *
          ((1 - right) * (rgba[above + channel] ?? 0) + right * (rgba[above + 4 + channel] ?? 0)) +
        lower * ((1 - right) * (rgba[below + channel] ?? 0) + right * (rgba[below + 4 + channel] ?? 0));
  }
  out[offset + 3] = 255;
}

/**
 * Takes the puppet's place in any film. Turns about the bridge of the nose; neither mouth nor eyes move.
 * No hands, no glare, no screen: what is measured with it holds for that.
 */
export function createFlatSheet(still: Still, sheet: Sheet = {}): Puppet {
  const { turnFactor = 1, bend = 0 } = sheet;
  const { width, height } = still;
  const middle = pointAt(still.points, at.noseBridge);
  const far = cameraDistance * Math.max(width, height);
  return {
    width,
    height,
    render(partial, out = new Uint8ClampedArray(width * height * 4)) {
      const pose = { ...restPose, ...partial };
      const [yaw, pitch, roll] = [pose.yaw * turnFactor, pose.pitch * turnFactor, pose.roll].map(radians);
      const [cosYaw, sinYaw] = [Math.cos(yaw ?? 0), Math.sin(yaw ?? 0)];
      const [cosPitch, sinPitch] = [Math.cos(pitch ?? 0), Math.sin(pitch ?? 0)];
      const [cosRoll, sinRoll] = [Math.cos(roll ?? 0), Math.sin(roll ?? 0)];
      for (let pixel = 0; pixel < width * height; pixel++) {
        // the ray through the pixel, with shift and roll undone
        const column = (pixel % width) - middle.x - pose.dx;
        const row = Math.floor(pixel / width) - middle.y - pose.dy;
        const rayX = (column * cosRoll + row * sinRoll) / far;
        const rayY = (row * cosRoll - column * sinRoll) / far;
        // where it meets the sheet: two equations, linear but for the bend
        let x = 0;
        let y = 0;
        let depth = 0;
        for (let step = 0; step < (bend === 0 ? 1 : bendSteps); step++) {
          const xByX = cosYaw - rayX * sinYaw * cosPitch;
          const xByY = -rayX * sinPitch;
          const yByX = -sinYaw * sinPitch - rayY * sinYaw * cosPitch;
          const yByY = cosPitch - rayY * sinPitch;
          const forX = rayX * (far + depth * cosYaw * cosPitch) + depth * sinYaw;
          const forY = rayY * (far + depth * cosYaw * cosPitch) + depth * cosYaw * sinPitch;
          const determinant = xByX * yByY - xByY * yByX;
          x = (forX * yByY - xByY * forY) / determinant;
          y = (xByX * forY - yByX * forX) / determinant;
          depth = bend * x * x;
        }
        paintFrom(still, x + middle.x, y + middle.y, out, pixel * 4);
      }
      if (pose.gain !== 1)
        for (let offset = 0; offset < out.length; offset++)
          if (offset % 4 !== 3) out[offset] = (out[offset] ?? 0) * pose.gain;
      return out;
    },
  };
}
