// What a reviewer is shown beside the pictures, what of it is masked until they ask, what stays hidden from a second one.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { viewReceipt } from '../../server/contract/case-receipt.ts';
import { changeShift } from '../../server/contract/queue.ts';
import { readReceipt } from '../../server/contract/receipt.ts';
import { revealCase } from '../../server/contract/reveal.ts';
import { claimCase, decideCase, readCase, type CaseView } from '../../server/contract/review.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { caseFields } from '../../server/domain/case-field.ts';
import { appealRefusal } from '../../server/features/application/appeal-refusal.ts';
import { declaration, faceFree, somebodyAt, type Somebody, type Wishes } from '../support/applicants.ts';
import { ann, approval, bea, cem, decide, fraudRefusal, lookAt, refusal } from '../support/desk.ts';
import { expectRefused } from '../support/expect-problem.ts';
import { faceOf } from '../support/quality-desks.ts';
import { giveAgain } from '../support/quality.ts';
import { sha256 } from '../support/receipts.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';
import type { ApiClient } from '../try/http-client.ts';

let portcullis: TestPortcullis;
let desks: { ann: ApiClient; bea: ApiClient; cem: ApiClient };
let params: { applicationId: string };
let captured: Somebody;
beforeAll(async () => {
  portcullis = await startPortcullis();
  desks = {
    ann: await portcullis.reviewer(ann),
    bea: await portcullis.reviewer(bea),
    cem: await portcullis.reviewer(cem),
  };
  captured = await somebodyAt(portcullis, 'held', wishes);
  params = { applicationId: captured.id };
}, 300_000);
afterAll(() => portcullis.close());
beforeEach(() => portcullis.database.reviews.endClaim(captured.id as ApplicationId));

const wishes = {
  declaration: {
    subjectKind: 'sole-proprietor' as const,
    business: { code: '92990101MA00000013', name: '木偶百货店', legalRepresentative: '林试' },
    contact: { phone: '+86 10 5555 0199', email: 'lin@example.com' },
  },
};
const secrets = ['林试', declaration.citizenId, '1990-01-01', '5555 0199', 'lin@example.com'];

const open = (somebody: Somebody): Promise<CaseView> =>
  desks.ann.call(readCase, { params: { applicationId: somebody.id } });
const company = (code: string, name: string, legalRepresentative: string): Wishes => ({
  ...faceFree,
  declaration: { subjectKind: 'company', business: { code, name, legalRepresentative } },
});
const said = ({ compared }: CaseView, field: string): string | undefined => {
  const row = compared.find((one) => one.field === field);
  return row && `${row.agreement}${row.reason === null ? '' : ` ${row.reason}`}`;
};

test('a record that agrees is shown field by field, and the faces for themselves', async () => {
  const view = await open(captured);
  expect(said(view, 'legalName')).toBe('agrees');
  expect(said(view, 'citizenId')).toBe('agrees');
  expect(said(view, 'businessCode')).toBe('disagrees registry-not-found');
  for (const field of ['recordFace', 'documentFace'])
    expect(said(view, field)).toMatch(/^(agrees|not-answered)/);
});

test('a record that disagrees, or was not asked, says so of name and number together', async () => {
  const disagreeing = { ...faceFree, declaration: { citizenId: '99000019900101021X' } };
  const view = await open(await somebodyAt(portcullis, 'held', disagreeing));
  expect(said(view, 'legalName')).toBe('disagrees record-mismatch');
  expect(said(view, 'recordFace')).toBe('not-answered record-mismatch');
  expect(said(view, 'documentFace')).toBe('not-answered face-not-asked');
  const unasked = { consents: { face: 'refused', 'government-query': 'refused' } } as const;
  const silent = await open(await somebodyAt(portcullis, 'held', unasked));
  expect(said(silent, 'businessCode')).toBeUndefined();
  expect(said(silent, 'citizenId')).toBe('not-answered record-consent-refused');
});

