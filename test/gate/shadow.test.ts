// Evidence: what people refused and the machine would have admitted, counted so that it can be counted again.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, type Json } from '../../server/domain/canonical-json.ts';
import { recommended, verdicts, type ShadowCell } from '../../server/domain/shadow-case.ts';
import { subjectKinds } from '../../server/domain/subject.ts';
import { distanceBins, evidenceFrom, falseAdmitsIn, matrixOf } from '../../server/gate/shadow.ts';
import { cell, evidenceOf } from './cells.ts';
import { judgedBy, machine } from './modes.ts';

describe('a false admit', () => {
  test('is a case that people refused and the machine would have admitted', () => {
    const matrix = matrixOf([
      cell('admit', 'admit', 500),
      cell('admit', 'refuse', 2),
      cell('review', 'refuse', 50),
      cell('refuse', 'refuse', 40),
      cell('resubmit', 'refuse', 8),
      cell('admit', 'resubmit', 7),
    ]);
    expect(falseAdmitsIn(matrix)).toEqual({ errors: 2, trials: 100 });
  });

  test('stays one when an appeal lets the applicant in', () => {
    expect(falseAdmitsIn(matrixOf([cell('admit', 'overturned', 1), cell('review', 'refuse', 9)]))).toEqual({
      errors: 1,
      trials: 10,
    });
  });

  test('is not disproved by a refusal that an appeal took back', () => {
    expect(falseAdmitsIn(matrixOf([cell('review', 'overturned', 30), cell('review', 'refuse', 9)]))).toEqual({
      errors: 0,
      trials: 9,
    });
  });
});

describe('evidence', () => {
  test('claims from the cases of this very policy, engine and record alone, and tells the others apart', () => {
    const old = { policyVersion: 'old', judgedBy };
    const other = { ...machine, judgedBy: { ...judgedBy, record: 'another' } };
    const evidence = evidenceOf([
      cell('refuse', 'refuse', 3),
      cell('admit', 'refuse', 1, other),
      cell('refuse', 'refuse', 100, old),
      cell('admit', 'admit', 7, old),
    ]);
    expect(evidence.falseAdmits).toEqual({ errors: 0, trials: 3 });
    expect(evidence.cells.map(({ cases }) => cases)).toEqual([3]);
    expect(
      evidence.elsewhere.map(({ policyVersion, judgedBy: { record } }) => [policyVersion, record]),
    ).toEqual(
      [
        [machine.policyVersion, 'another'],
        ['old', 'sandbox'],
      ].sort(),
    );
    expect(evidence.elsewhere.map(({ matrix }) => falseAdmitsIn(matrix).trials).sort()).toEqual([1, 100]);
  });

  test('has the distances of its own cases, in bins, and the far ones in the last', () => {
    const old = { policyVersion: 'old', judgedBy };
    const { distances } = evidenceOf([], {
      distances: [
        { of: 'document-face', bin: 20, cases: 4, ...machine },
        { of: 'document-face', bin: 500, cases: 1, ...machine },
        { of: 'document-face', bin: 3, cases: 9, ...old },
        { of: 'record-face', bin: 1, cases: 2, ...machine },
      ],
    });
    expect(distances['document-face']).toHaveLength(distanceBins);
    expect(distances['document-face'][20]).toBe(4);
    expect(distances['document-face'][distanceBins - 1]).toBe(1);
    expect(distances['record-face']).toEqual([0, 2]);
  });

  const anyCell: fc.Arbitrary<ShadowCell> = fc
    .record({
      recommended: fc.constantFrom(...recommended),
      verdict: fc.constantFrom(...verdicts),
      cases: fc.nat(50),
      subjectKind: fc.constantFrom(...subjectKinds),
      language: fc.constantFrom('zh-CN' as const, 'en' as const),
      policyVersion: fc.constantFrom(machine.policyVersion, 'old'),
    })
    .map(({ recommended: row, verdict, cases, ...change }) => cell(row, verdict, cases, change));
  // the database never counts the same kind of case twice
  const cells = fc.uniqueArray(anyCell, {
    selector: (kind) => JSON.stringify({ ...kind, cases: 0 }),
    maxLength: 40,
  });

  test('is the same text for the same counts, in whatever order they came', () => {
    fc.assert(
      fc.property(cells, fc.nat(), (counted, throughSeq) => {
        const text = (list: readonly ShadowCell[]) =>
          canonicalJson(
            evidenceFrom({ cells: list, leftOut: {}, distances: [] }, machine, throughSeq) as unknown as Json,
          );
        expect(text(counted.toReversed())).toBe(text(counted));
      }),
    );
  });

  test('counts each case once, and never more errors than trials', () => {
    fc.assert(
      fc.property(cells, (counted) => {
        const { cells: own, elsewhere, falseAdmits } = evidenceOf(counted);
        const all = [matrixOf(own), ...elsewhere.map(({ matrix }) => matrix)]
          .flatMap((matrix) => Object.values(matrix).flatMap((row) => Object.values(row)))
          .reduce((sum, count) => sum + count, 0);
        expect(all).toBe(counted.reduce((sum, { cases }) => sum + cases, 0));
        expect(falseAdmits.errors).toBeLessThanOrEqual(falseAdmits.trials);
      }),
    );
  });

  test('has whole numbers only, so that its hash is the same on every machine', () => {
    const numbers: unknown[] = [];
    JSON.stringify(evidenceOf([cell('admit', 'refuse', 3)]), (_, value: unknown) => {
      if (typeof value === 'number') numbers.push(value);
      return value;
    });
    expect(numbers.every((number) => Number.isInteger(number))).toBe(true);
  });
});
