// A stored mode is live only when it is clearly live.
import { expect, test } from 'vitest';
import { hold, readMode } from '../../server/gate/mode.ts';

const now = new Date('2026-11-02T01:00:00.000Z');
const expiresAt = new Date(now.getTime() + 1);
const stored = { mode: 'live', share: 0.5, expiresAt };

test('reads live with its share until it expires', () => {
  expect(readMode(stored, now)).toEqual({ mode: 'live', share: 0.5 });
  expect(readMode({ ...stored, share: 1 }, now)).toEqual({ mode: 'live', share: 1 });
  expect(readMode(stored, expiresAt)).toEqual(hold);
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
  ['an end in the past', { ...stored, expiresAt: new Date(now.getTime() - 1) }],
  ['an end that is no moment', { ...stored, expiresAt: new Date(Number.NaN) }],
])('reads %s as hold', (_, mode) => {
  expect(readMode(mode, now)).toEqual(hold);
});

test('reads live as hold when the clock tells no time', () => {
  expect(readMode(stored, new Date(Number.NaN))).toEqual(hold);
});
