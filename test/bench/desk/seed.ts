// Many made-up applications, written past the rules: what the desk has to find its way through.
import type pg from 'pg';

export interface Size {
  /** Applications of every state. */
  readonly all: number;
  /** Of these, in review. */
  readonly open: number;
}

/** Who made the decisions that are seeded, and who claims. */
export const seededReviewers = Array.from({ length: 50 }, (_, index) => `bench-${index + 1}`);

const tables = [
  'applications',
  'check_results',
  'recommendations',
  'review_decisions',
  'audit_events',
  'audit_head',
];
const perStatement = 20_000;

/** Inserts what belongs to the applications numbered `i` of `from` to `to`. */
function statements({ all, open }: Size, from: number, to: number): string[] {
  const numbers = `generate_series(${from}, ${to}) i`;
  const id = `'a_' || substr(md5(i::text), 1, 22)`; // spread as real ones are
  // open ones came over the last 30 hours, so that a fifth is late; the others over the year before
  const sentAt = `now() - case when i <= ${open} then interval '30 hours' * i / ${open}
    else interval '2 days' + interval '360 days' * i / ${all} end`;
  const ended = (admitted: string, refused: string, other: string): string =>
    `case when i % 10 < 7 then '${admitted}' when i % 10 < 9 then '${refused}' else '${other}' end`;
  return [
    `insert into applications (id, state, path, language, subject_kind, round, document_key, face_key,
       template_key, resubmissions_left, liveness_attempts_left, opened_at, submitted_at, decided_at, expires_at,
       jurisdiction, jurisdiction_basis)
     select ${id},
       case when i <= ${open} then 'in_review' else ${ended('admitted', 'refused', 'awaiting_resubmission')} end,
       case when i % 8 = 0 then 'face-free' else 'face' end, case when i % 3 = 0 then 'en' else 'zh-CN' end,
       (array['individual', 'sole-proprietor', 'company'])[1 + i % 3], 1, '\\x00', '\\x00', '\\x00', 2, 3,
       ${sentAt}, ${sentAt}, case when i > ${open} then ${sentAt} + interval '3 hours' end,
       now() + interval '30 days', 'CN', 'default'
     from ${numbers}`,
    `insert into check_results (application_id, round, check_name, outcome, reason, at)
     select ${id}, 1, name, case when name = 'liveness' and i % 3 = 0 then 'inconclusive' else 'passed' end,
       case when name = 'liveness' and i % 3 = 0 then 'liveness-not-followed' end, ${sentAt}
     from ${numbers}, unnest(array['liveness', 'government-record']) name`,
    `insert into recommendations
       (application_id, round, outcome, reasons, policy_version, facts, seal_sha256, at, judged_by)
     select ${id}, 1, case when i % 3 = 0 then 'review' else 'admit' end,
       case when i % 3 = 0 then '["liveness-not-followed"]' else '[]' end::jsonb, 'bench', '{}', md5(i::text),
       ${sentAt}, '{}'
     from ${numbers}`,
    `insert into review_decisions
       (id, application_id, round, reviewer_id, decision, reasons, message, note, at, submitted_at)
     select 'd_' || substr(md5(i::text), 1, 22), ${id}, 1, 'bench-' || (1 + i % ${seededReviewers.length}),
       ${ended('approve', 'refuse', 'ask-again')}, '["evidence-agrees"]', '', '',
       ${sentAt} + interval '3 hours', ${sentAt}
     from ${numbers} where i > ${open}`,
    `insert into audit_events (seq, application_id, type, actor, at, data, previous_hash, hash)
     select head.seq + i, ${id}, 'application.submitted', '{"kind":"system"}',
       date_trunc('milliseconds', ${sentAt}), '{"round":1}', repeat('0', 64), md5(i::text) || md5('bench' || i)
     from ${numbers}, (select seq from audit_head) head`,
  ];
}

/** The trail is made longer, and does not verify afterwards: nobody asks it to. The reviewers must be there. */
export async function seed(pool: pg.Pool, size: Size): Promise<void> {
  for (const table of tables) await pool.query(`alter table ${table} disable trigger user`);
  for (let from = 1; from <= size.all; from += perStatement)
    for (const statement of statements(size, from, Math.min(size.all, from + perStatement - 1)))
      await pool.query(statement);
  await pool.query('update audit_head set seq = (select max(seq) from audit_events)');
  for (const table of tables) await pool.query(`alter table ${table} enable trigger user`);
  await pool.query('vacuum analyze');
}
