// Runs one step of the capture: collects frames, sends them batch by batch, until the server's verdict ends it.
import type { FramesMeta, StepVerdict } from '../../../server/contract/liveness.ts';

/** Between two pictures, ms: about 14 a second, within what cameras give. */
const framePeriodMs = 70;
/** A camera's pictures come a little early or late; one this early is taken all the same, ms. */
const jitterMs = 15;
/** Between two requests, ms: the verdict is there soon after the movement. */
const batchPauseMs = 350;
/** How often it is looked whether there is something to send, ms. */
const lookPauseMs = 25;
const maxFramesPerBatch = 16; // the server's limit

/** Counts over the whole session, so that the server sees a gap. One per session. */
export interface SessionCounter {
  nextSeq: number;
  readonly startedAtMs: number;
  /** Whose batches are counted: a token is one try at one step. */
  token: string | null;
  nextBatch: number;
  /** Sent, and no answer came: goes again just as it was, before anything else does. */
  unanswered: Batch | null;
}

export const newCounter = (startedAtMs: number): SessionCounter => ({
  nextSeq: 0,
  startedAtMs,
  token: null,
  nextBatch: 0,
  unanswered: null,
});

interface Batch {
  readonly meta: FramesMeta;
  readonly frames: readonly Blob[];
}

export interface Grabbed {
  readonly picture: Blob;
  /** By the clock of `now`, ms. */
  readonly atMs: number;
}

export interface StepRun {
  readonly token: string;
  readonly timeLimitMs: number;
  readonly counter: SessionCounter;
  /** What the browser calls the camera in use. */
  readonly camera: FramesMeta['camera'];
  /** Monotonic, ms. */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** The camera's next picture. */
  readonly nextPicture: () => Promise<void>;
  readonly grab: () => Promise<Grabbed>;
  /** Sends one batch; retries a lost connection with the very same batch. */
  readonly post: (meta: FramesMeta, frames: readonly Blob[]) => Promise<StepVerdict>;
  /** What the buttons of the statement say at this moment. */
  readonly answer: () => FramesMeta['answer'];
  readonly signal: AbortSignal;
  readonly onWatching: (verdict: Extract<StepVerdict, { status: 'watching' }>) => void;
}

interface Kept extends Grabbed {
  readonly isHeld: boolean;
}

/** Resolves with the verdict that ends the step; null when the person left. Rejects with what `post` rejects with. */
export async function runStep(run: StepRun): Promise<StepVerdict | null> {
  const { counter, token } = run;
  if (counter.token !== token) Object.assign(counter, { token, nextBatch: 0, unanswered: null });
  const buffer: Kept[] = [];
  const collecting = new AbortController();
  const isOver = (): boolean => run.signal.aborted || collecting.signal.aborted;
  const collected = collect(run, buffer, isOver);
  try {
    return await sendUntilJudged(run, buffer);
  } finally {
    collecting.abort();
    await collected;
  }
}

async function collect(run: StepRun, buffer: Kept[], isOver: () => boolean): Promise<void> {
  let dueAtMs = run.now();
  while (!isOver()) {
    await run.nextPicture();
    if (run.now() < dueAtMs - jitterMs) continue;
    dueAtMs = Math.max(dueAtMs + framePeriodMs, run.now());
    const isHeld = run.answer() === 'agree';
    const grabbed = await run.grab().catch(() => null); // no picture yet: the next one will do
    if (grabbed && !isOver()) buffer.push({ ...grabbed, isHeld });
    if (buffer.length > maxFramesPerBatch) thinOut(buffer);
  }
}

/**
 * On a slow connection the picture goes whose neighbours are closest: what is left still shows a whole movement, only
 * coarser. None was numbered yet, so nothing is missing.
 */
function thinOut(buffer: Kept[]): void {
  let [least, leastMs] = [1, Number.POSITIVE_INFINITY];
  for (let index = 1; index < buffer.length - 1; index++) {
    const gapMs = (buffer[index + 1]?.atMs ?? 0) - (buffer[index - 1]?.atMs ?? 0);
    if (gapMs < leastMs) [least, leastMs] = [index, gapMs];
  }
  buffer.splice(least, 1);
}

async function sendUntilJudged(run: StepRun, buffer: Kept[]): Promise<StepVerdict | null> {
  const { counter } = run;
  const deadlineMs = run.now() + run.timeLimitMs;
  let sentAtMs = run.now();
  for (;;) {
    if (!counter.unanswered) {
      await run.wait(lookPauseMs);
      if (run.signal.aborted) return null;
      const isOver = run.now() >= deadlineMs;
      const isDue = buffer.length > 0 && run.now() - sentAtMs >= batchPauseMs;
      const isDeclined = run.answer() === 'decline';
      if (!isOver && !isDue && !isDeclined) continue;
      counter.unanswered = isDeclined ? batchOf(run, [], false, 'decline') : nextBatch(run, buffer, isOver);
    }
    sentAtMs = run.now();
    const { meta, frames } = counter.unanswered;
    const verdict = await run.post(meta, frames);
    // what ended the step stays: gone on with, it is asked again and answered the same
    if (verdict.status !== 'watching') return verdict;
    counter.unanswered = null;
    run.onWatching(verdict);
  }
}

/** The oldest pictures, as far as the button was held, or not, throughout them: one batch says one thing. */
function nextBatch(run: StepRun, buffer: Kept[], isOver: boolean): Batch {
  const isHeld = buffer[0]?.isHeld ?? false;
  const change = buffer.findIndex((kept) => kept.isHeld !== isHeld);
  const frames = buffer.splice(0, change === -1 ? maxFramesPerBatch : change);
  return batchOf(run, frames, isOver && buffer.length === 0, isHeld ? 'agree' : null);
}

/** Numbers are given here, at the moment of sending. */
function batchOf(
  { counter, camera }: StepRun,
  frames: readonly Grabbed[],
  isLast: boolean,
  answer: FramesMeta['answer'],
): Batch {
  const numbered = frames.map(({ atMs }) => ({
    seq: counter.nextSeq++,
    capturedAtMs: Math.round((atMs - counter.startedAtMs) * 10) / 10,
  }));
  const meta = { batch: counter.nextBatch++, isLast, answer, camera, frames: numbered };
  return { meta, frames: frames.map(({ picture }) => picture) };
}
