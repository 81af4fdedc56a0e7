// Finds, measures and describes faces in one picture at a time.
import type { Box, Point } from '../domain/geometry.ts';
export type { Box, Point } from '../domain/geometry.ts';

export interface SeenFace {
  box: Box; // may reach past the picture's edge; its extent depends on the detector: measure on landmarks
  detectionScore: number; // 0..1, higher is surer that this is a face; not comparable between detectors
  landmarks: readonly Point[]; // 68, iBUG 300-W order (0..16 jaw, 27..35 nose, 36..47 eyes, 48..67 mouth)
  embedding: Float32Array | null; // 128 numbers, compare with faceDistance(); null where it was not asked for
}

export interface Sighting {
  widthPx: number; // of the whole upright picture; boxes and landmarks are in these pixels
  heightPx: number;
  faces: readonly SeenFace[]; // largest first, at most 8; empty when there is none
  sharpness: number; // variance of the Laplacian of luma at a normalised size; higher is sharper
  exposure: {
    meanLuma: number; // 0..255, higher is brighter
    clippedShare: number; // 0..1, share of pixels with luma >= 250
    darkShare: number; // 0..1, share of pixels with luma <= 30
  };
  faceSharpness: number | null; // as sharpness, of the largest face's features alone; null without a face
}

export interface Ask {
  purpose: 'document' | 'frame'; // document: finds small and cut-out portraits; frame: quick, for a face near the camera
  embed: 'largest' | 'none'; // an embedding costs more than the rest of the look
}

export interface FaceEngine {
  /** What looks, with its version, e.g. 'face-api 1.7.15 tfjs-wasm 4.22.0'. Thresholds hold for one name only. */
  readonly name: string;

  /**
   * Asks for every face in an encoded JPEG, PNG or WebP; orientation metadata is applied first.
   * Answers with what is seen, which may be no face at all. Says nothing about who it is, nor whether they are alive.
   * Cannot: UnreadablePicture (not a picture, broken, too large), FaceEngineBusy (queue full or not open, try later),
   * the signal's reason (queued work is dropped, begun work is thrown away). Any other rejection is a fault of the engine, not of the picture.
   * Keeps nothing of the picture; the caller's bytes are left as they were.
   */
  look(picture: Uint8Array, ask: Ask, signal?: AbortSignal): Promise<Sighting>;

  /** Whether the models are loaded and proved themselves on a self-test. */
  isReady(): boolean;
  /** Loads the models and runs the self-test. Rejects when either fails; safe to call again. */
  warmUp(): Promise<void>;
  /** Refuses what is queued and ends; look() rejects with FaceEngineBusy from then on. */
  close(): Promise<void>;
}

/** The queue is full: nothing was looked at, ask again later. */
export class FaceEngineBusy extends Error {
  override readonly name = 'FaceEngineBusy';
}

/** The bytes are not a picture that can be decoded: asking again will not help. */
export class UnreadablePicture extends Error {
  override readonly name = 'UnreadablePicture';
}
