// How many people's faces are stored, counted and kept in PostgreSQL.
import { sql, type Kysely } from 'kysely';
import { kindsOf } from '../../domain/erasure.ts';
import type { FaceCount, StoredFaces } from '../../ports/stored-faces.ts';
import type { Tables } from './tables.ts';

const kinds = [...kindsOf.face, ...kindsOf.record];

export function createStoredFaces(db: Kysely<Tables>): StoredFaces {
  return {
    async count() {
      const { rows } = await sql<FaceCount>`
        with faces as (
          select application_id from evidence
          where erased_at is null and kind in (${sql.join(kinds.map((kind) => sql.lit(kind)))})
          union
          select application_id from liveness_sessions where reference_sealed is not null
        )
        select
          count(*)::integer as applications,
          count(distinct coalesce(citizen_key, faces.application_id))::integer as people
        from faces
        left join subject_keys on subject_keys.application_id = faces.application_id`.execute(db);
      return rows[0] ?? { people: 0, applications: 0 };
    },

    figures: () =>
      db
        .selectFrom('storedFaces')
        .select(['people', 'applications', 'level', 'since', 'countedAt'])
        .executeTakeFirstOrThrow(),

    async note({ people, applications }, level, at) {
      const before = await db
        .selectFrom('storedFaces')
        .select(['level', 'since'])
        .forUpdate()
        .executeTakeFirstOrThrow();
      const since = before.level === level && before.since !== null ? before.since : at;
      await db
        .updateTable('storedFaces')
        .set({ people, applications, level, since, countedAt: at })
        .execute();
      return before.level;
    },
  };
}
