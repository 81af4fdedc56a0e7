// What one step sends: numbered batches, one at a time, with the end marked.
import { describe, expect, it } from 'vitest';
import type { FramesMeta, StepVerdict } from '../../../server/contract/liveness.ts';
import { framesMeta, maxFramesPerBatch } from '../../../server/contract/liveness.ts';
import { runStep, type StepRun } from '../../../web/applicant/capture/step-runner.ts';

const watching: StepVerdict = { status: 'watching', hint: 'go-on', framesSeen: 1 };

/** A clock that only moves when somebody waits; runs until the step ends. */
function bench(overrides: Partial<StepRun> = {}) {
  let nowMs = 5000;
  const sent: { meta: FramesMeta; frames: readonly Blob[]; atMs: number }[] = [];
  let inFlight = 0;
  let mostInFlight = 0;
  const waiting: { atMs: number; resolve: () => void }[] = [];
  const left = new AbortController();
  const run: StepRun = {
    timeLimitMs: 10_000,
    counter: { nextSeq: 0, startedAtMs: 5000 },
    now: () => nowMs,
    wait: (milliseconds) =>
      new Promise((resolve) => void waiting.push({ atMs: nowMs + milliseconds, resolve })),
    grab: async () => new Blob(['x']),
    post: async (meta, frames) => {
      inFlight += 1;
      mostInFlight = Math.max(mostInFlight, inFlight);
      sent.push({ meta, frames, atMs: nowMs });
      await run.wait(300);
      inFlight -= 1;
      return sent.at(-1)?.meta.isLast
        ? { status: 'retry', reason: 'no-action', triesLeft: 2, step }
        : watching;
    },
    isWatching: () => true,
    isSending: () => true,
    answer: () => null,
    signal: left.signal,
    onWatching: () => undefined,
    ...overrides,
  };
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  const advance = async (untilMs: number): Promise<void> => {
    await settle();
    while (waiting.length > 0) {
      waiting.sort((a, b) => a.atMs - b.atMs);
      if ((waiting[0]?.atMs ?? 0) > untilMs) break;
      const next = waiting.shift();
      nowMs = next?.atMs ?? nowMs;
      next?.resolve();
      await settle();
    }
  };
  return { run, sent, advance, left, most: () => mostInFlight };
}
const step = {
  index: 1,
  total: 5,
  kind: 'turn-left',
  token: 't',
  timeLimitMs: 10_000,
  statement: null,
} as const;

describe('a step', () => {
  it('numbers frames and batches without gaps, in capture order, as the server wants them', async () => {
    const { run, sent, advance } = bench();
    const verdict = runStep(run);
    await advance(30_000);
    await expect(verdict).resolves.toMatchObject({ status: 'retry' });
    const frames = sent.flatMap(({ meta }) => meta.frames);
    expect(frames.map(({ seq }) => seq)).toEqual(frames.map((_, index) => index));
    expect(sent.map(({ meta }) => meta.batch)).toEqual(sent.map((_, index) => index));
    const times = frames.map(({ capturedAtMs }) => capturedAtMs);
    expect(times.every((time, index) => index === 0 || time > (times[index - 1] ?? 0))).toBe(true);
    for (const { meta, frames: pictures } of sent) {
      expect(framesMeta.safeParse(meta).success).toBe(true);
      expect(pictures).toHaveLength(meta.frames.length);
    }
  });

  it('has never more than one request in flight', async () => {
    const { run, advance, most } = bench();
    const verdict = runStep(run);
    await advance(30_000);
    await verdict;
    expect(most()).toBe(1);
  });

  it('marks the end of the time as the last batch, and only that one', async () => {
    const { run, sent, advance } = bench();
    const verdict = runStep(run);
    await advance(30_000);
    await verdict;
    expect(sent.map(({ meta }) => meta.isLast)).toEqual([...sent.slice(1).map(() => false), true]);
    expect(sent.at(-1)?.atMs).toBeGreaterThanOrEqual(15_000);
  });

  it('sends no more than the server takes when the connection is slow', async () => {
    const bench_ = bench();
    const { run, sent, advance } = bench_;
    const slow: StepRun = {
      ...run,
      post: async (meta, frames) => {
        await run.wait(4000);
        return run.post(meta, frames);
      },
    };
    const verdict = runStep(slow);
    await advance(60_000);
    await verdict;
    expect(Math.max(...sent.map(({ frames }) => frames.length))).toBeLessThanOrEqual(maxFramesPerBatch);
    const seqs = sent.flatMap(({ meta }) => meta.frames.map(({ seq }) => seq));
    expect(seqs).toEqual(seqs.map((_, index) => index));
  });

  it('goes on counting where the step before it stopped', async () => {
    const counter = { nextSeq: 40, startedAtMs: 5000 };
    const { run, sent, advance } = bench({ counter });
    const verdict = runStep(run);
    await advance(30_000);
    await verdict;
    expect(sent[0]?.meta.frames[0]?.seq).toBe(40);
    expect(sent[0]?.meta.batch).toBe(0);
  });

  it('answers null without another request when the person leaves', async () => {
    const { run, sent, advance, left } = bench();
    const verdict = runStep(run);
    await advance(7000);
    const before = sent.length;
    left.abort();
    await advance(30_000);
    await expect(verdict).resolves.toBeNull();
    expect(sent).toHaveLength(before);
  });
});

describe('the statement', () => {
  it('is agreed to by nothing that was let go too early', async () => {
    let isHeld = true;
    const { run, sent, advance } = bench({ isWatching: () => isHeld, isSending: () => false });
    const verdict = runStep(run);
    await advance(6500);
    isHeld = false;
    await advance(40_000);
    await verdict;
    expect(sent.flatMap(({ frames }) => frames)).toEqual([]);
    expect(sent.every(({ meta }) => meta.answer === null)).toBe(true);
  });

  it('sends the pictures of the whole hold with the answer', async () => {
    let answer: FramesMeta['answer'] = null;
    const complete: StepVerdict = { status: 'complete' };
    const sent: { meta: FramesMeta; frames: readonly Blob[] }[] = [];
    const { run, advance } = bench({
      isSending: () => answer === 'agree',
      answer: () => answer,
      post: async (meta, frames) => {
        sent.push({ meta, frames });
        return complete;
      },
    });
    const verdict = runStep(run);
    await advance(7100);
    expect(sent).toEqual([]);
    answer = 'agree';
    await advance(9000);
    await expect(verdict).resolves.toEqual(complete);
    const [{ meta } = { meta: null }] = sent;
    const times = meta?.frames.map(({ capturedAtMs }) => capturedAtMs) ?? [];
    expect(meta?.answer).toBe('agree');
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(1500);
  });

  it('is declined at once, without pictures', async () => {
    const declined: StepVerdict = { status: 'declined' };
    const sent: FramesMeta[] = [];
    const { run, advance } = bench({
      isSending: () => false,
      answer: () => 'decline',
      post: async (meta) => {
        sent.push(meta);
        return declined;
      },
    });
    const verdict = runStep(run);
    await advance(5200);
    await expect(verdict).resolves.toEqual(declined);
    expect(sent).toEqual([{ batch: 0, isLast: false, answer: 'decline', frames: [] }]);
  });
});
