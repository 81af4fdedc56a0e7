// A turned square or rectangle of a picture: cutting it out, laying it around a mesh.
import { pointAt, type Point } from './mesh-points.ts';
import type { Picture } from './picture.ts';

export interface Region {
  x: number; // centre, px
  y: number;
  sizePx: number; // side of the square
  radians: number; // > 0 clockwise
}

/** Where the picture ends it goes on as in a mirror. */
function mirrored(place: number, length: number): number {
  const period = 2 * length - 2;
  const within = Math.abs(place) % period;
  return within < length ? within : period - within;
}

/** Adds the pixel at a fractional place to `sum` (bilinear). */
function addPixelAt(picture: Picture, x: number, y: number, sum: Float64Array): void {
  const left = Math.floor(x);
  const top = Math.floor(y);
  for (let corner = 0; corner < 4; corner++) {
    const [right, lower] = [corner & 1, corner >> 1];
    const weight = (right ? x - left : 1 - x + left) * (lower ? y - top : 1 - y + top);
    const column = mirrored(left + right, picture.width);
    const offset = (mirrored(top + lower, picture.height) * picture.width + column) * 4;
    for (let channel = 0; channel < 3; channel++) {
      sum[channel] = (sum[channel] ?? 0) + weight * (picture.rgba[offset + channel] ?? 0);
    }
  }
}

/** The part of a picture around a centre, `step` source px per px of the answer; averaged where it shrinks. */
export function resample(
  picture: Picture,
  from: { x: number; y: number; step: number; radians: number },
  width: number,
  height: number,
): Picture {
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  const [cos, sin] = [Math.cos(from.radians), Math.sin(from.radians)];
  const samples = Math.max(1, Math.min(4, Math.round(from.step)));
  const sum = new Float64Array(3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    sum.fill(0);
    for (let sample = 0; sample < samples * samples; sample++) {
      const column = (pixel % width) + ((sample % samples) + 0.5) / samples;
      const row = Math.floor(pixel / width) + (Math.floor(sample / samples) + 0.5) / samples;
      const dx = (column - width / 2) * from.step;
      const dy = (row - height / 2) * from.step;
      addPixelAt(picture, from.x + dx * cos - dy * sin - 0.5, from.y + dx * sin + dy * cos - 0.5, sum);
    }
    for (let channel = 0; channel < 3; channel++) {
      rgba[pixel * 4 + channel] = (sum[channel] ?? 0) / (samples * samples);
    }
  }
  return { width, height, rgba };
}

/** The square around a mesh, turned with its eye line, half as large again. */
export function regionAround(points: readonly Point[]): Region {
  const [outerLeft, outerRight] = [pointAt(points, 33), pointAt(points, 263)];
  const radians = Math.atan2(outerRight.y - outerLeft.y, outerRight.x - outerLeft.x);
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const xs = points.map((point) => point.x * cos + point.y * sin);
  const ys = points.map((point) => point.y * cos - point.x * sin);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return {
    x: x * cos - y * sin,
    y: x * sin + y * cos,
    sizePx: 1.5 * Math.max(right - left, bottom - top),
    radians,
  };
}
