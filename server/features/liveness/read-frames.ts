// Looks at the frames of one batch: signals per frame, the identity where it is to be measured.
import { createHash } from 'node:crypto';
import { bestFrame } from '../../domain/best-frame.ts';
import { DomainError } from '../../domain/errors.ts';
import { faceDistance } from '../../domain/face-match.ts';
import { isGoodNeutral, livenessRules, type CameraClaim, type FrameSignals } from '../../domain/liveness.ts';
import { meshBoxOf, meshPoseOf } from '../../domain/mesh-pose.ts';
import type { FaceEngine, FollowedFrame, Track } from '../../ports/face-engine.ts';

export interface Frame {
  readonly seq: number;
  readonly capturedAtMs: number;
  readonly jpeg: Uint8Array;
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export interface ReadFrame extends Frame {
  readonly sha256: string;
  readonly signals: FrameSignals;
  readonly sharpness: number;
  readonly embedding: Float32Array | null;
}

/** What is known of a capture before a batch of it is looked at. */
export interface Known {
  /** Template of the person in the neutral frames; null while it is sought: then a good frame of the batch gives it. */
  readonly reference: Float32Array | null;
  readonly track: Track | null;
}

/** How a batch is looked at, and what the page said with it. */
export interface Looking {
  /** Indices of the frames to measure the identity in: `drawMeasured`. */
  readonly measured: readonly number[];
  /** The net for eyes is costly: only where eyes are judged, and where the person's own are measured. */
  readonly eyes: boolean;
  readonly camera: CameraClaim | null;
  readonly isHeld: boolean;
}

function signalsOf(frame: Frame, seen: FollowedFrame, { camera, isHeld }: Looking): FrameSignals {
  const pose = seen.mesh === null ? null : meshPoseOf(seen.mesh);
  return {
    capturedAtMs: frame.capturedAtMs,
    faces: seen.faces,
    yawDegrees: pose?.yawDegrees ?? null,
    pitchDegrees: pose?.pitchDegrees ?? null,
    rollDegrees: pose?.rollDegrees ?? null,
    eyeOpenness: pose?.eyeOpenness ?? null,
    mouthOpenness: pose?.mouthOpenness ?? null,
    faceWidthShare: pose === null ? null : pose.faceWidthPx / seen.widthPx,
    faceBox: seen.mesh === null ? null : meshBoxOf(seen.mesh, seen),
    meanLuma: seen.exposure.meanLuma,
    faceDistance: null,
    irisOpenness: seen.irisOpenness,
    eyesToNoseRatio: pose?.eyesToNoseRatio ?? null,
    presence: seen.presence,
    offFrameShare: seen.offFrameShare,
    sharpness: seen.faceSharpness,
    texture: seen.texture,
    stillness: seen.stillness,
    widthPx: seen.widthPx,
    heightPx: seen.heightPx,
    camera,
    isHeld,
  };
}

export interface ReadBatch {
  readonly frames: readonly ReadFrame[];
  /** For the next batch of this capture. */
  readonly track: Track | null;
  /** The one that was known, or found in this batch; null while none is. */
  readonly reference: Float32Array | null;
}

/** The person of the capture: out of the first good neutral frame that was measured; there is one face alone in it. */
function referenceIn(read: readonly ReadFrame[]): Float32Array | null {
  const good = ({ signals, embedding }: ReadFrame): boolean => embedding !== null && isGoodNeutral(signals);
  return read.find(good)?.embedding ?? null;
}

function comparedWith(reference: Float32Array | null, frame: ReadFrame): ReadFrame {
  if (reference === null || frame.embedding === null) return frame;
  return { ...frame, signals: { ...frame.signals, faceDistance: faceDistance(frame.embedding, reference) } };
}

/** The page sends JPEG and nothing else: `unsupported-media` otherwise, else as followFrames(). */
export async function readFrames(
  engine: FaceEngine,
  frames: readonly Frame[],
  known: Known,
  looking: Looking,
  signal: AbortSignal,
): Promise<ReadBatch> {
  if (frames.some(({ jpeg }) => !(jpeg[0] === 0xff && jpeg[1] === 0xd8)))
    throw new DomainError('unsupported-media');
  return followFrames(engine, frames, known, looking, signal);
}

/** Also for evaluations, of any picture that the engine reads. What the engine throws goes on to the caller. */
export async function followFrames(
  engine: FaceEngine,
  frames: readonly Frame[],
  known: Known,
  looking: Looking,
  signal: AbortSignal,
): Promise<ReadBatch> {
  if (frames.length === 0) return { frames: [], ...known };
  const pictures = frames.map(({ jpeg }) => jpeg);
  const ask = { track: known.track, embed: looking.measured, eyes: looking.eyes };
  const followed = await engine.follow(pictures, ask, signal);
  const read = frames.map((frame, index): ReadFrame => {
    const seen = followed.frames[index];
    if (seen === undefined) throw new Error('the face engine left out a frame');
    return {
      ...frame,
      sha256: sha256Of(frame.jpeg),
      signals: signalsOf(frame, seen, looking),
      sharpness: seen.faceSharpness ?? 0,
      embedding: seen.embedding,
    };
  });
  const reference = known.reference ?? referenceIn(read);
  return {
    frames: read.map((frame) => comparedWith(reference, frame)),
    track: followed.track,
    reference,
  };
}

/**
 * A slow camera gives the same picture twice: the second one shows nothing new, is not looked at and does not count. Taken
 * out before it is drawn what to measure, so that nobody can steer the draw with them.
 */
export function withoutRepeats(
  frames: readonly Frame[],
  known: readonly { readonly sha256: string }[],
): readonly Frame[] {
  const seen = new Set(known.map(({ sha256 }) => sha256));
  return frames.filter(({ jpeg }) => {
    const sha256 = sha256Of(jpeg);
    const isNew = !seen.has(sha256);
    seen.add(sha256);
    return isNew;
  });
}

/**
 * The frame of a batch that is kept as a picture. Of the neutral step one that can stand for the person, where there is
 * one: the best frame of the capture is chosen among them. Else the one furthest from rest, or the sharpest.
 */
export function tellingFrame(frames: readonly ReadFrame[], isNeutral: boolean): ReadFrame | null {
  const weight = ({ signals, sharpness }: ReadFrame): number =>
    Math.abs(signals.yawDegrees ?? 0) / livenessRules.turnYawDegrees +
    (signals.mouthOpenness ?? 0) / livenessRules.mouthOpenAbsolute +
    sharpness / 1e6 +
    (signals.faces === 1 ? 1 : 0);
  const best = isNeutral ? bestFrame(frames) : null;
  return best ?? [...frames].sort((a, b) => weight(b) - weight(a))[0] ?? null;
}
