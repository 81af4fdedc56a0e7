// A stored mode is live only when it is clearly live.
import { expect, test } from 'vitest';
import { watchLimitMs } from '../../server/gate/go-live-limits.ts';
import { hold, isWithinShare, readMode } from '../../server/gate/mode.ts';
import { live, machine, now, storedLive } from './modes.ts';

const at = (ms: number): Date => new Date(now.getTime() + ms);
const stored = { ...storedLive, expiresAt: at(1) };

test('reads live with its share, and what its evidence is about, until it expires', () => {
  const read = { mode: 'live', share: 0.5, confirmation: 2, ...machine };
  expect(readMode(stored, now)).toEqual(read);
  expect(readMode({ ...stored, share: 1 }, now)).toEqual({ ...read, share: 1 });
  expect(readMode(stored, at(1))).toEqual(hold);
});

test.each([
  ['nothing', null],
  ['hold', { ...stored, mode: 'hold' }],
  ['a mode that nobody knows', { ...stored, mode: 'Live' }],
  ['no mode', { ...stored, mode: '' }],
  ['no share', { ...stored, share: null }],
  ['a share of nobody', { ...stored, share: 0 }],
  ['a negative share', { ...stored, share: -0.1 }],
  ['a share of more than everybody', { ...stored, share: 1.01 }],
  ['a share that is no number', { ...stored, share: Number.NaN }],
  ['no end', { ...stored, expiresAt: null }],
  ['an end in the past', { ...stored, expiresAt: at(-1) }],
  ['an end that is no moment', { ...stored, expiresAt: new Date(Number.NaN) }],
  ['evidence about no policy', { ...stored, policyVersion: null }],
  ['evidence about no engine and no record', { ...stored, judgedBy: null }],
  ['what nobody ever watched over', { ...stored, watchedAt: null }],
  ['what nobody watches over any more', { ...stored, watchedAt: at(-watchLimitMs - 1) }],
  ['a watch in the future', { ...stored, watchedAt: at(watchLimitMs + 1) }],
  ['a watch at no moment', { ...stored, watchedAt: new Date(Number.NaN) }],
])('reads %s as hold', (_, mode) => {
  expect(readMode(mode, now)).toEqual(hold);
});

test('reads live for as long as the last look at it is recent', () => {
  expect(readMode({ ...stored, watchedAt: at(-watchLimitMs) }, now).mode).toBe('live');
});

test('reads live as hold when the clock tells no time', () => {
  expect(readMode(stored, new Date(Number.NaN))).toEqual(hold);
});

test('the share takes in the draws below it, and in hold none', () => {
  expect(isWithinShare(live(), 0)).toBe(true);
  expect(isWithinShare(live(), 0.499)).toBe(true);
  expect(isWithinShare(live(), 0.5)).toBe(false);
  expect(isWithinShare(live(), Number.NaN)).toBe(false);
  expect(isWithinShare(hold, 0)).toBe(false);
});
