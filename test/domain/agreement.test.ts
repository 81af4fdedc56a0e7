// Agreement against worked examples from the literature, and its interval against what it promises.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  agreementOf,
  cohensKappa,
  leastPairs,
  standardError,
  type JudgedPair,
} from '../../server/domain/agreement.ts';
import { bounds95 } from '../../server/domain/binomial-bound.ts';

describe('kappa and its standard error', () => {
  test.each([
    // Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, diagnoses of 100 patients
    ['Fleiss, Levin and Paik', [[75, 1, 4], [5, 4, 1], [0, 0, 10]], 0.676, 0.088], // prettier-ignore
    // Agresti, Categorical Data Analysis, 91 couples; as printed by Kappa of the R package vcd
    ['Agresti', [[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]], 0.1293, 0.0686], // prettier-ignore
    // the two tables of the same agreement, 0.6, that show how kappa depends on the margins
    ['the one of two', [[45, 15], [25, 15]], 0.1304, 0.0987], // prettier-ignore
    ['the other', [[25, 35], [5, 35]], 0.2593, 0.0772], // prettier-ignore
    ['fifty proposals', [[20, 5], [10, 15]], 0.4, 0.127], // prettier-ignore
  ])('are those of %s', (_name, table, value, error) => {
    expect(cohensKappa(table)?.value).toBeCloseTo(value, 3);
    expect(standardError(table)).toBeCloseTo(error, 3);
  });

  test('are 0 for judges who do not look, and 1 only for those who never differ', () => {
    expect(cohensKappa([[81, 9], [9, 1]])?.value).toBeCloseTo(0); // prettier-ignore
    expect(cohensKappa([[30, 0], [0, 10]])?.value).toBe(1); // prettier-ignore
    expect(cohensKappa([[0, 10], [10, 0]])?.value).toBe(-1); // prettier-ignore
  });

  test('do not exist where both knew one answer only, or nothing was judged', () => {
    expect(cohensKappa([[40, 0], [0, 0]])).toBeNull(); // prettier-ignore
    expect(cohensKappa([[0, 0], [0, 0]])).toBeNull(); // prettier-ignore
  });
});

/** The same numbers in every run: this test is about the interval, not about luck. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

interface Judges {
  /** How often the categories are given, by either judge. */
  readonly margin: readonly number[];
  readonly kappa: number;
}

function drawTable({ margin, kappa }: Judges, cases: number, next: () => number): number[][] {
  const table = margin.map(() => margin.map(() => 0));
  const draw = (): number => {
    let left = next();
    return margin.findIndex((share, i) => (left -= share) < 0 || i === margin.length - 1);
  };
  for (let i = 0; i < cases; i++) {
    const [first, other] = [draw(), draw()];
    const second = next() < kappa ? first : other;
    const row = table[first];
    if (row !== undefined) row[second] = (row[second] ?? 0) + 1;
  }
  return table;
}

describe('the interval of kappa', () => {
  const judges: Judges[] = [
    { margin: [0.5, 0.5], kappa: 0.8 },
    { margin: [0.95, 0.05], kappa: 0.95 },
    { margin: [0.8, 0.15, 0.05], kappa: 0.5 },
  ];

  test.each(judges)('holds the true kappa nineteen times of twenty, also of few cases: %o', (pair) => {
    const next = numbersFrom(20_261_120);
    for (const cases of [leastPairs, 60]) {
      const found = Array.from({ length: 400 }, () => cohensKappa(drawTable(pair, cases, next))).filter(
        (kappa) => kappa !== null,
      );
      const held = found.filter(({ lower95, upper95 }) => lower95 <= pair.kappa && pair.kappa <= upper95);
      expect(held.length / found.length).toBeGreaterThanOrEqual(0.95);
    }
  });

  test('is never nothing, not even for perfect agreement', () => {
    expect(standardError([[10, 0], [0, 10]])).toBe(0); // prettier-ignore
    const few = cohensKappa([[10, 0], [0, 10]]); // prettier-ignore
    expect(few?.lower95).toBeLessThan(0.7);
    const many = cohensKappa([[500, 0], [0, 500]]); // prettier-ignore
    expect(many?.lower95).toBeGreaterThan(0.99);
  });

  test('lies round the value, between -1 and 1', () => {
    const cell = fc.nat(40);
    const square = fc.tuple(
      fc.tuple(cell, cell, cell),
      fc.tuple(cell, cell, cell),
      fc.tuple(cell, cell, cell),
    );
    fc.assert(
      fc.property(square, (table) => {
        const kappa = cohensKappa(table);
        if (kappa === null) return;
        expect(kappa.lower95).toBeGreaterThanOrEqual(-1);
        expect(kappa.lower95).toBeLessThanOrEqual(kappa.value + 1e-9);
        expect(kappa.upper95).toBeGreaterThanOrEqual(kappa.value - 1e-9);
        expect(kappa.upper95).toBeLessThanOrEqual(1);
      }),
    );
  });
});

type Word = 'approve' | 'refuse' | 'ask-again';
const words = ['approve', 'refuse', 'ask-again'] as const;
const times = (count: number, first: Word, second: Word): JudgedPair<Word>[] =>
  Array.from({ length: count }, () => ({ first, second }));

describe('agreement of pairs', () => {
  test('counts who said what, with the exact bounds of the share', () => {
    const pairs = [...times(15, 'approve', 'approve'), ...times(3, 'refuse', 'refuse'), ...times(2, 'approve', 'refuse')]; // prettier-ignore
    const { agreed, share, kappa, counts } = agreementOf(pairs, words);
    expect(agreed).toBe(18);
    expect(share).toEqual({ value: 0.9, ...bounds95(18, 20) });
    expect(counts.approve).toEqual({ approve: 15, refuse: 2, 'ask-again': 0 });
    expect(counts.refuse.approve).toBe(0);
    expect(kappa?.value).toBeCloseTo(0.692, 3);
  });

  test('gives no kappa of fewer pairs than it takes, but the share at once', () => {
    const pairs = [...times(leastPairs - 2, 'approve', 'approve'), ...times(1, 'refuse', 'refuse')];
    expect(agreementOf(pairs, words).kappa).toBeNull();
    expect(agreementOf(pairs, words).share?.value).toBe(1);
    expect(agreementOf([...pairs, ...times(1, 'refuse', 'refuse')], words).kappa?.value).toBe(1);
  });

  test('of nothing says nothing', () => {
    expect(agreementOf([], words)).toMatchObject({ pairs: 0, share: null, kappa: null });
  });
});
