// The applicant gets everything kept about them, why, until when, and who looked; and nothing about anybody else.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessView, downloadAccess, readAccess, readAccessPicture } from '../../server/contract/access.ts';
import { withdrawConsent } from '../../server/contract/privacy.ts';
import { claimCase, readCase } from '../../server/contract/review.ts';
import { revealCase } from '../../server/contract/reveal.ts';
import { placeOfTable } from '../../server/domain/access.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { declaration, faceFree, somebodyAt, type Somebody } from '../support/applicants.ts';
import { ann, approval, decide, lookAt } from '../support/desk.ts';
import { expectRefused } from '../support/expect-problem.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';

let portcullis: TestPortcullis;
beforeAll(async () => {
  portcullis = await startPortcullis();
});
afterAll(() => portcullis.close());

const paramsOf = ({ id }: Somebody) => ({ applicationId: id });
const copyOf = (one: Somebody) => one.client.call(readAccess, { params: paramsOf(one) });

test('every table with something about an application is in the copy, or on the list of what is not, and why', async () => {
  const { rows } = await portcullis.database.execute(
    `with recursive about (relation) as (
       select 'applications'::regclass::oid
       union
       select conrelid from pg_constraint join about on confrelid = relation
       where contype = 'f' and confrelid <> 'audit_events'::regclass -- a checkpoint is about no application
     )
     select relname from about join pg_class on pg_class.oid = relation
     union
     select table_name from information_schema.columns
     join information_schema.tables using (table_schema, table_name)
     where table_schema = 'public' and table_type = 'BASE TABLE' and column_name = 'application_id'
     order by 1`,
    [],
  );
  const tables = (rows as { relname: string }[]).map(({ relname }) => relname);
  expect(tables.length).toBeGreaterThan(25);
  expect(tables).toEqual(Object.keys(placeOfTable).sort());
});

