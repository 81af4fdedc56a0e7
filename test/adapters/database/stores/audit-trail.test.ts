// The trail has one order without gaps, whoever writes at the same time.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyTrail } from '../../../../server/adapters/database/verify-trail.ts';
import type { ApplicationId } from '../../../../server/domain/application.ts';
import type { AuditEvent } from '../../../../server/domain/audit-event.ts';
import type { Stores } from '../../../../server/ports/database.ts';
import { later, morning, newSha256, openDraft, openTestStores } from './stories.ts';
import type { TestStores } from './stories.ts';

let stores: TestStores;
beforeAll(async () => (stores = await openTestStores()));
afterAll(() => stores.close());

const viewed = (applicationId: ApplicationId | null, at = morning): AuditEvent => ({
  type: 'case.viewed',
  applicationId,
  actor: { kind: 'reviewer', reviewerId: 'r_ann' },
  at,
  data: {},
});

const checked = (applicationId: ApplicationId, round: number): AuditEvent => ({
  type: 'check.finished',
  applicationId,
  actor: { kind: 'system' },
  at: later(round),
  data: { round, check: 'document-data', outcome: 'passed', reason: null },
});

async function readHead(db: Stores): Promise<{ seq: number; hash: string }> {
  const { rows } = await db.execute('select seq, hash from audit_head', []);
  return rows[0] as { seq: number; hash: string };
}

async function expectWhole(db: Stores): Promise<void> {
  const head = await readHead(db);
  const entries = await db.audit.page(0, 10_000);
  expect(verifyTrail(entries, { expectedHead: head })).toEqual({ whole: true, head });
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
}

test('appends in call order and gives the entries of one application back', async () => {
  const { db } = stores;
  const [id, other] = [await openDraft(db), await openDraft(db)];
  await db.audit.append(viewed(id), checked(id, 1), viewed(other));
  await db.audit.append();
  await db.audit.append(checked(id, 2), viewed(null));
  expect(await db.audit.of(id)).toMatchObject([viewed(id), checked(id, 1), checked(id, 2)]);
  await expectWhole(db);
});

test('pages after a sequence number', async () => {
  const { db } = stores;
  const { seq } = await readHead(db);
  const id = await openDraft(db);
  await db.audit.append(checked(id, 1), checked(id, 2), checked(id, 3));
  expect((await db.audit.page(seq, 2)).map((entry) => entry.seq)).toEqual([seq + 1, seq + 2]);
  expect((await db.audit.page(seq + 2, 2)).map((entry) => entry.seq)).toEqual([seq + 3]);
  expect(await db.audit.page(seq + 3, 2)).toEqual([]);
});

test('a text that needs escaping, a rare character and a fraction survive the round trip', async () => {
  const { db } = stores;
  const id = await openDraft(db);
  await db.audit.append({
    type: 'government-record.asked',
    applicationId: id,
    actor: { kind: 'system' },
    at: new Date('2026-11-02T01:02:03.004Z'),
    data: { round: 1, provider: 'sandbox', answer: '𠮷 · "\\ \u2028 \u00e9 1.10 ' },
  });
  await expectWhole(db);
});

test('ten transactions that append at once keep one chain without gaps', async () => {
  const { db } = stores;
  const ids = await Promise.all(Array.from({ length: 10 }, () => openDraft(db)));
  const { seq } = await readHead(db);
  await Promise.all(
    ids.map((id) =>
      db.transaction(async (tx) => {
        await tx.applications.lock(id);
        await tx.applications.save(id, { language: 'en' });
        await tx.audit.append(checked(id, 1), checked(id, 2));
      }),
    ),
  );
  expect((await readHead(db)).seq).toBe(seq + 20);
  await expectWhole(db);
});

test('what a transaction appended is gone with it, and leaves no gap', async () => {
  const { db } = stores;
  const id = await openDraft(db);
  const failed = db.transaction(async (tx) => {
    await tx.audit.append(viewed(id));
    throw new Error('changed my mind');
  });
  await expect(failed).rejects.toThrow('changed my mind');
  await db.audit.append(viewed(id, later(1)));
  expect(await db.audit.of(id)).toHaveLength(1);
  await expectWhole(db);
});

test('refuses an entry that does not follow the head', async () => {
  const { db } = stores;
  const id = await openDraft(db);
  await db.audit.append(viewed(id));
  const { seq, hash } = await readHead(db);
  const insert = (nextSeq: number, previousHash: string) =>
    db.execute(
      `insert into audit_events (seq, application_id, type, actor, at, data, previous_hash, hash)
       values ($1, null, 'case.viewed', '{}', '2026-11-02T01:00:00Z', '{}', $2, $3)`,
      [nextSeq, previousHash, newSha256()],
    );
  await expect(insert(seq, hash)).rejects.toThrow('duplicate key');
  await expect(insert(seq + 2, hash)).rejects.toThrow('does not follow');
  await expect(insert(seq + 1, newSha256())).rejects.toThrow('does not follow');
  await expectWhole(db);
});

test('refuses entries of one statement of which one does not follow the other', async () => {
  const { db } = stores;
  const { seq, hash } = await readHead(db);
  const [one, two] = [newSha256(), newSha256()];
  const insert = (secondSeq: number, secondPrevious: string) =>
    db.execute(
      `insert into audit_events (seq, type, actor, at, data, previous_hash, hash) values
       ($1, 'case.viewed', '{}', '2026-11-02T01:00:00Z', '{}', $2, $3),
       ($4, 'case.viewed', '{}', '2026-11-02T01:00:00Z', '{}', $5, $6)`,
      [seq + 1, hash, one, secondSeq, secondPrevious, two],
    );
  await expect(insert(seq + 3, one)).rejects.toThrow(`audit entry ${seq + 3} does not follow`);
  await expect(insert(seq + 2, hash)).rejects.toThrow(`audit entry ${seq + 2} does not follow`);
  await expectWhole(db);
});

test('an edit that went round every trigger is found', async () => {
  const own = await openTestStores();
  const { db } = own;
  const id = await openDraft(db);
  await db.audit.append(checked(id, 1), checked(id, 2), checked(id, 3));
  const head = await readHead(db);
  await db.execute('alter table audit_events disable trigger user', []);
  await db.execute(
    `update audit_events set data = jsonb_set(data, '{outcome}', '"failed"') where seq = 2`,
    [],
  );
  expect(verifyTrail(await db.audit.page(0, 10))).toEqual({
    whole: false,
    fault: { kind: 'edited', at: 1, seq: 2 },
  });
  await db.execute('delete from audit_events where seq = 2', []);
  expect(verifyTrail(await db.audit.page(0, 10))).toMatchObject({ fault: { kind: 'not-the-next', seq: 3 } });
  await db.execute('delete from audit_events', []);
  expect(verifyTrail(await db.audit.page(0, 10), { expectedHead: head })).toMatchObject({
    fault: { kind: 'other-end' },
  });
  await own.close();
});
