// Finds, measures and describes faces in one picture at a time.
import type { Box, Point } from '../domain/geometry.ts';
export type { Box, Point } from '../domain/geometry.ts';
import type { FaceTexture, Stillness } from '../domain/liveness.ts';

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
  exposure: Exposure;
  /** Colour left after white balance, relative to brightness: 0 is a grey picture, whatever the tint of its light. */
  chroma: number; // mean (strongest - weakest channel) / mean channel; 0..3, photos in colour 0.05..0.6
  faceSharpness: number | null; // as sharpness, of the largest face's features alone; null without a face
}

export interface Ask {
  purpose: 'document' | 'frame'; // document: finds small and cut-out portraits; frame: quick, for a face near the camera
  embed: 'largest' | 'none'; // an embedding costs more than the rest of the look
}

export interface FollowAsk {
  track: Track | null; // what the batch before answered, null at first
  embed: readonly number[]; // indices of the frames to describe
  eyes: boolean; // whether to look at each eye as well, which takes a third as long again
}

/** Where a face was in the frame before; plain data, to be kept between batches and given back as it is. */
export interface Track {
  /** Shares of the frame's width; turned clockwise by the angle about its centre. Null: the face was lost. */
  region: { x: number; y: number; side: number; angleRadians: number } | null;
  faces: number; // seen when all faces were last searched for
  framesSinceSearch: number;
  framesLost: number; // in a row
}

export interface Exposure {
  meanLuma: number; // 0..255, higher is brighter
  clippedShare: number; // 0..1, share of pixels with luma >= 250
  darkShare: number; // 0..1, share of pixels with luma <= 30
}

/** One frame of a capture, the face in it followed from the frame before. */
export interface FollowedFrame {
  widthPx: number; // of the whole upright frame
  heightPx: number;
  /** 0 when the followed face is not seen. A second face is noticed after 3 more frames at the latest. At most 8. */
  faces: number;
  mesh: Float32Array | null; // [468, 3]: x, y in px of the whole frame, z in px away from the camera; null: not seen
  presence: number; // 0..1, how sure a face lies there uncovered; a mask or a hand lowers it, a strong turn too
  offFrameShare: number; // 0..1, share of the mesh beyond the frame's edges; 0 when not seen
  exposure: Exposure; // of the whole frame
  faceExposure: Exposure | null;
  faceSharpness: number | null; // variance of the Laplacian of the face's luma at one size; compare among frames only
  /** Gap between the lids over the eye's width by the net for eyes, the mean of both; null: not asked for, or not seen. */
  irisOpenness: number | null;
  texture: FaceTexture | null; // null when not seen
  stillness: Stillness | null; // against the frame before it in this call; null for the first
  embedding: Float32Array | null; // as SeenFace.embedding; null where it was not asked for or no face is seen
}

export interface Followed {
  frames: readonly FollowedFrame[]; // as many as were given, in their order
  track: Track; // for the next batch of the same capture
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

  /**
   * Asks for the face in consecutive frames of one capture, largest first to be followed; much quicker than looks.
   * Answers a frame each, in order. Cannot and keeps: as look(); one unreadable frame refuses the batch.
   */
  follow(frames: readonly Uint8Array[], ask: FollowAsk, signal?: AbortSignal): Promise<Followed>;

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
