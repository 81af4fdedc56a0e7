// What every table holds, in a few words: two of these are the same when nothing was written in between.
import type { SqlExecutor } from '../../server/ports/jobs.ts';

/** When somebody was last seen. */
const untold: Readonly<Record<string, readonly string[]>> = {
  reviewer_sessions: ['last_seen_at', 'last_active_at'],
  api_keys: ['last_used_at'],
};
/** Written by the passing of time alone. */
const passing: readonly string[] = ['gate_watch', 'queue_alarm', 'service_questions', 'service_guards'];

/** Table → number of rows and the hash over all of them. */
export async function tableDigests(database: SqlExecutor): Promise<Readonly<Record<string, string>>> {
  const { rows } = await database.execute(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1",
    [],
  );
  const digests: Record<string, string> = {};
  for (const { name } of rows as { name: string }[]) {
    if (passing.includes(name)) continue;
    const less = (untold[name] ?? []).map((column) => ` - '${column}'`).join('');
    const told = await database.execute(
      `select count(*) || ' ' || coalesce(md5(string_agg(line, '|' order by line)), '') as digest
       from (select (to_jsonb(t)${less})::text as line from "${name}" t) as lines`,
      [],
    );
    digests[name] = (told.rows as { digest: string }[])[0]?.digest ?? '';
  }
  return digests;
}
