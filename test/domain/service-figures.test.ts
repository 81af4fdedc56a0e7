// From counts by steps of time back to how long most questions took.
import { expect, test } from 'vitest';
import { latencyAt, latencyStepOf } from '../../server/domain/service-figures.ts';

test.each([
  [0, 0],
  [49.9, 0],
  [50, 50],
  [999, 750],
  [12_345, 10_000],
])('%d ms fall into the step from %d on', (tookMs, from) => {
  expect(latencyStepOf(tookMs)).toBe(from);
});

test('of nothing, nothing is known', () => {
  expect(latencyAt(0.5, [])).toBeNull();
});

test('lies within the step in which the share is reached', () => {
  const counts = [
    { fromMs: 100, questions: 50 },
    { fromMs: 1000, questions: 50 },
  ];
  expect(latencyAt(0.5, counts)).toBe(150);
  expect(latencyAt(0.25, counts)).toBe(125);
  expect(latencyAt(0.95, counts)).toBe(1450);
  expect(latencyAt(1, counts)).toBe(1500);
});

test('counts of one step may come in parts and in any order', () => {
  const counts = [
    { fromMs: 1000, questions: 5 },
    { fromMs: 0, questions: 3 },
    { fromMs: 1000, questions: 2 },
  ];
  expect(latencyAt(0.3, counts)).toBe(50);
  expect(latencyAt(1, counts)).toBe(1500);
});

test('beyond the last step there is no telling how far', () => {
  expect(latencyAt(0.95, [{ fromMs: 10_000, questions: 4 }])).toBe(10_000);
});
