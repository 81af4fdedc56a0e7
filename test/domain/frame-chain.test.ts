// The chain over a capture's frames ends elsewhere as soon as anything about one of them differs.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { chainOf, type ChainedFrame } from '../../server/domain/frame-chain.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const session = 'l_0123456789012345678901';

/** Mulberry32: the same numbers in 0..1 for the same seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** 1 to 40 frames over up to five steps, with tries and gaps in the numbering. */
function capture(next: () => number): ChainedFrame[] {
  let [seq, capturedAtMs, stepIndex, stepTry] = [0, 0, 0, 1];
  return Array.from({ length: 1 + Math.floor(next() * 40) }, (_none, index) => {
    if (index > 0 && next() < 0.15) [stepIndex, stepTry] = [stepIndex + 1, 1];
    else if (next() < 0.1) stepTry += 1;
    seq += next() < 0.1 ? 2 : 1;
    capturedAtMs = Math.round((capturedAtMs + 40 + next() * 60) * 10) / 10;
    return { seq, stepIndex, stepTry, capturedAtMs, sha256: hash(`${index} ${next()}`) };
  });
}

const changes: Record<string, (frame: ChainedFrame) => ChainedFrame> = {
  'its picture': (frame) => ({ ...frame, sha256: hash(frame.sha256) }),
  'its time by a tenth of a millisecond': (frame) => ({
    ...frame,
    capturedAtMs: Math.round(frame.capturedAtMs * 10 + 1) / 10,
  }),
  'its try': (frame) => ({ ...frame, stepTry: frame.stepTry + 1 }),
  'its step': (frame) => ({ ...frame, stepIndex: frame.stepIndex + 1 }),
  'its number': (frame) => ({ ...frame, seq: frame.seq + 0.5 }),
};

const trials = 200;

describe('one frame differs', () => {
  test.each(Object.entries(changes))(
    `in %s: the chain ends elsewhere, ${trials} times of ${trials}`,
    (_what, change) => {
      const next = numbers(1);
      for (let trial = 0; trial < trials; trial += 1) {
        const frames = capture(next);
        const at = Math.floor(next() * frames.length);
        const changed = frames.map((frame, index) => (index === at ? change(frame) : frame));
        expect(chainOf(session, changed, hash)?.chain).not.toBe(chainOf(session, frames, hash)?.chain);
      }
    },
  );

  test('by being left out, or by another one standing in its place', () => {
    const next = numbers(2);
    for (let trial = 0; trial < trials; trial += 1) {
      const frames = capture(next);
      const whole = chainOf(session, frames, hash)?.chain;
      const [at, other] = [next(), next()].map((share) => Math.floor(share * frames.length)) as [
        number,
        number,
      ];
      expect(chainOf(session, frames.toSpliced(at, 1), hash)?.chain).not.toBe(whole);
      if (at === other) continue;
      const swapped = frames.map((frame, index) => ({
        ...frame,
        sha256: frames[index === at ? other : index === other ? at : index]?.sha256 ?? '',
      }));
      expect(chainOf(session, swapped, hash)?.chain).not.toBe(whole);
    }
  });
});

test('the same frames always give the same chain, in whatever order the rows come', () => {
  const frames = capture(numbers(3));
  expect(chainOf(session, frames.toReversed(), hash)).toEqual(chainOf(session, frames, hash));
  expect(chainOf('l_another', frames, hash)?.chain).not.toBe(chainOf(session, frames, hash)?.chain);
});

test('it is what its description says, so that anybody can compute it', () => {
  const frames: ChainedFrame[] = [
    { seq: 3, stepIndex: 0, stepTry: 1, capturedAtMs: 12.5, sha256: 'aa' },
    { seq: 4, stepIndex: 1, stepTry: 2, capturedAtMs: 80, sha256: 'bb' },
  ];
  const first = hash(`${hash(session)}|3|12.5|aa|0|1`);
  expect(chainOf(session, frames, hash)).toEqual({
    count: 2,
    firstSeq: 3,
    chain: hash(`${first}|4|80|bb|1|2`),
  });
});

test('it begins with the first neutral frame, and is not without one', () => {
  const [before, neutral] = [
    { seq: 0, stepIndex: 1, stepTry: 1, capturedAtMs: 1, sha256: 'aa' },
    { seq: 1, stepIndex: 0, stepTry: 1, capturedAtMs: 2, sha256: 'bb' },
  ];
  expect(chainOf(session, [before, neutral], hash)).toEqual(chainOf(session, [neutral], hash));
  expect(chainOf(session, [before], hash)).toBeNull();
  expect(chainOf(session, [], hash)).toBeNull();
});
