// Runs one step of the capture: collects frames, sends them batch by batch, until the server's verdict ends it.
import type { FramesMeta, StepVerdict } from '../../../server/contract/liveness.ts';

/** Pictures a second; more would cost data without telling more. */
const framePauseMs = 125;
const batchPauseMs = 700;
const maxFramesPerBatch = 16; // the server's limit

/** Counts over the whole session, so that the server sees a gap. One per session. */
export interface SessionCounter {
  nextSeq: number;
  readonly startedAtMs: number;
}

export interface StepRun {
  readonly timeLimitMs: number;
  readonly counter: SessionCounter;
  /** Monotonic, ms. */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly grab: () => Promise<Blob>;
  /** Sends one batch; retries a lost connection with the very same batch. */
  readonly post: (meta: FramesMeta, frames: readonly Blob[]) => Promise<StepVerdict>;
  /** Whether pictures are to be taken now: always, but for the statement only while its button is held. */
  readonly isWatching: () => boolean;
  /** Whether what was taken may be sent: always, but for the statement only once it was held long enough. */
  readonly isSending: () => boolean;
  /** What the person answered to the statement so far. */
  readonly answer: () => FramesMeta['answer'];
  readonly signal: AbortSignal;
  readonly onWatching: (verdict: Extract<StepVerdict, { status: 'watching' }>) => void;
}

interface Grabbed {
  readonly picture: Blob;
  readonly atMs: number;
}

/** Resolves with the verdict that ends the step; null when the person left. Rejects with what `post` rejects with. */
export async function runStep(run: StepRun): Promise<StepVerdict | null> {
  const buffer: Grabbed[] = [];
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

async function collect(run: StepRun, buffer: Grabbed[], isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const atMs = run.now();
    if (run.isWatching()) {
      const picture = await run.grab().catch(() => null); // no picture yet: the next one will do
      if (picture && !isOver()) buffer.push({ picture, atMs: atMs - run.counter.startedAtMs });
      // on a slow connection the oldest go: they were not numbered yet, so nothing is missing
      if (buffer.length > maxFramesPerBatch) buffer.shift();
    } else {
      buffer.length = 0; // let go too early: those pictures agree to nothing
    }
    await run.wait(Math.max(10, framePauseMs - (run.now() - atMs)));
  }
}

async function sendUntilJudged(run: StepRun, buffer: Grabbed[]): Promise<StepVerdict | null> {
  const deadlineMs = run.now() + run.timeLimitMs;
  let sentAtMs = run.now();
  for (let batch = 0; ;) {
    await run.wait(50);
    if (run.signal.aborted) return null;
    const isLast = run.now() >= deadlineMs;
    const isDue = run.isSending() && buffer.length > 0 && run.now() - sentAtMs >= batchPauseMs;
    const answer = run.answer();
    if (!isLast && !isDue && answer !== 'decline') continue;
    const frames = answer !== 'decline' && run.isSending() ? buffer.splice(0, maxFramesPerBatch) : [];
    const verdict = await run.post(metaOf(run.counter, frames, batch, isLast, answer), frames.map(toPicture));
    sentAtMs = run.now();
    batch += 1;
    if (verdict.status !== 'watching') return verdict;
    run.onWatching(verdict);
  }
}

const toPicture = ({ picture }: Grabbed): Blob => picture;

/** Numbers are given here, at the moment of sending. */
function metaOf(
  counter: SessionCounter,
  frames: readonly Grabbed[],
  batch: number,
  isLast: boolean,
  answer: FramesMeta['answer'],
): FramesMeta {
  const numbered = frames.map(({ atMs }) => ({
    seq: counter.nextSeq++,
    capturedAtMs: Math.round(atMs * 10) / 10,
  }));
  return { batch, isLast, answer, camera: null, frames: numbered };
}
