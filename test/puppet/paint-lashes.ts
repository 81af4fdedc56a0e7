// Draws the dark line of the lashes along the edge of a closing lid; without it a closed eye still reads as open.
import { eyes, pointAt, smoothStep, type Point } from './mesh-points.ts';
import type { Canvas } from './paint-triangle.ts';
import type { Colour } from './picture.ts';

const lashColour: Colour = [40, 26, 22];

function darken(canvas: Canvas, pixel: number, share: number): void {
  const { rgba } = canvas.picture;
  lashColour.forEach((dark, channel) => {
    const value = rgba[pixel * 4 + channel] ?? 0;
    rgba[pixel * 4 + channel] = value + (dark - value) * share;
  });
}

interface Pen {
  strength: number; // 0..1
  halfThicknessPx: number;
  hiddenBehindPx: number; // how far behind the nearest surface the line may lie and still be seen
}

function line(canvas: Canvas, from: Point, to: Point, pen: Pen): void {
  const { width, height } = canvas.picture;
  const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) * 2));
  for (let step = 0; step < steps; step++) {
    const t = step / steps;
    const x = Math.floor(from.x + (to.x - from.x) * t);
    const centreY = from.y + (to.y - from.y) * t;
    const z = from.z + (to.z - from.z) * t;
    if (x < 0 || x >= width) continue;
    const last = Math.min(height - 1, centreY + pen.halfThicknessPx + 0.5);
    for (let y = Math.max(0, Math.floor(centreY - pen.halfThicknessPx - 0.5)); y <= last; y++) {
      const pixel = y * width + x;
      if (z > (canvas.depth[pixel] ?? 0) + pen.hiddenBehindPx) continue;
      const cover = Math.max(0, Math.min(1, pen.halfThicknessPx + 0.5 - Math.abs(y + 0.5 - centreY)));
      darken(canvas, pixel, 0.5 * pen.strength * cover); // each pixel is met about twice
    }
  }
}

/** `open` 1 .. 0; nothing is drawn on open eyes. */
export function paintLashes(
  canvas: Canvas,
  points: readonly Point[],
  open: number,
  faceWidthPx: number,
): void {
  const pen = {
    strength: smoothStep(0.9, 0.2, open),
    halfThicknessPx: Math.max(0.8, 0.009 * faceWidthPx),
    hiddenBehindPx: 0.05 * faceWidthPx,
  };
  if (pen.strength === 0) return;
  for (const eye of eyes) {
    const edge = [eye.corners[0], ...eye.upperLid, eye.corners[1]].map((index) => pointAt(points, index));
    edge.slice(1).forEach((to, place) => line(canvas, pointAt(edge, place), to, pen));
  }
}
