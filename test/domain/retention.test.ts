// How long things are kept: the periods of each jurisdiction, and which of several rules counts.
import { describe, expect, test } from 'vitest';
import { applicationStates } from '../../server/domain/application.ts';
import { consentTextVersion } from '../../server/domain/consent.ts';
import { erasureOf, evidenceClasses, kindsOf, type ErasureFacts } from '../../server/domain/erasure.ts';
import { evidenceKinds } from '../../server/domain/evidence.ts';
import { addPlans, planOf, plannedErasure } from '../../server/domain/retention-plan.ts';
import { endOf, jurisdictionOf, jurisdictions, retentionVersion } from '../../server/domain/retention.ts';

const at = (iso: string): Date => new Date(iso);
const facts = (change: Partial<ErasureFacts> = {}): ErasureFacts => ({
  state: 'admitted',
  path: 'face',
  jurisdiction: 'CN',
  withdrawnItems: [],
  round: 1,
  decidedAt: at('2026-01-31T10:00:00Z'),
  leftAt: null,
  ...change,
});

describe('a period', () => {
  test.each([
    ['2026-01-31T10:00:00Z', 1, '2026-02-28T10:00:00.000Z'],
    ['2028-02-29T00:00:00Z', 36, '2031-02-28T00:00:00.000Z'],
    ['2026-08-31T23:59:59Z', 6, '2027-02-28T23:59:59.000Z'],
    ['2026-12-15T00:00:00Z', 6, '2027-06-15T00:00:00.000Z'],
  ])('from %s over %i months ends %s', (start, months, end) => {
    expect(endOf(at(start), { months, days: 0 }).toISOString()).toBe(end);
  });

  test('has the version that the words of consent were written for', () => {
    expect([retentionVersion, consentTextVersion]).toEqual(['2026-11-1', '2026-11-3']);
  });
});

test('every kind of evidence belongs to one class', () => {
  expect(evidenceClasses.flatMap((one) => kindsOf[one]).sort()).toEqual([...evidenceKinds].sort());
});

describe('who a seller is', () => {
  const leftAt = at('2027-05-31T00:00:00Z');
  test.each([
    ['CN', '2030-05-31T00:00:00.000Z'],
    ['EU', '2027-11-30T00:00:00.000Z'],
    ['elsewhere', '2027-11-30T00:00:00.000Z'],
  ] as const)('goes in %s after they left: %s', (jurisdiction, end) => {
    expect(erasureOf('document', facts({ jurisdiction, leftAt }))).toEqual({ at: at(end), cause: 'left' });
    expect(erasureOf('document', facts({ jurisdiction }))).toBeNull();
  });

  test('goes after a revocation, or after they had left before it', () => {
    const revoked = facts({ state: 'revoked', decidedAt: at('2027-08-01T00:00:00Z') });
    expect(erasureOf('document', revoked)).toEqual({ at: at('2030-08-01T00:00:00Z'), cause: 'revoked' });
    expect(erasureOf('document', { ...revoked, leftAt })?.cause).toBe('left');
  });
});

describe('the face', () => {
  test('goes thirty days after any final decision, everywhere, and sooner without its consent', () => {
    for (const jurisdiction of jurisdictions)
      for (const state of ['admitted', 'refused', 'revoked'] as const) {
        const end = erasureOf('face', facts({ state, jurisdiction }));
        expect(end).toEqual({ at: at('2026-03-02T10:00:00Z'), cause: 'decided' });
      }
    for (const state of applicationStates)
      expect(erasureOf('face', facts({ state, path: 'face-free' }))?.at.getTime()).toBeLessThan(
        Date.parse('2026-02-01'),
      );
  });

  test('waits for nothing but a decision', () => {
    for (const state of ['checking', 'in_review', 'awaiting_resubmission', 'draft'] as const)
      expect(erasureOf('face', facts({ state, decidedAt: null }))).toBeNull();
  });
});

test('a draft that was never sent goes when it expires; one that was asked for again thirty days later', () => {
  const expired = facts({ state: 'expired', round: 0 });
  expect(erasureOf('document', expired)).toMatchObject({ cause: 'draft-abandoned', at: expired.decidedAt });
  expect(erasureOf('document', { ...expired, round: 1 })).toMatchObject({ cause: 'not-admitted' });
});

describe('the jurisdiction', () => {
  const before = { jurisdiction: 'elsewhere', jurisdictionBasis: 'default' } as const;
  const told = { jurisdiction: 'EU', jurisdictionBasis: 'told' } as const;
  const document = 'resident-identity-card';
  const code = '91110000MA0000015A';

  test('of a person is what the marketplace said, else where their document is from', () => {
    expect(jurisdictionOf(before, { businessCode: null, document })).toEqual({
      jurisdiction: 'CN',
      jurisdictionBasis: 'document',
    });
    // and nothing else of what it was given with
    const row = { ...told, state: 'draft' };
    expect(jurisdictionOf(row, { businessCode: null, document })).toEqual(told);
  });

  test('of a business is where its code says, whatever was said', () => {
    expect(jurisdictionOf(told, { businessCode: code, document })).toEqual({
      jurisdiction: 'CN',
      jurisdictionBasis: 'business',
    });
  });
});

describe('the plan', () => {
  const kept = (change: Partial<ErasureFacts> & { isHeld?: boolean } = {}) => ({
    ...facts(change),
    isHeld: change.isHeld ?? false,
    expiresAt: at('2026-02-10T00:00:00Z'),
    kept: ['face', 'document'] as const,
  });

  test('says why no time can be said', () => {
    expect(plannedErasure('document', kept())).toEqual({ at: null, because: 'while-selling' });
    expect(plannedErasure('face', kept({ isHeld: true }))).toEqual({ at: null, because: 'legal-hold' });
    expect(plannedErasure('face', kept({ state: 'in_review', decidedAt: null }))).toEqual({
      at: null,
      because: 'under-review',
    });
    expect(plannedErasure('document', kept({ state: 'draft', round: 0, decidedAt: null }))).toEqual({
      at: at('2026-02-10T00:00:00Z'),
      cause: 'if-left-so',
    });
  });

  test('counts by class, jurisdiction and month, and adds up', () => {
    const now = at('2026-02-01T00:00:00Z');
    const one = planOf([kept(), kept({ jurisdiction: 'EU' }), kept({ path: 'face-free' })], now);
    expect(one).toContainEqual({ evidence: 'face', jurisdiction: 'CN', when: '2026-03', applications: 1 });
    expect(one).toContainEqual({ evidence: 'face', jurisdiction: 'CN', when: '2026-02', applications: 1 });
    const both = addPlans(one, one);
    expect(both).toContainEqual({
      evidence: 'document',
      jurisdiction: 'CN',
      when: 'while-selling',
      applications: 4,
    });
  });
});
