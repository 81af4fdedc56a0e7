// Where the parts of figures stand, and what is said of both paths' waits.
import { describe, expect, it } from 'vitest';
import { leastPairs as leastPairsOfServer } from '../../../server/domain/agreement.ts';
import { leastDecisions as leastDecisionsOfServer } from '../../../server/domain/decision-times.ts';
import { daysBetween } from '../../../web/reviewer/figure-days.ts';
import { countBetween, lineParts, roundTop, stackedBars } from '../../../web/reviewer/figure-scale.ts';
import { comparePaths, leastCompared, missedTargets } from '../../../web/reviewer/path-waits.ts';
import { leastDecisions, leastPairs } from '../../../web/reviewer/quality-words.ts';
import { makePath } from './quality-fixtures.ts';

describe('an axis', () => {
  it('ends at a round number that nothing sticks out of', () => {
    expect([0, 0.3, 1, 3, 7, 10, 11, 60].map(roundTop)).toEqual([1, 0.5, 1, 5, 10, 10, 20, 100]);
  });
});

describe('stacked bars', () => {
  const room = { width: 100, height: 10, top: 10 } as const;

  it('stand on each other, in the order of their series', () => {
    const [below, above] = stackedBars([[2], [3]], room);
    expect(below).toMatchObject({ series: 0, y: 8, height: 2 });
    expect(above).toMatchObject({ series: 1, y: 5, height: 3 });
  });

  it('fill the whole height where they are shares, and leave out what is nothing', () => {
    const bars = stackedBars(
      [
        [1, 0],
        [3, 0],
      ],
      { ...room, top: 'share' },
    );
    expect(bars.map(({ column, y, height }) => [column, y, height])).toEqual([
      [0, 7.5, 2.5],
      [0, 0, 7.5],
    ]);
  });
});

describe('a line', () => {
  it('is broken where nothing was measured', () => {
    const parts = lineParts([1, 2, null, 3], { width: 40, height: 10, top: 5 });
    expect(parts.map((part) => part.map(({ x, y }) => [x, y]))).toEqual([
      [
        [5, 8],
        [15, 6],
      ],
      [[35, 4]],
    ]);
  });
});

describe('classes', () => {
  it('count what is at a limit above it', () => {
    expect(countBetween([1, 15, 16, 30, 99], [15, 30])).toEqual([1, 2, 2]);
  });
});

describe('days', () => {
  it('are all there, also those without anything', () => {
    expect(daysBetween(['2026-03-01', '2026-02-27'])).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
    expect(daysBetween([])).toEqual([]);
  });
});

describe('the waits of both paths', () => {
  const face = makePath('face', { workingHours: { p50: 2, p95: 10 } });
  const faceFree = (p50: number, p95: number, decided = 30) =>
    makePath('face-free', { decided, workingHours: { p50, p95 } });

  it('raise an alarm when people without a face wait longer by more than a fifth', () => {
    expect(comparePaths([face, faceFree(2.5, 10)])).toEqual({
      kind: 'slower',
      by: [{ quantile: 'p50', excess: 0.25 }],
    });
    expect(comparePaths([face, faceFree(2, 13)])).toMatchObject({ by: [{ quantile: 'p95' }] });
  });

  it('raise none up to a fifth, nor when they wait less', () => {
    expect(comparePaths([face, faceFree(2.4, 12)]).kind).toBe('alike');
    expect(comparePaths([face, faceFree(1, 1)]).kind).toBe('alike');
  });

  it('are not compared while there are too few of either', () => {
    expect(comparePaths([face, faceFree(9, 90, leastCompared - 1)])).toEqual({
      kind: 'too-few',
      face: 30,
      faceFree: leastCompared - 1,
    });
    expect(comparePaths([face]).kind).toBe('too-few');
  });

  it('name no excess over nothing', () => {
    const instant = makePath('face', { workingHours: { p50: 0, p95: 10 } });
    expect(comparePaths([instant, faceFree(1, 10)])).toEqual({
      kind: 'slower',
      by: [{ quantile: 'p50', excess: null }],
    });
  });
});

describe('targets', () => {
  const targets = { p50WorkingHours: 4, p95WorkingHours: 24 };

  it('are missed only beyond them', () => {
    expect(missedTargets({ workingHours: { p50: 4, p95: 24 } }, targets)).toEqual([]);
    expect(missedTargets({ workingHours: { p50: 4.01, p95: 24.01 } }, targets)).toEqual(['p50', 'p95']);
    expect(missedTargets({ workingHours: null }, targets)).toEqual([]);
  });
});

it('says “too few” from where the server says it', () => {
  expect([leastPairs, leastDecisions]).toEqual([leastPairsOfServer, leastDecisionsOfServer]);
});
