// What tells who it is stays masked on the server until who holds the case asks for it, and each look is on record.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { revealCase } from '../../server/contract/reveal.ts';
import { claimCase, decideCase, readCase } from '../../server/contract/review.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { caseFields } from '../../server/domain/case-field.ts';
import { declaration, somebodyAt, type Somebody } from '../support/applicants.ts';
import { ann, approval, bea, cem, fraudRefusal } from '../support/desk.ts';
import { expectRefused } from '../support/expect-problem.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';
import type { ApiClient } from '../try/http-client.ts';

let portcullis: TestPortcullis;
let desks: { ann: ApiClient; bea: ApiClient; cem: ApiClient };
let applicant: Somebody;
let params: { applicationId: string };
const wishes = {
  declaration: {
    subjectKind: 'sole-proprietor' as const,
    business: { code: '92990101MA00000013', name: '木偶百货店', legalRepresentative: '林试' },
    contact: { phone: '+86 10 5555 0199', email: 'lin@example.com' },
  },
};
const secrets = ['林试', declaration.citizenId, '1990-01-01', '5555 0199', 'lin@example.com'];

beforeAll(async () => {
  portcullis = await startPortcullis();
  desks = {
    ann: await portcullis.reviewer(ann),
    bea: await portcullis.reviewer(bea),
    cem: await portcullis.reviewer(cem),
  };
  applicant = await somebodyAt(portcullis, 'held', wishes);
  params = { applicationId: applicant.id };
});
afterAll(() => portcullis.close());
beforeEach(async () => {
  await portcullis.database.reviews.endClaim(applicant.id as ApplicationId);
});

const looks = async (): Promise<readonly unknown[]> =>
  (await portcullis.database.audit.of(applicant.id as ApplicationId))
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
  expect(JSON.stringify(await portcullis.database.audit.of(applicant.id as ApplicationId))).not.toMatch(
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
  const other = await somebodyAt(portcullis, 'held', wishes);
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
