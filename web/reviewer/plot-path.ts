// Turns a measured signal into the points of a small plot. Pure.
import type { LivenessStep } from './wire.ts';

type Point = LivenessStep['signal']['points'][number];

export interface Plot {
  /** `x,y x,y …` for a polyline, in plot units with y downwards. */
  readonly line: string;
  /** Height of the value 0. */
  readonly zeroY: number;
  readonly low: number;
  readonly high: number;
  readonly durationMs: number;
  readonly xAt: (atMs: number) => number;
}

/** Null with fewer than two points. The range always includes 0, so that the size of a movement can be seen. */
export function plotOf(points: readonly Point[], width: number, height: number): Plot | null {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < 2) return null;
  const values = points.map((point) => point.value);
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const durationMs = Math.max(1, last.atMs - first.atMs);
  const range = high - low || 1;
  const xAt = (atMs: number): number => round(((atMs - first.atMs) / durationMs) * width);
  const yAt = (value: number): number => round(height - ((value - low) / range) * height);
  return {
    line: points.map((point) => `${xAt(point.atMs)},${yAt(point.value)}`).join(' '),
    zeroY: yAt(0),
    low: Math.min(...values),
    high: Math.max(...values),
    durationMs,
    xAt,
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;
