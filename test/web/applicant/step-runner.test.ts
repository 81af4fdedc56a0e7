// What one step sends: numbered batches, one at a time, with the end marked.
import { describe, expect, it } from 'vitest';
import type { FramesMeta, StepVerdict } from '../../../server/contract/liveness.ts';
import { livenessRules } from '../../../server/domain/liveness-rules.ts';
import { framesMeta, maxFramesPerBatch } from '../../../server/contract/liveness.ts';
import {
  newCounter,
  runStep,
  type SessionCounter,
  type StepRun,
} from '../../../web/applicant/capture/step-runner.ts';

const watching: StepVerdict = { status: 'watching', hint: 'go-on', framesSeen: 1 };

/** A clock that only moves when somebody waits; runs until the step ends. */
function bench(overrides: Partial<StepRun> = {}, cameraMs = 1000 / 15) {
  let nowMs = 5000;
  const sent: { meta: FramesMeta; frames: readonly Blob[]; atMs: number }[] = [];
  let inFlight = 0;
  let mostInFlight = 0;
  const waiting: { atMs: number; resolve: () => void }[] = [];
  const left = new AbortController();
  const run: StepRun = {
    token: 'first',
    timeLimitMs: 10_000,
    counter: newCounter(5000),
    camera: null,
    now: () => nowMs,
    wait: (milliseconds) =>
      new Promise((resolve) => void waiting.push({ atMs: nowMs + milliseconds, resolve })),
    nextPicture: () => run.wait(cameraMs),
    grab: async () => ({ picture: new Blob(['x']), atMs: nowMs }),
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
    // what goes is spread over the time: a movement of a second is still seen, and a hold has no gap
    const times = sent.flatMap(({ meta }) => meta.frames.map(({ capturedAtMs }) => capturedAtMs));
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(livenessRules.holdGapMs);
  });

  it('goes on counting where the step before it stopped', async () => {
    const counter: SessionCounter = { ...newCounter(5000), nextSeq: 40 };
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

describe('the pictures', () => {
  const shares = async (cameraMs: number) => {
    const { run, sent, advance } = bench({}, cameraMs);
    const verdict = runStep(run);
    await advance(30_000);
    await verdict;
    const times = sent.flatMap(({ meta }) => meta.frames.map(({ capturedAtMs }) => capturedAtMs));
    return (1000 * (times.length - 1)) / ((times.at(-1) ?? 0) - (times[0] ?? 0));
  };

  it.each([
    [15, 1000 / 15],
    [24, 1000 / 24],
    [30, 1000 / 30],
    [60, 1000 / 60],
  ])('of a camera with %i a second are 12 to 15 a second', async (_, cameraMs) => {
    const perSecond = await shares(cameraMs);
    expect(perSecond).toBeGreaterThanOrEqual(12);
    expect(perSecond).toBeLessThanOrEqual(15.01);
  });

  it('go out about every 350 ms while the step still runs', async () => {
    const { run, sent, advance } = bench();
    const verdict = runStep(run);
    await advance(30_000);
    await verdict;
    const pauses = sent.slice(1, -1).map(({ atMs }, index) => atMs - (sent[index]?.atMs ?? 0));
    expect(Math.max(...pauses)).toBeLessThanOrEqual(400);
  });

  it('say with each batch which camera they are from', async () => {
    const camera = { label: 'FaceTime HD', deviceId: 'abc' };
    const { run, sent, advance } = bench({ camera });
    const verdict = runStep(run);
    await advance(30_000);
    await verdict;
    expect(new Set(sent.map(({ meta }) => meta.camera))).toEqual(new Set([camera]));
  });
});

describe('a step that is gone on with', () => {
  it('sends the batch without an answer again just as it was, then counts on', async () => {
    const counter = newCounter(5000);
    const first = bench({ counter });
    const lost = runStep({
      ...first.run,
      post: async (meta, frames) => {
        await first.run.post(meta, frames);
        if (meta.batch === 2) throw new Error('the page was left');
        return watching;
      },
    }).catch(() => 'left');
    await first.advance(30_000);
    await expect(lost).resolves.toBe('left');
    const unanswered = first.sent.at(-1);

    const second = bench({ counter });
    const verdict = runStep(second.run);
    await second.advance(30_000);
    await verdict;
    expect(second.sent[0]?.meta).toEqual(unanswered?.meta);
    expect(second.sent[0]?.frames).toEqual(unanswered?.frames);
    expect(second.sent.map(({ meta }) => meta.batch)).toEqual(second.sent.map((_, index) => index + 2));
    const seqs = second.sent.flatMap(({ meta }) => meta.frames.map(({ seq }) => seq));
    expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index));
  });

  it('asks again what ended it, when nobody was there to hear it', async () => {
    const counter = newCounter(5000);
    const passed: StepVerdict = { status: 'passed', next: step };
    const first = bench({ counter, post: async () => passed });
    const verdict = runStep(first.run);
    await first.advance(30_000);
    await verdict;
    const asked: FramesMeta[] = [];
    const second = bench({
      counter,
      post: async (meta) => {
        asked.push(meta);
        return passed;
      },
    });
    const again = runStep(second.run);
    await second.advance(30_000);
    await expect(again).resolves.toEqual(passed);
    expect(asked.map(({ batch }) => batch)).toEqual([0]);
  });

  it('counts its batches from 0 at the next token', async () => {
    const counter: SessionCounter = { ...newCounter(5000), token: 'before', nextBatch: 7 };
    const { run, sent, advance } = bench({ counter });
    const verdict = runStep(run);
    await advance(30_000);
    await verdict;
    expect(sent[0]?.meta.batch).toBe(0);
  });
});

describe('the statement', () => {
  it('is watched all the time, and answered by nothing as long as no button is held', async () => {
    const { run, sent, advance } = bench();
    const verdict = runStep(run);
    await advance(30_000);
    await verdict;
    expect(sent.flatMap(({ frames }) => frames).length).toBeGreaterThan(100);
    expect(sent.every(({ meta }) => meta.answer === null)).toBe(true);
  });

  it('says of the very pictures taken while the button was held that it was', async () => {
    let isHeld = false;
    const { run, sent, advance } = bench({ answer: () => (isHeld ? 'agree' : null) });
    const verdict = runStep(run);
    await advance(7050);
    isHeld = true;
    await advance(8050);
    isHeld = false;
    await advance(30_000);
    await verdict;
    for (const { meta } of sent)
      for (const { capturedAtMs } of meta.frames) {
        const atMs = capturedAtMs + 5000;
        expect(meta.answer, `${atMs}`).toBe(atMs > 7050 && atMs <= 8050 ? 'agree' : null);
      }
    expect(sent.filter(({ meta }) => meta.answer === 'agree').flatMap(({ frames }) => frames)).toHaveLength(
      15,
    );
    expect(sent.map(({ meta }) => meta.isLast)).toEqual([...sent.slice(1).map(() => false), true]);
  });

  it('is declined at once, without pictures', async () => {
    const declined: StepVerdict = { status: 'declined' };
    const sent: FramesMeta[] = [];
    const { run, advance } = bench({
      answer: () => 'decline',
      post: async (meta) => {
        sent.push(meta);
        return declined;
      },
    });
    const verdict = runStep(run);
    await advance(5200);
    await expect(verdict).resolves.toEqual(declined);
    expect(sent).toEqual([{ batch: 0, isLast: false, answer: 'decline', camera: null, frames: [] }]);
  });
});
