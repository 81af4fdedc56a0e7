// Check results and recommendations: the first of a round is kept.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CheckReport } from '../../../../server/domain/check.ts';
import { morning, newSha256, openDraft, openTestStores } from './stories.ts';
import type { TestStores } from './stories.ts';

let stores: TestStores;
beforeAll(async () => (stores = await openTestStores()));
afterAll(() => stores.close());

const passed: CheckReport = {
  check: 'document-data',
  result: { outcome: 'passed' },
  measurements: [],
};
const unclear: CheckReport = {
  check: 'document-face-match',
  result: { outcome: 'inconclusive', reason: 'document-face-unclear' },
  measurements: [{ name: 'distance', value: 0.55, unit: '', limit: 0.5, better: 'lower' }],
};

test('gives reports back in the order of the checks, of one round only', async () => {
  const { db } = stores;
  const id = await openDraft(db);
  await db.verification.record(id, 1, [unclear, passed], morning);
  await db.verification.record(id, 2, [unclear], morning);
  await db.verification.record(id, 2, [], morning);
  expect(await db.verification.reports(id, 1)).toEqual([passed, unclear]);
  expect(await db.verification.reports(id, 2)).toEqual([unclear]);
});

test('a second report of the same check changes nothing', async () => {
  const { db } = stores;
  const id = await openDraft(db);
  const failed: CheckReport = {
    ...passed,
    result: { outcome: 'failed', reason: 'under-age' },
  };
  await db.verification.record(id, 1, [passed], morning);
  await db.verification.record(id, 1, [failed, unclear], morning);
  expect(await db.verification.reports(id, 1)).toEqual([passed, unclear]);
});

test('erases what no longer holds, so that it can be found anew', async () => {
  const { db } = stores;
  const id = await openDraft(db);
  await db.verification.record(id, 1, [passed, unclear], morning);
  await db.verification.erase(id, 1, []);
  await db.verification.erase(id, 2, ['document-data']);
  await db.verification.erase(id, 1, ['document-face-match', 'liveness']);
  expect(await db.verification.reports(id, 1)).toEqual([passed]);
});

test('what the register said stays as it was said first, until its check is erased or the declaration is', async () => {
  const { db } = stores;
  const id = await openDraft(db);
  const [first, second] = [Uint8Array.of(1, 2), Uint8Array.of(3)];
  const kept = async (round: number) => {
    const sealed = await db.verification.registered(id, round);
    return sealed && [...sealed];
  };
  await db.verification.keepRegistered(id, 1, first);
  await db.verification.keepRegistered(id, 1, second);
  await db.verification.keepRegistered(id, 2, second);
  await db.verification.erase(id, 2, ['document-data']);
  expect([await kept(1), await kept(2), await kept(3)]).toEqual([[1, 2], [3], null]);
  await db.verification.erase(id, 2, ['business-registry']);
  expect([await kept(1), await kept(2)]).toEqual([[1, 2], null]);
  await db.applications.save(id, { declarationSealed: first });
  expect(await kept(1)).toEqual([1, 2]);
  await db.applications.save(id, { declarationSealed: null });
  expect(await kept(1)).toBeNull();
});

test.each([
  ['passed', 'under-age'],
  ['failed', null],
  ['unavailable', null],
])('refuses a check that is %s with the reason %s', async (outcome, reason) => {
  const { db } = stores;
  const id = await openDraft(db);
  const insert = db.execute(
    'insert into check_results (application_id, round, check_name, outcome, reason, at) values ($1, 1, $2, $3, $4, now())',
    [id, 'liveness', outcome, reason],
  );
  await expect(insert).rejects.toThrow(/check constraint/);
});

test('the first recommendation of a round is kept', async () => {
  const { db } = stores;
  const id = await openDraft(db);
  const first = {
    applicationId: id,
    round: 1,
    outcome: 'review',
    reasons: ['document-face-unclear', 'face-free-path'],
    policyVersion: 'test',
    judgedBy: { engine: 'test', record: 'sandbox', registry: null },
    sealed: null,
    facts: { resubmissionsLeft: 3, checks: { 'document-data': { outcome: 'passed' } } },
    sealSha256: newSha256(),
    at: morning,
  } as const;
  expect(await db.verification.recommendation(id, 1)).toBeNull();
  expect(await db.verification.seal(first)).toBe(true);
  expect(await db.verification.seal({ ...first, outcome: 'admit', reasons: [] })).toBe(false);
  expect(await db.verification.recommendation(id, 1)).toEqual(first);
  expect(await db.verification.recommendation(id, 2)).toBeNull();
});

test.each([
  ['admit', ['under-age']],
  ['review', []],
  ['refuse', []],
] as const)('refuses to recommend %s for the reasons %j', async (outcome, reasons) => {
  const { db } = stores;
  const id = await openDraft(db);
  const sealed = db.verification.seal({
    applicationId: id,
    round: 1,
    outcome,
    reasons,
    policyVersion: 'test',
    judgedBy: null,
    sealed: null,
    facts: {},
    sealSha256: newSha256(),
    at: morning,
  });
  await expect(sealed).rejects.toThrow(/check constraint/);
});
