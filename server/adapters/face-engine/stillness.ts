// Measures how much a frame differs from the one before it.
/* eslint-disable @typescript-eslint/no-non-null-assertion -- pixel loops stay inside their arrays by construction */
import type { Stillness } from '../../domain/liveness.ts';
import type { Luma } from './picture-quality.ts';

/** Of width and height, along each edge: a face before the camera rarely reaches there. */
const borderShare = 0.12;

export interface LightOfFrame {
  luma: Luma; // every few pixels, none of them averaged: a mean hides the grain
  frameWidthPx: number;
  frameHeightPx: number;
}

/** Null without a frame before, or where the two are not of one size: nothing lies where it lay. */
export function stillnessOf(now: LightOfFrame, before: LightOfFrame | null): Stillness | null {
  if (before?.frameWidthPx !== now.frameWidthPx || before.frameHeightPx !== now.frameHeightPx) return null;
  const { widthPx, heightPx, values } = now.luma;
  const [left, top] = [Math.ceil(widthPx * borderShare), Math.ceil(heightPx * borderShare)];
  const [right, bottom] = [widthPx - left, heightPx - top];
  let whole = 0;
  let inBorder = 0;
  let equal = 0;
  let count = 0;
  for (let y = 0, i = 0; y < heightPx; y++) {
    const isBorderRow = y < top || y >= bottom;
    for (let x = 0; x < widthPx; x++, i++) {
      const difference = Math.abs(values[i]! - before.luma.values[i]!);
      whole += difference;
      if (!isBorderRow && x >= left && x < right) continue;
      inBorder += difference;
      count++;
      if (difference === 0) equal++;
    }
  }
  return {
    change: whole / values.length,
    borderChange: inBorder / count,
    borderEqualShare: equal / count,
  };
}
