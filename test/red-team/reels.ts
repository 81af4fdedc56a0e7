// Films of puppets, read once by the real models; what a session would see of them is put together from that.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { createOnnxFaceEngine } from '../../server/adapters/face-engine/onnx.ts';
import { faceDistance } from '../../server/domain/face-match.ts';
import type { FrameSignals } from '../../server/domain/liveness.ts';
import type { StepKind } from '../../server/domain/liveness-protocol.ts';
import { drawMeasured } from '../../server/features/liveness/draw-measured.ts';
import { readFrames, type ReadFrame } from '../../server/features/liveness/read-frames.ts';
import type { FaceEngine, Track } from '../../server/ports/face-engine.ts';
import type { Random } from '../../server/ports/random.ts';
import type { Frame } from '../puppet/act.ts';
import { seededRandom } from '../puppet/noise.ts';

export type Reel = readonly ReadFrame[];

const batchFrames = 8;

export function redTeamEngine(): FaceEngine {
  return createOnnxFaceEngine({
    workers: 1,
    maxQueue: 64,
    modelFolder: join(tmpdir(), 'portcullis-test-models'),
  });
}

/** Chance that repeats, for the server's own draws. */
export function repeatableChance(seed: number): Random {
  const random = seededRandom(seed);
  return {
    bytes: (length) => Uint8Array.from({ length }, () => Math.floor(256 * random())),
    int: (maxExclusive) => Math.floor(maxExclusive * random()),
    id: (prefix) => `${prefix}_${Math.floor(1e9 * random())}`,
  };
}

/** Reads a film batch by batch, the face followed from one to the next; `isEmbedded`: every frame's identity as well. */
export async function readReel(
  engine: FaceEngine,
  film: readonly Frame[],
  ask: { eyes: boolean; isEmbedded: boolean },
): Promise<Reel> {
  const all: ReadFrame[] = [];
  let track: Track | null = null;
  for (let start = 0; start < film.length; start += batchFrames) {
    const batch = film
      .slice(start, start + batchFrames)
      .map((frame, index) => ({ ...frame, seq: start + index }));
    const measured = ask.isEmbedded ? batch.map((_, index) => index) : [];
    const looking = { measured, eyes: ask.eyes, camera: null, isHeld: false };
    const read = await readFrames(
      engine,
      batch,
      { reference: null, track },
      looking,
      AbortSignal.timeout(60_000),
    );
    all.push(...read.frames);
    track = read.track;
  }
  return all;
}

/**
 * What the server would know of these frames at a step: identity in the frames that its own draw picks, eyes only where
 * eyes are asked for, the clock going on evenly in the order given.
 */
export function seenAt(
  step: StepKind,
  frames: Reel,
  reference: Float32Array,
  random: Random,
): readonly FrameSignals[] {
  const seen: FrameSignals[] = [];
  let isFirstDue = false;
  for (let start = 0; start < frames.length; start += batchFrames) {
    const batch = frames.slice(start, start + batchFrames);
    const measured = drawMeasured(random, batch.length, isFirstDue);
    batch.forEach(({ signals, embedding }, index) => {
      const isMeasured = measured.includes(index) && embedding !== null;
      seen.push({
        ...signals,
        capturedAtMs: ((start + index) * 1000) / 12,
        irisOpenness: step === 'close-eyes' || step === 'neutral' ? signals.irisOpenness : null,
        faceDistance: isMeasured ? faceDistance(embedding, reference) : null,
      });
    });
    const last = seen.at(-1);
    isFirstDue = last !== undefined && last.yawDegrees !== null && last.faceDistance === null;
  }
  return seen;
}

/** The same film sent through another encoder: cut by some pixels at the sides, enlarged again, compressed harder. */
export async function reEncoded(film: readonly Frame[], cutPx: number, quality: number): Promise<Frame[]> {
  const frames: Frame[] = [];
  for (const { jpeg, capturedAtMs } of film) {
    const { width, height } = await sharp(jpeg).metadata();
    const part = { left: cutPx, top: cutPx, width: width - 2 * cutPx, height: height - 2 * cutPx };
    const again = sharp(jpeg).extract(part).resize(width, height, { fit: 'fill' });
    frames.push({ jpeg: await again.jpeg({ quality }).toBuffer(), capturedAtMs });
  }
  return frames;
}
