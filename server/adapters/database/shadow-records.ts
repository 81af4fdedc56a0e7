// What people decided beside what was recommended, counted in PostgreSQL.
import { sql, type Kysely, type SqlBool } from 'kysely';
import type { ReasonCode } from '../../domain/reason-code.ts';
import { watchedDistances, type WatchedDistance } from '../../domain/shadow-case.ts';
import type { DistanceCount, ShadowRecords } from '../../ports/shadow-records.ts';
import type { Tables } from './tables.ts';

const columnOf = {
  'document-face': 'documentFaceDistance',
  'record-face': 'recordFaceDistance',
} as const satisfies Record<WatchedDistance, keyof Tables['shadowCases']>;

/** First verdicts that count; an appeal is the same case looked at again and stands beside them. */
function firstVerdicts(db: Kysely<Tables>, throughSeq: number) {
  return db
    .selectFrom('shadowCases as first')
    .where('first.verdictSeq', '<=', throughSeq)
    .where('first.standing', '=', 'counts')
    .whereRef('first.round', '=', 'first.checkedRound');
}

function lastAppeals(db: Kysely<Tables>, throughSeq: number) {
  return db
    .selectFrom('shadowCases')
    .distinctOn(['applicationId', 'checkedRound'])
    .select(['applicationId', 'checkedRound', 'verdict'])
    .where('verdictSeq', '<=', throughSeq)
    .whereRef('round', '>', 'checkedRound')
    .orderBy('applicationId')
    .orderBy('checkedRound')
    .orderBy('verdictSeq', 'desc');
}

/** How a verdict reads after appeals: what was refused once and is refused no more says so. */
const inTheEnd = sql<'admit' | 'resubmit' | 'refuse' | 'overturned'>`case
  when "first"."verdict" = 'refuse' and coalesce("last"."verdict", 'refuse') <> 'refuse' then 'overturned'
  else "first"."verdict"
end`;

export function createShadowRecords(db: Kysely<Tables>): ShadowRecords {
  return {
    head: async () => (await db.selectFrom('auditHead').select('seq').executeTakeFirst())?.seq ?? 0,

    cells: (throughSeq) =>
      firstVerdicts(db, throughSeq)
        .leftJoin(lastAppeals(db, throughSeq).as('last'), (join) =>
          join
            .onRef('last.applicationId', '=', 'first.applicationId')
            .onRef('last.checkedRound', '=', 'first.checkedRound'),
        )
        .select(['first.recommended', inTheEnd.as('verdict')])
        .select(['first.subjectKind', 'first.language', 'first.documentType'])
        .select(['first.policyVersion', 'first.judgedBy'])
        .select((of) => of.fn.countAll<number>().as('cases'))
        .groupBy(['first.recommended', inTheEnd, 'first.subjectKind', 'first.language'])
        .groupBy(['first.documentType', 'first.policyVersion', 'first.judgedBy'])
        .execute(),

    leftOut: async (throughSeq) => {
      const rows = await db
        .selectFrom('shadowCases')
        .select(['standing', (of) => of.fn.countAll<number>().as('cases')])
        .where('verdictSeq', '<=', throughSeq)
        .where('standing', '<>', 'counts')
        .groupBy('standing')
        .execute();
      return Object.fromEntries(rows.map(({ standing, cases }) => [standing, cases]));
    },

    distances: async (throughSeq, binWidth) => {
      const counted = watchedDistances.map(async (of): Promise<readonly DistanceCount[]> => {
        const bin = sql<number>`floor(${sql.ref(`first.${columnOf[of]}`)} / ${binWidth}::float8)::integer`;
        const rows = await firstVerdicts(db, throughSeq)
          .where(`first.${columnOf[of]}`, 'is not', null)
          .select([bin.as('bin'), 'first.policyVersion', 'first.judgedBy'])
          .select((each) => each.fn.countAll<number>().as('cases'))
          .groupBy([sql`1`, 'first.policyVersion', 'first.judgedBy'])
          .execute();
        return rows.map((row) => ({ ...row, of }));
      });
      return (await Promise.all(counted)).flat();
    },

    // an appeal carries the recommendation of the round before: its text names that one
    recent: async (since, limit) => {
      const text = sql<Record<string, unknown>>`sealed::jsonb`;
      const rows = await db
        .selectFrom('recommendations')
        .select(['outcome', sql<string>`${text} ->> 'language'`.as('language')])
        .select(sql<Partial<Record<WatchedDistance, number>>>`${text} -> 'distances'`.as('distances'))
        .where('at', '>=', since)
        .where('sealed', 'is not', null)
        .where(sql<SqlBool>`${text} #>> '{facts,path}' = 'face'`)
        .where(sql<SqlBool>`(${text} ->> 'round')::integer = round`)
        .orderBy('at', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ language, ...row }) => ({ ...row, language: language === 'en' ? 'en' : 'zh-CN' }));
    },

    recordAnswers: async (since, limit) => {
      const ended = db
        .selectFrom('checkResults')
        .select(['reason', 'at'])
        .where('checkName', '=', 'government-record')
        .where('at', '>=', since)
        .where((is) =>
          // not asked for want of consent is no fault of the record's
          is.or([is('reason', 'is', null), is('reason', '<>', 'record-consent-refused')]),
        )
        .orderBy('at', 'desc')
        .limit(limit);
      // who waits for the record has no answer: an outage shows before the waiting ends. A question that is only out,
      // whose time to be asked again is its beginning, is no trouble yet
      const waiting = db
        .selectFrom('checkWaits')
        .select([sql<ReasonCode>`'record-unavailable'`.as('reason'), 'since as at'])
        .where('checkName', '=', 'government-record')
        .whereRef('askAgainAt', '>', 'since')
        .where('since', '>=', since);
      const newest = db
        .selectFrom(db.selectFrom(ended.as('ended')).selectAll().unionAll(waiting).as('asked'))
        .selectAll()
        .orderBy('at', 'desc')
        .limit(limit);
      return db
        .selectFrom(newest.as('newest'))
        .select((of) => [
          of.fn.countAll<number>().as('asked'),
          of.fn.countAll<number>().filterWhere('reason', '=', 'record-unavailable').as('unavailable'),
        ])
        .executeTakeFirstOrThrow();
    },
  };
}
