// Looks at what a trial is made of as the server looks at a capture, and remembers the numbers by content.
import { createHash } from 'node:crypto';
import { bestFrame } from '../../domain/best-frame.ts';
import type { FrameSignals } from '../../domain/liveness.ts';
import type { LivenessAction } from '../../domain/liveness-protocol.ts';
import {
  followFrames,
  tellingFrame,
  withoutRepeats,
  type Frame,
  type Known,
  type ReadFrame,
} from '../../features/liveness/read-frames.ts';
import { UnreadablePicture, type FaceEngine } from '../../ports/face-engine.ts';
import type {
  PresentationAttackDetector,
  PresentationAttackSignal,
} from '../../ports/presentation-attack-detector.ts';
import type { AnswerCache, AnswerText } from './answer-cache.ts';
import { framesPerSecond, type Material } from './find-trial.ts';
import { readListed } from './read-file.ts';

/** Numbers alone: no picture, no template. */
export interface SeenTrial {
  readonly frames: readonly { readonly seq: number; readonly signals: FrameSignals }[];
  /** By the name of the detector; null: it could not look. */
  readonly detectors: Readonly<Record<string, readonly PresentationAttackSignal[] | null>>;
}
export type Seen = SeenTrial | 'unreadable';

/** A request of the page carries about so many. */
export const framesPerBatch = 6;

/** Raise when a trial is looked at in another way: what was kept before is then not used. */
const wayOfLooking = 'liveness 1';

/** What the kept answers hold for, besides the engine. */
export const askedOf = (detectors: readonly PresentationAttackDetector[]): string =>
  [wayOfLooking, ...detectors.map(({ name }) => name)].join(' ');

export const seenText: AnswerText<Seen> = {
  toText: (answer) => JSON.stringify(answer),
  fromText: (text) => {
    const value: unknown = JSON.parse(text);
    if (value === 'unreadable') return value;
    return typeof value === 'object' && value !== null && 'frames' in value ? (value as SeenTrial) : null;
  },
};

export interface LookDeps {
  readonly engine: FaceEngine;
  readonly detectors: readonly PresentationAttackDetector[];
  readonly cache: AnswerCache<Seen>;
}

const sha256Of = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

const isJpeg = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes[1] === 0xd8;

/** Detectors are promised JPEG; one that fails is named, and says nothing. */
async function askDetectors(
  detectors: readonly PresentationAttackDetector[],
  telling: readonly ReadFrame[],
  signal: AbortSignal,
): Promise<SeenTrial['detectors']> {
  const best = (bestFrame(telling) ?? telling[0])?.jpeg;
  const kept = telling.map(({ jpeg }) => jpeg);
  const answers: [string, readonly PresentationAttackSignal[] | null][] = [];
  for (const detector of detectors) {
    let answer: readonly PresentationAttackSignal[] | null = null;
    try {
      if (best !== undefined && kept.every(isJpeg)) answer = await detector.inspect({ best, kept }, signal);
    } catch {
      signal.throwIfAborted(); // else it could not look, which the report says
    }
    answers.push([detector.name, answer]);
  }
  return Object.fromEntries(answers);
}

/** A look that was begun is finished: the engine is not closed in the middle of it. */
const toItsEnd = new AbortController().signal;

async function follow(
  { engine, detectors }: LookDeps,
  frames: readonly Frame[],
  eyes: boolean,
  signal: AbortSignal,
): Promise<SeenTrial> {
  let known: Known = { reference: null, track: null };
  const seen: SeenTrial['frames'][number][] = [];
  const telling: ReadFrame[] = [];
  for (let begin = 0; begin < frames.length; begin += framesPerBatch) {
    if (begin > 0) signal.throwIfAborted();
    const batch = frames.slice(begin, begin + framesPerBatch);
    // every second frame, as the server draws; without chance, so that a second run says the same
    const measured = [...batch.keys()].filter((index) => index % 2 === 0);
    const looking = { measured, eyes, camera: null, isHeld: false };
    const read = await followFrames(engine, batch, known, looking, toItsEnd);
    known = read;
    seen.push(...read.frames.map(({ seq, signals }) => ({ seq, signals })));
    const one = tellingFrame(read.frames, false);
    if (detectors.length > 0 && one !== null) telling.push(one);
  }
  return { frames: seen, detectors: await askDetectors(detectors, telling, signal) };
}

/** Rejects with a fault of the engine, which is none of the pictures; with the signal's reason between two batches. */
export async function followTrial(
  deps: LookDeps,
  { pictures, timesMs }: Extract<Material, { pictures: unknown }>,
  action: LivenessAction | null,
  signal: AbortSignal,
): Promise<Seen> {
  const frames: Frame[] = [];
  for (const [seq, path] of pictures.entries()) {
    const jpeg = await readListed(path);
    if (typeof jpeg === 'string') return 'unreadable';
    const capturedAtMs = timesMs?.[seq] ?? (seq * 1000) / framesPerSecond;
    frames.push({ seq, capturedAtMs, jpeg });
  }
  const eyes = action === 'close-eyes';
  const key = sha256Of(
    JSON.stringify([eyes, frames.map(({ jpeg, capturedAtMs }) => [sha256Of(jpeg), capturedAtMs])]),
  );
  const before = deps.cache.get(key);
  if (before !== undefined) return before;
  const seen = await follow(deps, withoutRepeats(frames, []), eyes, signal).catch((error: unknown): Seen => {
    if (error instanceof UnreadablePicture) return 'unreadable';
    signal.throwIfAborted();
    throw new Error(`the face engine failed at ${pictures[0] ?? ''}: ${(error as Error).message}`, {
      cause: error,
    });
  });
  await deps.cache.put(key, seen);
  return seen;
}