test('a register is shown field by field, whatever it makes of the whole', async () => {
  const differs = company('91990000MA0000031E', '沙盒远山科技有限公司', '李娜');
  const view = await open(await somebodyAt(portcullis, 'held', differs));
  expect(said(view, 'businessCode')).toBe('agrees');
  expect(said(view, 'businessName')).toBe('agrees');
  expect(said(view, 'legalRepresentative')).toBe('agrees');
  expect(said(view, 'applicantRepresents')).toBe('disagrees registry-mismatch');
  const closed = company('91990000MA000004X6', '沙盒旧事商贸有限公司', '林试');
  const other = await open(await somebodyAt(portcullis, 'held', closed));
  expect(said(other, 'businessName')).toBe('agrees');
  expect(said(other, 'legalRepresentative')).toBe('disagrees registry-mismatch');
  const unknown = company('91990000MA0000099X', '木偶有限公司', '林试');
  const none = await open(await somebodyAt(portcullis, 'held', unknown));
  expect(said(none, 'businessCode')).toBe('disagrees registry-not-found');
  expect(said(none, 'businessName')).toBe('not-answered registry-not-found');
});

test('what the register has is shown with its people and place masked until somebody asks', async () => {
  const fined = company('91990000MA0000154F', '沙盒误期食品有限公司', '张伟');
  const somebody = await somebodyAt(portcullis, 'held', fined);
  const view = await open(somebody);
  expect(view.registered).toMatchObject({
    state: 'active',
    name: '沙盒误期食品有限公司',
    legalRepresentative: '张··',
    establishedOn: '2019-05-06',
    validUntil: null,
    penalties: [{ kind: 'penalty', on: '2025-06-12' }],
  });
  expect(JSON.stringify(view)).not.toMatch(/张伟|示例路/);
  const at = { params: { applicationId: somebody.id } };
  await desks.ann.call(claimCase, at);
  const clear = await desks.ann.call(revealCase, { ...at, body: { fields: ['registered'] } });
  expect(clear).toEqual({
    registered: { legalRepresentative: '张伟', address: '沙盒市样板区示例路 1 号' },
  });
  const { rows } = await portcullis.database.execute(
    "select encode(sealed, 'escape') as text from registered_businesses where application_id = $1",
    [somebody.id],
  );
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain('active');
  expect((await open(captured)).registered).toBeNull();
  await decide(desks.ann, somebody.id, refusal);
  await appealRefusal(
    { database: portcullis.database, clock: { now: () => new Date() } },
    somebody.id as ApplicationId,
  );
  const appealed = await desks.bea.call(readCase, at);
  expect([appealed.round, appealed.registered]).toEqual([2, view.registered]);
});

test('the receipt is verified at each look, and kept as a file until the case is decided', async () => {
  const view = await open(captured);
  expect(view.receipt).toMatchObject({ verdict: 'verified', fault: null, hasFile: false });
  expect(view.receipt?.said?.frames).toBeGreaterThan(10);
  await expectRefused(desks.ann.call(viewReceipt, { params }), 'event-not-possible');
  const { database } = portcullis;
  await database.execute(
    "update liveness_sessions set agreement = 'held' where application_id = $1 and state = 'complete'",
    [captured.id],
  );
  expect((await open(captured)).receipt).toMatchObject({ verdict: 'differs', fault: 'agreement' });
  await database.execute(
    "update liveness_sessions set receipt = receipt || 'x', agreement = 'nodded' where application_id = $1",
    [captured.id],
  );
  expect((await open(captured)).receipt).toMatchObject({ verdict: 'not-signed' });
  await database.execute(
    "update liveness_sessions set receipt = left(receipt, -1) where application_id = $1 and state = 'complete'",
    [captured.id],
  );
  expect((await open(captured)).receipt).toEqual(view.receipt);
});

test('once decided, the receipt is downloaded as the applicant has it, with a trace', async () => {
  const decided = await somebodyAt(portcullis, 'held', wishes);
  const its = { applicationId: decided.id };
  await decide(desks.ann, decided.id, refusal);
  expect((await open(decided)).receipt).toMatchObject({ verdict: 'verified', hasFile: true });
  const file = await desks.ann.call(viewReceipt, { params: its });
  expect(file).toEqual(await decided.client.call(readReceipt, { params: its }));
  const trail = await portcullis.database.audit.of(decided.id as ApplicationId);
  expect(trail.at(-1)).toMatchObject({ type: 'receipt.viewed', actor: { reviewerId: 'ann' } });
});

test('who gave no face has no receipt to be downloaded', async () => {
  const applicant = await somebodyAt(portcullis, 'held', faceFree);
  expect((await open(applicant)).receipt).toBeNull();
  await decide(desks.ann, applicant.id, refusal);
  await expectRefused(desks.ann.call(viewReceipt, { params: { applicationId: applicant.id } }), 'not-found');
});

