// Looks at the frames of one batch: signals per frame, the identity measured on one of them.
import { createHash } from 'node:crypto';
import { DomainError } from '../../domain/errors.ts';
import { faceDistance } from '../../domain/face-match.ts';
import { livenessRules, type FrameSignals } from '../../domain/liveness.ts';
import { meshBoxOf, meshPoseOf } from '../../domain/mesh-pose.ts';
import type { FaceEngine, FollowedFrame, Track } from '../../ports/face-engine.ts';

export interface Frame {
  readonly seq: number;
  readonly capturedAtMs: number;
  readonly jpeg: Uint8Array;
}

export interface ReadFrame extends Frame {
  readonly sha256: string;
  readonly signals: FrameSignals;
  readonly sharpness: number;
  readonly embedding: Float32Array | null;
}

function signalsOf(frame: Frame, seen: FollowedFrame, reference: Float32Array | null): FrameSignals {
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
    faceDistance:
      seen.embedding === null || reference === null ? null : faceDistance(seen.embedding, reference),
    irisOpenness: seen.irisOpenness,
    eyesToNoseRatio: pose?.eyesToNoseRatio ?? null,
    presence: seen.presence,
    offFrameShare: seen.offFrameShare,
    sharpness: seen.faceSharpness,
    stillness: seen.stillness,
    widthPx: seen.widthPx,
    heightPx: seen.heightPx,
    camera: null,
    isHeld: false,
  };
}

export interface ReadBatch {
  readonly frames: readonly ReadFrame[];
  /** For the next batch of this capture. */
  readonly track: Track;
}

/**
 * One frame of each batch is measured against the person of the neutral frames; measuring all would take several times
 * as long. Which one cannot be foreseen by the sender. `pick`: index into the batch.
 * Throws `unsupported-media` or `image-unreadable`; the engine's own `FaceEngineBusy` goes on to the caller.
 */
export async function readFrames(
  engine: FaceEngine,
  frames: readonly Frame[],
  known: { reference: Float32Array | null; track: Track | null },
  pick: number,
  signal: AbortSignal,
): Promise<ReadBatch> {
  if (frames.some(({ jpeg }) => !(jpeg[0] === 0xff && jpeg[1] === 0xd8)))
    throw new DomainError('unsupported-media');
  const { reference, track } = known;
  const embed = reference === null ? [pick, frames.length - 1] : [pick];
  const pictures = frames.map(({ jpeg }) => jpeg);
  const followed = await engine.follow(pictures, { track, embed, eyes: false }, signal);
  const read = frames.map((frame, index): ReadFrame => {
    const seen = followed.frames[index];
    if (seen === undefined) throw new Error('the face engine left out a frame');
    return {
      ...frame,
      sha256: createHash('sha256').update(frame.jpeg).digest('hex'),
      signals: signalsOf(frame, seen, reference),
      sharpness: seen.faceSharpness ?? 0,
      embedding: seen.faces === 1 ? seen.embedding : null,
    };
  });
  return { frames: read, track: followed.track };
}

/** A slow camera gives the same picture twice: the second one shows nothing new and does not count. */
export function withoutRepeats(
  frames: readonly ReadFrame[],
  known: readonly { readonly sha256: string }[],
): readonly ReadFrame[] {
  const seen = new Set(known.map(({ sha256 }) => sha256));
  return frames.filter(({ sha256 }) => {
    const isNew = !seen.has(sha256);
    seen.add(sha256);
    return isNew;
  });
}

/** The frame of a batch that says most about the step: the furthest from rest, or the sharpest. */
export function tellingFrame(frames: readonly ReadFrame[]): ReadFrame | null {
  const weight = ({ signals, sharpness }: ReadFrame): number =>
    Math.abs(signals.yawDegrees ?? 0) / livenessRules.turnYawDegrees +
    (signals.mouthOpenness ?? 0) / livenessRules.mouthOpenAbsolute +
    sharpness / 1e6 +
    (signals.faces === 1 ? 1 : 0);
  return [...frames].sort((a, b) => weight(b) - weight(a))[0] ?? null;
}
