// What people at the desk wrote about an application: kept as it is until who it is about goes, then blank for good.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApplicationId } from '../../../../server/domain/application.ts';
import { answerRow, give } from './quality-stories.ts';
import { decide, later, morning, newId, openInReview, openTestStores, type TestStores } from './stories.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

const wrote = 'Zhang San called, 138 0000 0000';
const kinds = { decisions: 1, escalations: 1, revocations: 1, audits: 0 };
const nothing = { decisions: 0, escalations: 0, revocations: 0, audits: 0 };

/** Given to the leads, decided, looked at once more, revoked; with a text wherever there is room for one. */
async function writtenAbout(): Promise<ApplicationId> {
  const { db } = stores;
  const id = await openInReview(db);
  await db.applications.save(id, { declarationSealed: new Uint8Array([1]) });
  const written = { applicationId: id, reviewerId: 'r_ann', note: wrote, at: later(10) };
  await db.escalations.add({ ...written, round: 1, reason: 'cannot-tell' });
  await decide(db, id, 'r_bo', 'approve', { message: wrote, note: wrote });
  await db.applications.save(id, { state: 'admitted', decidedAt: later(30) });
  const alias = await give(db, id, { reviewerId: 'r_cy' });
  await db.qualityTasks.answer(answerRow(alias, { reviewerId: 'r_cy', message: wrote, note: wrote }));
  const reason = 'fraud-found';
  await db.revocations.add({ ...written, reviewerId: 'r_bo', reason, message: wrote, at: later(99) });
  await db.applications.save(id, { state: 'revoked', decidedAt: later(99) });
  return id;
}

const eraseDeclaration = (id: ApplicationId): Promise<void> =>
  stores.db.applications.save(id, { declarationSealed: null });

/** Every row about it, as it lies in the tables. */
async function rowsOf(id: ApplicationId): Promise<string> {
  const of = (table: string): string =>
    `select to_jsonb(it)::text as row from ${table} it where application_id = $1`;
  const { rows } = await stores.db.execute(
    [
      of('review_decisions'),
      of('escalations'),
      of('revocations'),
      `select to_jsonb(it)::text from quality_reviews it
       join quality_tasks on quality_tasks.alias = it.alias where application_id = $1`,
    ].join(' union all '),
    [id],
  );
  return (rows as { row: string }[]).map(({ row }) => row).join('\n');
}

test('stays while the declaration does, and goes without a trace of it after that', async () => {
  const { db } = stores;
  const id = await writtenAbout();
  await expect(db.retention.forgetTexts(id)).rejects.toThrow('is append-only');
  const before = await rowsOf(id);
  expect(before.split(wrote)).toHaveLength(8);
  await eraseDeclaration(id);
  expect(await db.retention.forgetTexts(id)).toEqual(kinds);
  expect(await rowsOf(id)).toBe(before.replaceAll(wrote, ''));
  expect(await db.retention.forgetTexts(id)).toEqual(nothing);
});

test('is kept under a legal hold, whoever wants it gone', async () => {
  const { db } = stores;
  const id = await writtenAbout();
  await eraseDeclaration(id);
  const hold = { id: newId('h'), applicationId: id, reason: 'an inspection', setBy: null, setAt: morning };
  await db.retention.setHold(hold);
  const before = await rowsOf(id);
  await expect(db.retention.forgetTexts(id)).rejects.toThrow('under legal hold');
  for (const blanking of [
    "review_decisions set message = '', note = ''",
    "escalations set note = ''",
    "revocations set message = '', note = ''",
  ])
    await expect(db.execute(`update ${blanking} where application_id = $1`, [id])).rejects.toThrow(
      'under legal hold',
    );
  expect(await rowsOf(id)).toBe(before);
  await db.retention.liftHold(id, { reason: 'over', by: null, at: later(200) });
  expect(await db.retention.forgetTexts(id)).toEqual(kinds);
});

test('goes alone, and is not written anew', async () => {
  const { db } = stores;
  const id = await writtenAbout();
  await eraseDeclaration(id);
  const changes = {
    review_decisions: ["note = 'x'", "note = '', decision = 'refuse'", "message = '', at = now()"],
    escalations: ["note = 'x'", "note = '', reason = 'rule-unclear'"],
    revocations: ["message = 'x'", "note = '', reason = 'identity-in-doubt'"],
  };
  const tryAll = async (): Promise<void> => {
    for (const [table, assignments] of Object.entries(changes))
      for (const assignment of assignments)
        await expect(
          db.execute(`update ${table} set ${assignment} where application_id = $1`, [id]),
        ).rejects.toThrow('is append-only');
  };
  await tryAll();
  await db.retention.forgetTexts(id);
  await tryAll();
  for (const table of Object.keys(changes))
    await expect(db.execute(`delete from ${table} where application_id = $1`, [id])).rejects.toThrow(
      'is append-only',
    );
});

test('is not blank while somebody has still to read it', async () => {
  const { db } = stores;
  const id = await openInReview(db);
  await decide(db, id, 'r_ann', 'approve', { note: wrote });
  await expect(db.retention.forgetTexts(id)).rejects.toThrow('is append-only');
});

describe('why a case was given away or an admission taken back', () => {
  test.each(['escalations', 'revocations'] as const)(
    'is said in words when it happens: %s',
    async (table) => {
      const { db } = stores;
      const id = await openInReview(db);
      const row = { applicationId: id, reviewerId: 'r_bo', note: '', at: later(10) };
      const added =
        table === 'escalations'
          ? db.escalations.add({ ...row, round: 1, reason: 'cannot-tell' })
          : db.revocations.add({ ...row, reason: 'fraud-found', message: '' });
      await expect(added).rejects.toThrow('needs a note');
    },
  );
});

test('is due like the rest of who it is about, also where that went before', async () => {
  const { db } = stores;
  const id = await writtenAbout();
  await eraseDeclaration(id);
  const after = new Date('2030-01-01T00:00:00.000Z');
  expect((await db.retention.factsOf(id))?.kept).toEqual(['document']);
  expect(await db.retention.dueApplications(later(200), 100)).not.toContain(id);
  expect(await db.retention.dueApplications(after, 100)).toContain(id);
  await db.retention.forgetTexts(id);
  expect((await db.retention.factsOf(id))?.kept).toEqual([]);
  expect(await db.retention.dueApplications(after, 100)).not.toContain(id);
});
