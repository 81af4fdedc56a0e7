// Admissions without a reviewer and what people say of them afterwards, kept in PostgreSQL.
import type { Kysely } from 'kysely';
import type { AutomaticAdmissions, SampledAdmission } from '../../ports/automatic-admissions.ts';
import type { Tables } from './tables.ts';

function selectSampled(db: Kysely<Tables>) {
  return db
    .selectFrom('automaticAdmissions as admitted')
    .innerJoin('applications', 'applications.id', 'admitted.applicationId')
    .leftJoin('admissionAudits as audit', 'audit.applicationId', 'admitted.applicationId')
    .leftJoin('reviewers', 'reviewers.id', 'audit.reviewerId')
    .where('admitted.isSampled', '=', true)
    .selectAll('admitted')
    .select(['applications.state', 'applications.subjectKind', 'applications.language'])
    .select(['audit.reviewerId', 'audit.verdict', 'audit.reasons', 'audit.note'])
    .select(['audit.at as auditedAt', 'reviewers.name as reviewerName']);
}

type SelectedAdmission = Awaited<ReturnType<ReturnType<typeof selectSampled>['executeTakeFirstOrThrow']>>;

function readSampled(row: SelectedAdmission): SampledAdmission {
  const { reviewerId, verdict, reasons, note, auditedAt, reviewerName, subjectKind, ...admitted } = row;
  if (subjectKind === null) throw new Error(`${row.applicationId} was admitted without a subject`);
  const isOpen =
    reviewerId === null ||
    verdict === null ||
    reasons === null ||
    auditedAt === null ||
    reviewerName === null;
  return {
    ...admitted,
    subjectKind,
    audit: isOpen
      ? null
      : {
          applicationId: row.applicationId,
          reviewerId,
          verdict,
          reasons,
          note: note ?? '',
          at: auditedAt,
          reviewerName,
        },
  };
}

export function createAutomaticAdmissions(db: Kysely<Tables>): AutomaticAdmissions {
  return {
    add: async (admission) => {
      await db.insertInto('automaticAdmissions').values(admission).execute();
    },

    find: async (applicationId) =>
      (await db
        .selectFrom('automaticAdmissions')
        .selectAll()
        .where('applicationId', '=', applicationId)
        .executeTakeFirst()) ?? null,

    countSince: async (since) => {
      const { count } = await db
        .selectFrom('automaticAdmissions')
        .select((of) => of.fn.countAll<number>().as('count'))
        .where('at', '>=', since)
        .executeTakeFirstOrThrow();
      return count;
    },

    sampled: async (limit) => {
      const open = await selectSampled(db)
        .where('audit.applicationId', 'is', null)
        .orderBy('admitted.at')
        .limit(limit)
        .execute();
      const answered = await selectSampled(db)
        .where('audit.applicationId', 'is not', null)
        .orderBy('audit.at', 'desc')
        .limit(limit)
        .execute();
      return [...open, ...answered].slice(0, limit).map(readSampled);
    },

    audit: async (audit) => {
      const asked = await db
        .selectFrom('automaticAdmissions')
        .select('applicationId')
        .where('applicationId', '=', audit.applicationId)
        .where('isSampled', '=', true)
        .executeTakeFirst();
      if (asked === undefined) return false;
      const kept = await db
        .insertInto('admissionAudits')
        .values({ ...audit, reasons: JSON.stringify(audit.reasons) })
        .onConflict((earlier) => earlier.column('applicationId').doNothing())
        .returning('applicationId')
        .executeTakeFirst();
      return kept !== undefined;
    },

    tally: async (answeredSince) => {
      const answered = await db
        .selectFrom('admissionAudits')
        .select(['verdict', (of) => of.fn.countAll<number>().as('count')])
        .where('at', '>=', answeredSince)
        .groupBy('verdict')
        .execute();
      const { open, oldestOpenAt } = await db
        .selectFrom('automaticAdmissions as admitted')
        .leftJoin('admissionAudits as audit', 'audit.applicationId', 'admitted.applicationId')
        .where('admitted.isSampled', '=', true)
        .where('audit.applicationId', 'is', null)
        .select((of) => [
          of.fn.countAll<number>().as('open'),
          of.fn.min<Date | null>('admitted.at').as('oldestOpenAt'),
        ])
        .executeTakeFirstOrThrow();
      const of = (verdict: string): number => answered.find((one) => one.verdict === verdict)?.count ?? 0;
      return { agreed: of('agree'), refused: of('refuse'), open, oldestOpenAt };
    },
  };
}