test('other applications of the same person and business are listed with their outcome, but not while they wait', async () => {
  const phone = { contact: { phone: '+86 138 1111 2222', email: null } };
  const first = await somebodyAt(portcullis, 'held', {
    ...faceFree,
    declaration: { citizenId: '990000199001010308', ...phone },
  });
  await decide(desks.ann, first.id, refusal);
  const waiting = await somebodyAt(portcullis, 'held', {
    ...faceFree,
    declaration: { citizenId: '990000199001010105', ...phone },
  });
  await decide(desks.ann, waiting.id, fraudRefusal);
  const again = await somebodyAt(portcullis, 'held', {
    ...faceFree,
    declaration: { citizenId: '990000199001010308', ...phone },
  });
  const { related } = await desks.bea.call(readCase, { params: { applicationId: again.id } });
  expect(
    related.map(({ applicationId, by, outcome }) => ({ applicationId, by: by.toSorted(), outcome })),
  ).toEqual([
    { applicationId: waiting.id, by: ['phone'], outcome: null },
    {
      applicationId: first.id,
      by: ['citizen', 'phone'],
      outcome: { decision: 'refuse', reasons: ['identity-not-established'] },
    },
  ]);
});

test('the second of two people sees neither that the first decided what, nor what the gate made of it', async () => {
  const applicant = await somebodyAt(portcullis, 'held', faceFree);
  const params = { applicationId: applicant.id };
  const decided = await decide(desks.ann, applicant.id, { ...fraudRefusal, note: 'borrowed card' });
  expect(decided.trail.map(({ type }) => type).slice(-2)).toEqual(['review.decided', 'gate.decided']);
  const blind = await desks.bea.call(claimCase, { params });
  const types = blind.trail.map(({ type }) => type);
  expect(types).not.toContain('review.decided');
  expect(types.filter((type) => type === 'gate.decided')).toHaveLength(1);
  expect(JSON.stringify(blind)).not.toContain('borrowed');
  const open = await decide(desks.bea, applicant.id, approval);
  expect(open.decisions).toHaveLength(2);
});

const looks = async (): Promise<readonly unknown[]> =>
  (await portcullis.database.audit.of(captured.id as ApplicationId))
    .filter(({ type }) => type === 'case.revealed')
    .map(({ actor, data }) => ({ actor, data }));

test('a case carries nothing that tells who it is', async () => {
  const opened = await desks.ann.call(claimCase, { params });
  const text = JSON.stringify(opened);
  for (const secret of secrets) expect(text).not.toContain(secret);
  expect(opened.declared).toMatchObject({
    legalName: '林··',
    citizenId: '990***********0105',
    business: { name: '木偶百货店', legalRepresentative: '林··' },
  });
  expect(opened.willingness?.statement).toContain('林··');
});

test('who holds it is told what they ask for and no more, and each part is on record by its name', async () => {
  await desks.ann.call(claimCase, { params });
  const before = (await looks()).length;
  const some = await desks.ann.call(revealCase, {
    params,
    body: { fields: ['phone', 'citizenId', 'phone'] },
  });
  expect(some).toEqual({ phone: '+86 10 5555 0199', citizenId: declaration.citizenId });
  const actor = { kind: 'reviewer', reviewerId: 'ann' };
  expect((await looks()).slice(before)).toEqual([
    { actor, data: { field: 'phone' } },
    { actor, data: { field: 'citizenId' } },
  ]);
  const all = await desks.ann.call(revealCase, { params, body: { fields: [...caseFields] } });
  expect(all).toMatchObject({
    legalName: '林试',
    birthDate: '1990-01-01',
    legalRepresentative: '林试',
    email: 'lin@example.com',
    texts: [],
  });
  expect(all.statement).toContain('林试');
  expect(JSON.stringify(await portcullis.database.audit.of(captured.id as ApplicationId))).not.toMatch(
    new RegExp(secrets.map((secret) => secret.replace('.', String.raw`\.`)).join('|')),
  );
});

