// Many applications whose time is over, and as many whose is not, written past the rules, with small files on the disk.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';

export const kinds = ['id-front', 'id-back', 'best-frame', 'liveness-frame', 'liveness-frame'] as const;

const tables = ['applications', 'evidence', 'liveness_sessions', 'subject_keys', 'consents'];
const perStatement = 10_000;
const foldersAtOnce = 64;

const id = `'a_' || substr(md5(i::text), 1, 22)`;

/** `i` from 1 to `due` was refused 40 days ago; the rest was admitted then, and sells. */
function statements(due: number, from: number, to: number): string[] {
  const numbers = `generate_series(${from}, ${to}) i`;
  const isDue = `i <= ${due}`;
  return [
    `insert into applications (id, state, path, language, subject_kind, round, declaration_sealed, document_key,
       face_key, template_key, resubmissions_left, liveness_attempts_left, opened_at, submitted_at, decided_at,
       expires_at, jurisdiction, jurisdiction_basis)
     select ${id}, case when ${isDue} then 'refused' else 'admitted' end, 'face', 'zh-CN', 'individual', 1, '\\x01',
       '\\x00', '\\x00', '\\x00', 2, 3, now() - interval '41 days', now() - interval '41 days',
       now() - interval '40 days', now() - interval '34 days', 'CN', 'document'
     from ${numbers}`,
    `insert into consents (application_id, item, answer, text_version, text_sha256, language, channel, at)
     select ${id}, 'face', 'granted', 'bench', repeat('0', 64), 'zh-CN', 'journey', now() - interval '41 days'
     from ${numbers}`,
    `insert into evidence (id, application_id, kind, sha256, bytes, address, media_type, added_at, consent_id)
     select 'e_' || substr(md5(i || kind || nth), 1, 22), ${id}, kind, md5(i::text) || md5(kind || nth), 1,
       'e_' || substr(md5(i || kind || nth), 1, 22), 'image/jpeg', now() - interval '41 days',
       (select max(id) from consents)
     from ${numbers}, unnest(array[${kinds.map((kind) => `'${kind}'`).join(', ')}]) with ordinality as one (kind, nth)
     where ${isDue} or kind in ('id-front', 'id-back')`,
    `insert into liveness_sessions (id, application_id, state, script, step_index, step_try, token_id,
       step_revealed_at, next_batch, next_seq, last_captured_at_ms, reference_sealed, statement_sealed, opened_at,
       expires_at, consent_id)
     select 'l_' || substr(md5(i::text), 1, 22), ${id}, 'complete', '[]', 0, 1, 't', now(), 0, 0, 0, '\\x01', '\\x01',
       now() - interval '41 days', now() - interval '41 days', (select max(id) from consents)
     from ${numbers} where ${isDue}`,
    `insert into subject_keys (application_id, citizen_key, last_four_key)
     select ${id}, md5(i::text) || md5(i::text), repeat('0', 64) from ${numbers}`,
  ];
}

async function writeFiles(pool: pg.Pool, folder: string): Promise<void> {
  const { rows } = await pool.query<{ application_id: string; addresses: string[] }>(
    `select application_id, array_agg(address) as addresses from evidence
     join applications on applications.id = application_id and state = 'refused' group by application_id`,
  );
  const waiting = [...rows];
  const one = async (): Promise<void> => {
    for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
      const place = join(folder, row.application_id);
      await mkdir(place, { recursive: true });
      for (const address of row.addresses) await writeFile(join(place, `${address}.evidence`), 'x');
    }
  };
  await Promise.all(Array.from({ length: foldersAtOnce }, one));
}

export async function seedPurge(
  pool: pg.Pool,
  folder: string,
  { due, kept }: { due: number; kept: number },
): Promise<void> {
  for (const table of tables) await pool.query(`alter table ${table} disable trigger user`);
  for (let from = 1; from <= due + kept; from += perStatement)
    for (const statement of statements(due, from, Math.min(due + kept, from + perStatement - 1)))
      await pool.query(statement);
  for (const table of tables) await pool.query(`alter table ${table} enable trigger user`);
  await pool.query('vacuum analyze');
  await writeFiles(pool, folder);
}