describe('the copy', () => {
  test('has what was declared, answered, taken and looked at, with roles and without names of reviewers', async () => {
    const other = await somebodyAt(portcullis, 'held', {
      ...faceFree,
      declaration: { legalName: '王别', contact: { phone: '+86 10 5555 0199', email: null } },
    });
    const one = await somebodyAt(portcullis, 'held');
    const desk = await portcullis.reviewer({ ...ann, name: 'Ann Example' });
    const params = paramsOf(one);
    await desk.call(claimCase, { params });
    const { evidence } = await desk.call(readCase, { params });
    const [piece] = evidence;
    await lookAt(desk, one.id, piece?.evidenceId ?? '');
    await desk.call(revealCase, { params, body: { fields: ['legalName'] } });
    const copy = await copyOf(one);
    expect(copy).toMatchObject({
      application: { applicationId: one.id, jurisdiction: 'CN', jurisdictionBasis: 'document' },
      declared: { ...declaration },
      queries: [{ source: 'government-record', showedFace: true }],
    });
    expect(copy.consents.map(({ item }) => item).sort()).toEqual([
      'face',
      'government-query',
      'id-document',
      'retention',
    ]);
    expect(copy.evidence.length).toBeGreaterThan(4);
    expect(copy.captures).toMatchObject([{ hasFacialFeatures: true, agreement: 'nodded' }]);
    expect(copy.captures[0]?.statement).toContain(declaration.legalName);
    // nobody is led by results while it is open
    expect([copy.checks, copy.recommendations, copy.captures[0]?.frames]).toEqual([[], [], []]);
    expect(copy.leftOut).toContain('until-decided');
    await decide(desk, one.id, approval);
    const later = await copyOf(one);
    expect(later.leftOut).not.toContain('until-decided');
    expect(later.recommendations).toMatchObject([{ outcome: 'admit' }]);
    expect(later.decisions).toMatchObject([{ decision: 'approve', by: 'reviewer' }]);
    expect(later.captures[0]?.frames.length).toBeGreaterThan(10);
    const attack = later.checks.find(({ check }) => check === 'presentation-attack');
    expect(attack).toMatchObject({ outcome: 'unavailable', measurements: [] });
    expect(later.checks.some(({ measurements }) => measurements.length > 0)).toBe(true);
    expect(copy.looks).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ what: 'case.viewed', by: 'reviewer' }),
        expect.objectContaining({ what: 'evidence.viewed', detail: piece?.kind, why: 'review' }),
        expect.objectContaining({ what: 'case.revealed', detail: 'legalName' }),
      ]),
    );
    const text = JSON.stringify([copy, later]);
    for (const foreign of [other.id, '王别', '5555 0199', `"${ann.id}"`, 'Ann Example'])
      expect(text).not.toContain(foreign);
    for (const { entry } of copy.evidence) expect(copy.consents.map((row) => row.entry)).toContain(entry);
  });

  test('says until when, and why so long', async () => {
    const one = await somebodyAt(portcullis, 'held');
    const keepingOf = async (what: string) => (await copyOf(one)).keeping.find((row) => row.what === what);
    expect(await keepingOf('face')).toMatchObject({ isKept: true, until: null, because: 'under-review' });
    await decide(await portcullis.reviewer(ann), one.id, approval);
    expect(await keepingOf('face')).toMatchObject({ because: 'decided', allowedBy: 'face' });
    expect(await keepingOf('document')).toMatchObject({ until: null, because: 'while-selling' });
    await one.client.call(withdrawConsent, { params: { ...paramsOf(one), item: 'id-document' } });
    const locked = await keepingOf('document');
    expect(locked?.lockedAt).not.toBeNull();
    const copy = await copyOf(one);
    expect(copy.declared?.legalName).toBe(declaration.legalName);
    const photo = copy.evidence.find(({ kind }) => kind === 'id-front');
    const params = { ...paramsOf(one), evidenceId: photo?.evidenceId ?? '' };
    expect((await one.client.call(readAccessPicture, { params })).length).toBe(photo?.bytes);
  });

  test('tells what was erased by its hash, and gives no picture of it', async () => {
    const one = await somebodyAt(portcullis, 'held');
    await one.client.call(withdrawConsent, { params: { ...paramsOf(one), item: 'face' } });
    const { evidence, captures } = await copyOf(one);
    const frame = evidence.find(({ kind }) => kind === 'best-frame');
    expect(frame).toMatchObject({ link: null });
    expect(frame?.erasedAt).not.toBeNull();
    expect(captures).toMatchObject([{ hasFacialFeatures: false }]);
    const params = { ...paramsOf(one), evidenceId: frame?.evidenceId ?? '' };
    await expectRefused(one.client.call(readAccessPicture, { params }), 'not-found');
  });

  test('is on record each time, comes as a file too, and for nobody else', async () => {
    const [one, other] = [
      await somebodyAt(portcullis, 'declared', faceFree),
      await somebodyAt(portcullis, 'opened'),
    ];
    const file = await one.client.call(downloadAccess, { params: paramsOf(one) });
    expect(accessView.parse(JSON.parse(Buffer.from(file).toString('utf8'))).declared?.legalName).toBe(
      declaration.legalName,
    );
    const trail = await portcullis.database.audit.of(one.id as ApplicationId);
    expect(trail.filter(({ type }) => type === 'data.accessed')).toHaveLength(1);
    await expectRefused(other.client.call(readAccess, { params: paramsOf(one) }), 'not-found');
  });

  test('of a business leaves out a representative who is somebody else', async () => {
    const one = await somebodyAt(portcullis, 'held', {
      ...faceFree,
      declaration: {
        subjectKind: 'company',
        business: { code: '91990000MA0000015Q', name: '沙盒（晨光）公司', legalRepresentative: '林试' },
      },
    });
    const { registered } = await copyOf(one);
    expect(registered).toMatchObject([{ business: { name: '沙盒晨光贸易有限公司', state: 'active' } }]);
    expect(JSON.stringify(registered)).not.toContain('张伟'); // whom the register names
  });
});
