// Looks at the frames of one batch: signals per frame, the identity measured on one of them.
import { createHash } from 'node:crypto';
import { DomainError } from '../../domain/errors.ts';
import { faceDistance } from '../../domain/face-match.ts';
import { livenessRules, type FrameSignals } from '../../domain/liveness.ts';
import { poseOf } from '../../domain/pose.ts';
import type { FaceEngine, Sighting } from '../../ports/face-engine.ts';

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

function signalsOf(frame: Frame, sighting: Sighting, reference: Float32Array | null): FrameSignals {
  const [face] = sighting.faces;
  const pose = face === undefined ? null : poseOf(face.landmarks);
  const embedding = face?.embedding ?? null;
  return {
    capturedAtMs: frame.capturedAtMs,
    faces: sighting.faces.length,
    yawDegrees: pose?.yawDegrees ?? null,
    mouthOpenness: pose?.mouthOpenness ?? null,
    faceWidthShare: pose === null ? null : pose.faceWidthPx / sighting.widthPx,
    meanLuma: sighting.exposure.meanLuma,
    faceDistance: embedding === null || reference === null ? null : faceDistance(embedding, reference),
  };
}

/**
 * One frame of each batch is measured against the person of the neutral frames; measuring all would take several times
 * as long. Which one cannot be foreseen by the sender. `pick`: index into the batch.
 * Throws `unsupported-media` or `image-unreadable`; the engine's own `FaceEngineBusy` goes on to the caller.
 */
export async function readFrames(
  engine: FaceEngine,
  frames: readonly Frame[],
  reference: Float32Array | null,
  pick: number,
  signal: AbortSignal,
): Promise<readonly ReadFrame[]> {
  return Promise.all(
    frames.map(async (frame, index) => {
      if (!(frame.jpeg[0] === 0xff && frame.jpeg[1] === 0xd8)) throw new DomainError('unsupported-media');
      const isMeasured = index === pick || (reference === null && index === frames.length - 1);
      const sighting = await engine.look(
        frame.jpeg,
        { purpose: 'frame', embed: isMeasured ? 'largest' : 'none' },
        signal,
      );
      return {
        ...frame,
        sha256: createHash('sha256').update(frame.jpeg).digest('hex'),
        signals: signalsOf(frame, sighting, reference),
        sharpness: sighting.faceSharpness ?? 0,
        embedding: sighting.faces.length === 1 ? (sighting.faces[0]?.embedding ?? null) : null,
      };
    }),
  );
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
