// A stand-in for a real camera: light that arrives in grains, one colour per pixel, a gamma; and a hand that holds it.
import type { Picture } from '../picture.ts';
import { resample } from '../region.ts';

/** Electrons that a white pixel holds, and the noise of reading it: a phone's small pixel indoors, not measured on one. */
const sensor = { fullWell: 1500, readNoise: 4, gamma: 2.2 };

function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Which colour a pixel of the sensor sees: red and green, then green and blue. */
const seenAt = (x: number, y: number): 0 | 1 | 2 =>
  y % 2 === 0 ? (x % 2 === 0 ? 0 : 1) : x % 2 === 0 ? 1 : 2;

/** The picture as this sensor would have taken it: grain that grows with light and is shared by neighbours. */
export function throughSensor({ width, height, rgba }: Picture, random: () => number): Picture {
  const { fullWell, readNoise, gamma } = sensor;
  const toLight = Float32Array.from({ length: 256 }, (_, value) => (value / 255) ** gamma);
  const mosaic = new Float32Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const light = toLight[rgba[4 * at + seenAt(x, y)] ?? 0] ?? 0;
      const electrons = light * fullWell;
      mosaic[at] = (electrons + Math.sqrt(electrons + readNoise ** 2) * gaussian(random)) / fullWell;
    }
  }
  const out = new Uint8ClampedArray(rgba.length).fill(255);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const sum = [0, 0, 0];
      const count = [0, 0, 0];
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          const [column, row] = [x + dx, y + dy];
          if (column < 0 || row < 0 || column >= width || row >= height) continue;
          const colour = seenAt(column, row);
          // bilinear: the pixel's own colour is taken as it is
          if (colour === seenAt(x, y) && (dx !== 0 || dy !== 0)) continue;
          sum[colour] = (sum[colour] ?? 0) + (mosaic[row * width + column] ?? 0);
          count[colour] = (count[colour] ?? 0) + 1;
        }
      }
      for (let colour = 0; colour < 3; colour++) {
        const light = Math.max(0, (sum[colour] ?? 0) / Math.max(1, count[colour] ?? 0));
        out[4 * at + colour] = 255 * light ** (1 / gamma);
      }
    }
  }
  return { width, height, rgba: out };
}

/** The whole picture moved, turned and brought nearer a little, as by a hand that holds the camera. */
export function heldByHand(picture: Picture, random: () => number, reachPx = 6): Picture {
  const swing = (reach: number): number => (2 * random() - 1) * reach;
  const from = {
    x: picture.width / 2 + swing(reachPx),
    y: picture.height / 2 + swing(reachPx),
    step: 1 + swing(0.015),
    radians: swing(0.015),
  };
  return resample(picture, from, picture.width, picture.height);
}