test('nobody else is told, and what was refused is no look; a lead is told without holding it', async () => {
  const before = (await looks()).length;
  const body = { fields: ['legalName' as const] };
  await expectRefused(desks.ann.call(revealCase, { params, body }), 'case-not-claimed');
  await desks.cem.call(claimCase, { params });
  await expectRefused(desks.ann.call(revealCase, { params, body }), 'case-claimed-by-another');
  expect(await looks()).toHaveLength(before);
  expect(await desks.bea.call(revealCase, { params, body })).toEqual({ legalName: '林试' });
  expect(await looks()).toHaveLength(before + 1);
});

test('what was never submitted is told to no lead either', async () => {
  const draft = await somebodyAt(portcullis, 'declared');
  const look = desks.bea.call(revealCase, {
    params: { applicationId: draft.id },
    body: { fields: ['legalName'] },
  });
  await expectRefused(look, 'not-found');
});

test('a second reviewer is told nothing of what the first one wrote, neither masked nor in the clear', async () => {
  const other = await somebodyAt(portcullis, 'held', faceFree);
  const its = { applicationId: other.id };
  await desks.ann.call(claimCase, { params: its });
  const note = '林试 used a borrowed card';
  const message = '林试，资料不足';
  await desks.ann.call(decideCase, { params: its, body: { ...fraudRefusal, message, note } });
  await desks.cem.call(claimCase, { params: its });
  const blind = await desks.cem.call(revealCase, { params: its, body: { fields: ['texts'] } });
  expect(blind).toEqual({ texts: [] });
  const decided = await desks.cem.call(decideCase, { params: its, body: approval });
  expect(decided.decisions[0]).toMatchObject({
    message: '林··，资料不足',
    note: '林·· used a borrowed card',
  });
  const seen = await desks.bea.call(readCase, { params: its });
  expect(seen.decisions).toEqual([]);
});

test('given once more under an alias, a captured case shows its film and its receipt, and names the original nowhere', async () => {
  const before = await open(captured);
  await decide(desks.ann, captured.id, refusal);
  // on another day: the statement has the day in it, and everybody has signed in anew
  portcullis.clock.putForward(30 * 3_600_000);
  desks = {
    ann: await portcullis.reviewer(ann),
    bea: await portcullis.reviewer(bea),
    cem: await portcullis.reviewer(cem),
  };
  const dan = await portcullis.reviewer({ id: 'dan', name: 'Dan', role: 'reviewer' });
  await dan.call(changeShift, { body: { isOn: true } });
  const { alias, reviewerId } = await giveAgain(portcullis, captured.id);
  const desk = { ...desks, dan }[reviewerId as keyof typeof desks | 'dan'];
  const params = { applicationId: alias };
  const [film, real] = [await desk.call(readCase, { params }), await open(captured)];
  expect(film).toMatchObject({ state: 'in_review', decisions: [] });
  // the hash is of a statement with another day in it
  const told = ({ receipt }: CaseView) =>
    faceOf({ ...receipt, said: { ...receipt?.said, statementSha256: '' } });
  expect(told(film)).toEqual(told(before));
  expect(film.receipt).toMatchObject({ verdict: 'verified', hasFile: false });
  const movedBy = (of: (view: CaseView) => string | undefined): number =>
    Date.parse(of(film) ?? '') - Date.parse(of(before) ?? '');
  expect(movedBy(({ receipt }) => receipt?.said?.signedAt)).toBe(
    movedBy(({ evidence: [first] }) => first?.addedAt),
  );
  expect(film.liveness).not.toBeNull();
  expect(faceOf(film.liveness)).toEqual(faceOf(real.liveness));
  expect(film.evidence.map(({ kind }) => kind)).toEqual(real.evidence.map(({ kind }) => kind));
  await desk.call(claimCase, { params });
  const { statement } = await desk.call(revealCase, { params, body: { fields: [...caseFields] } });
  expect(statement).toContain('林试');
  expect(film.receipt?.said?.statementSha256).toBe(sha256(statement ?? ''));
  expect(JSON.stringify([film, statement])).not.toContain(captured.id);
  await expectRefused(desk.call(viewReceipt, { params }), 'event-not-possible');
  const best = film.evidence.find(({ kind }) => kind === 'best-frame')?.evidenceId ?? '';
  expect(await lookAt(desk, alias, best)).toEqual(await lookAt(desks.ann, captured.id, best, 'audit'));
  const [, ofAlias] = (await portcullis.database.audit.of(captured.id as ApplicationId)).toReversed();
  expect(ofAlias).toMatchObject({ type: 'quality.acted', actor: { reviewerId } });
});
