// Tables whose rows are never changed, whoever asks.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeCheckpoint } from '../../../../server/features/audit/write-checkpoint.ts';
import { answerConsents, decide, morning, openInReview, openTestStores } from './stories.ts';
import { answerRow, give, openSettled } from './quality-stories.ts';
import type { TestStores } from './stories.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
  const { db } = stores;
  const id = await openInReview(db);
  await answerConsents(db, id, 'granted');
  await decide(db, id, 'r_ann', 'approve');
  await db.queries.note({
    applicationId: id,
    round: 1,
    source: 'business-registry',
    showsFace: false,
    at: morning,
  });
  const key = { keyId: 'k', publicJwk: { kty: 'OKP', crv: 'Ed25519', x: 'x' } } as const;
  await db.signingKeys.keep(key, morning);
  await db.audit.append({
    type: 'case.viewed',
    applicationId: id,
    actor: { kind: 'reviewer', reviewerId: 'r_ann' },
    at: morning,
    data: {},
  });
  const signatures = { sign: async () => ({ text: 'a.b.c', key }) };
  const deps = { database: db, clock: { now: () => morning }, signatures, publicUrl: 'http://localhost' };
  await writeCheckpoint(deps, new AbortController().signal);
  await db.checkpoints.noteKept(1, morning);
});
beforeAll(async () => {
  const { db } = stores;
  const settled = await openSettled(db);
  const shares = { secondShare: 0.05, knownShare: 0.02, isSecond: true, isKnown: false };
  await db.qualityDraws.record({ applicationId: settled, round: 1, ...shares, at: morning });
  await db.qualityTasks.answer(answerRow(await give(db, settled)));
  const [decision] = await db.qualityDraws.untimed(morning, 1);
  await db.qualityDraws.recordTime(decision?.decisionId ?? '', 1000);
});
afterAll(() => stores.close());

const aColumn = {
  audit_events: "type = 'x'",
  consents: "answer = 'granted'",
  queries: 'round = 2',
  recommendations: 'reasons = reasons',
  review_decisions: "note = 'x'",
  audit_head: 'seq = seq',
  audit_checkpoints: "text = 'x'",
  audit_checkpoints_kept: 'at = at',
  signing_keys: 'public_jwk = public_jwk',
  quality_draws: 'is_second = false',
  quality_reviews: "decision = 'refuse'",
  decision_times: 'active_ms = 1',
};

for (const [table, assignment] of Object.entries(aColumn)) {
  test.each([`update ${table} set ${assignment}`, `delete from ${table}`, `truncate ${table} cascade`])(
    'refuses: %s',
    async (statement) => {
      await expect(stores.db.execute(statement, [])).rejects.toThrow('is append-only');
      const { rows } = await stores.db.execute(`select from ${table}`, []);
      expect(rows.length).toBeGreaterThan(0);
    },
  );
}

test('refuses to truncate the applications with everything that hangs on them', async () => {
  await expect(stores.db.execute('truncate applications cascade', [])).rejects.toThrow('is append-only');
});

test('refuses a second head of the trail', async () => {
  await expect(
    stores.db.execute("insert into audit_head (only_row, seq, hash) values (true, 9, 'x')", []),
  ).rejects.toThrow('is append-only');
});
