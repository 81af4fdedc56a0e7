// The nets as functions from pixels to numbers, whatever runs them; no tensor crosses this line.
import type { Box, Point } from '../../domain/geometry.ts';

/** float32 [size, size, 3] RGB, 0..255. */
export interface SquareInput {
  data: Float32Array;
  size: number;
}

export interface Found {
  box: Box; // pixels of the input
  detectionScore: number; // 0..1, higher is surer
}

export interface MeshFound {
  points: Float32Array; // x, y, z of 468 points in pixels of the input; z grows away from the camera
  presence: number; // 0..1, higher is surer that a face lies there
}

export interface Nets {
  readonly name: string;
  /** Any input size that is a multiple of 32; quick, misses small faces. */
  detectTiny(input: SquareInput): Promise<Found[]>;
  /** Input size 512; about ten times the cost of the tiny one at 224. */
  detectSsd(input: SquareInput): Promise<Found[]>;
  /** Input size 112; answers 68 points in pixels of the input. */
  landmarks(input: SquareInput): Promise<Point[]>;
  /** Input size 150, aligned; answers 128 numbers per input. */
  embed(inputs: readonly SquareInput[]): Promise<Float32Array[]>;
  /** Input size 192, a square half as large again as the face, eyes level. */
  mesh(input: SquareInput): Promise<MeshFound>;
  /**
   * Input size 64, a person's left eye (or a right one mirrored) in the middle, 2.3 times as wide as the eye, level.
   * Answers x, y, z of 71 points in pixels of each input: 16 of the lids, the others of the brow.
   */
  eyes(inputs: readonly SquareInput[]): Promise<Float32Array[]>;
}

/** Lower finds more faces and more that are none. The packages' own default is 0.5; 0.35 keeps turned heads. */
export const tinyThreshold = 0.35;
export const ssdThreshold = 0.4;
/** Findings of one detector that overlap by more are one; face-api's own limits. */
export const tinyOverlap = 0.4;
export const ssdOverlap = 0.5;
export const ssdMostFound = 50;

export const meshPoints = 468;
export const eyePoints = 71;
export const eyeInputPx = 64;
