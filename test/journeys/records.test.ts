// Whatever the state's record and the business register answer, the case is held, with that answer for the reviewer.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCase, type CaseView } from '../../server/contract/review.ts';
import type { DeclarationBody } from '../../server/contract/application.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import type { CheckName } from '../../server/domain/check.ts';
import type { ApiClient } from '../try/http-client.ts';
import { somebodyAt, type Wishes } from '../support/applicants.ts';
import { ann, approval, decide } from '../support/desk.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';

let portcullis: TestPortcullis;
let desk: ApiClient;
beforeAll(async () => {
  portcullis = await startPortcullis();
  desk = await portcullis.reviewer(ann);
});
afterAll(() => portcullis.close());

interface Found {
  readonly id: string;
  readonly view: CaseView;
  readonly recommendation: { outcome: string; reasons: readonly string[] } | null;
}

async function heldWith(wishes: Wishes): Promise<Found> {
  const { id } = await somebodyAt(portcullis, 'held', wishes);
  const view = await desk.call(readCase, { params: { applicationId: id } });
  expect(view).toMatchObject({ state: 'in_review', recommendation: null });
  return {
    id,
    view,
    recommendation: await portcullis.database.verification.recommendation(id as ApplicationId, 1),
  };
}

function resultOf({ view }: Found, check: CheckName): string {
  const found = view.checks.find((one) => one.check === check);
  return [found?.outcome, found?.reason].filter(Boolean).join(' ');
}

describe('the state’s record', () => {
  test.each([
    ['990000199001010105', 'passed', 'admit'],
    ['99000019900101021X', 'failed record-mismatch', 'review'],
    ['990000199001010308', 'failed record-not-found', 'review'],
    ['990000199001010412', 'failed record-face-differs', 'review'],
    ['990000199001010500', 'inconclusive record-portrait-missing', 'review'],
    ['990000199001011212', 'inconclusive record-face-unclear', 'review'],
    ['990000199001011300', 'failed record-face-refused', 'review'],
    ['990000199001011415', 'inconclusive record-photo-unclear', 'resubmit'],
    ['990000199001011706', 'inconclusive record-photo-framing', 'resubmit'],
    ['990000199001010615', 'unavailable record-unavailable', 'review'],
    ['990000199001010703', 'unavailable record-unavailable', 'review'],
    ['990000199001010818', 'unavailable record-unavailable', 'review'],
    ['990000199001010906', 'unavailable record-unavailable', 'review'],
    ['99000019900101101X', 'passed', 'admit'],
  ])('asked about %s: %s', async (citizenId, result, outcome) => {
    const found = await heldWith({ declaration: { citizenId } });
    expect(resultOf(found, 'government-record')).toBe(result);
    expect(found.recommendation?.outcome).toBe(outcome);
  });

  test('is not asked without consent, and never counts as a yes', async () => {
    const found = await heldWith({ consents: { 'government-query': 'refused' } });
    expect(resultOf(found, 'government-record')).toBe('unavailable record-consent-refused');
    expect(found.view.trail.map(({ type }) => type)).not.toContain('government-record.asked');
    expect(found.recommendation).toMatchObject({ outcome: 'review', reasons: ['record-consent-refused'] });
  });
});

describe('a business', () => {
  const active = { code: '91990000MA0000015Q', name: '沙盒晨光贸易有限公司', legalRepresentative: '张伟' };
  const company = (business: Partial<NonNullable<DeclarationBody['business']>>): Wishes => ({
    declaration: { subjectKind: 'company', legalName: '张伟', business: { ...active, ...business } },
  });

  test('whose legal representative applies passes, is held, and is admitted by a reviewer', async () => {
    const found = await heldWith(company({}));
    expect(resultOf(found, 'business-registry')).toBe('passed');
    expect(found.view.evidence.map(({ kind }) => kind)).toContain('business-licence');
    expect(found.view.declared.business).toEqual({ ...active, legalRepresentative: '张··' });
    expect(found.recommendation).toMatchObject({ outcome: 'admit', reasons: [] });
    expect(await decide(desk, found.id, approval)).toMatchObject({ state: 'admitted' });
  });

  test('of a sole proprietor passes just so', async () => {
    const business = { code: '92990000MA0000023G', name: '沙盒张伟百货店', legalRepresentative: '张伟' };
    const declaration = { subjectKind: 'sole-proprietor', legalName: '张伟', business } as const;
    expect(resultOf(await heldWith({ declaration }), 'business-registry')).toBe('passed');
  });

  test.each([
    [
      'of another representative',
      { code: '91990000MA0000031E', name: '沙盒远山科技有限公司' },
      'failed registry-mismatch',
    ],
    ['under another name', { name: '别的有限公司' }, 'failed registry-mismatch'],
    [
      'whose licence was revoked',
      { code: '91990000MA000004X6', name: '沙盒旧事商贸有限公司' },
      'failed registry-not-active',
    ],
    [
      'that was closed',
      { code: '91990000MA00000586', name: '沙盒落幕文化有限公司' },
      'failed registry-not-active',
    ],
    ['that nobody knows', { code: '91990000MA00009999' }, 'failed registry-not-found'],
    ['that cannot be asked about', { code: '91990000MA00000661' }, 'unavailable registry-unavailable'],
  ] as const)('%s is for a person to judge', async (_what, business, result) => {
    const found = await heldWith(company(business));
    expect(resultOf(found, 'business-registry')).toBe(result);
    expect(found.recommendation?.outcome).toBe('review');
  });

  test('with a check digit that does not add up is for a person to judge', async () => {
    const found = await heldWith(company({ code: '91990000MA0000015A' }));
    expect(resultOf(found, 'document-data')).toBe('inconclusive business-code-check-digit');
    expect(found.recommendation?.outcome).toBe('review');
  });
});
