// Check results with the recommendation sealed over them, kept in PostgreSQL.
import type { Kysely } from 'kysely';
import { checkNames, type CheckName, type CheckOutcome, type CheckResult } from '../../domain/check.ts';
import type { ReasonCode } from '../../domain/reason-code.ts';
import type { VerificationRecords } from '../../ports/verification-records.ts';
import type { Tables } from './tables.ts';

/** The table allows no reason with `passed` and no other outcome without one. */
function readResult(outcome: CheckOutcome, reason: ReasonCode | null): CheckResult {
  if (outcome === 'passed') return { outcome };
  if (reason === null) throw new Error(`a check is ${outcome} without a reason`);
  return { outcome, reason };
}

const place = (check: CheckName): number => checkNames.indexOf(check);

export function createVerificationRecords(db: Kysely<Tables>): VerificationRecords {
  return {
    record: async (applicationId, round, reports, at) => {
      if (reports.length === 0) return;
      const rows = reports.map(({ check, result, measurements }) => ({
        applicationId,
        round,
        checkName: check,
        outcome: result.outcome,
        reason: result.outcome === 'passed' ? null : result.reason,
        measurements: JSON.stringify(measurements),
        at,
      }));
      await db
        .insertInto('checkResults')
        .values(rows)
        .onConflict((earlier) => earlier.columns(['applicationId', 'round', 'checkName']).doNothing())
        .execute();
    },

    reports: async (applicationId, round) => {
      const rows = await db
        .selectFrom('checkResults')
        .select(['checkName', 'outcome', 'reason', 'measurements'])
        .where('applicationId', '=', applicationId)
        .where('round', '=', round)
        .execute();
      return rows
        .map(({ checkName, outcome, reason, measurements }) => ({
          check: checkName,
          result: readResult(outcome, reason),
          measurements,
        }))
        .sort((a, b) => place(a.check) - place(b.check));
    },

    keepRegistered: async (applicationId, round, sealed) => {
      await db
        .insertInto('registeredBusinesses')
        .values({ applicationId, round, sealed })
        .onConflict((earlier) => earlier.columns(['applicationId', 'round']).doNothing())
        .execute();
    },

    registered: async (applicationId, round) => {
      const row = await db
        .selectFrom('registeredBusinesses')
        .select('sealed')
        .where('applicationId', '=', applicationId)
        .where('round', '=', round)
        .executeTakeFirst();
      return row?.sealed ?? null;
    },

    forgetRegistered: async (applicationId) => {
      await db.deleteFrom('registeredBusinesses').where('applicationId', '=', applicationId).execute();
    },

    erase: async (applicationId, round, checks) => {
      if (checks.length === 0) return;
      await db
        .deleteFrom('checkResults')
        .where('applicationId', '=', applicationId)
        .where('round', '=', round)
        .where('checkName', 'in', checks)
        .execute();
      if (!checks.includes('business-registry')) return;
      await db
        .deleteFrom('registeredBusinesses')
        .where('applicationId', '=', applicationId)
        .where('round', '=', round)
        .execute();
    },

    seal: async (row) => {
      const kept = await db
        .insertInto('recommendations')
        .values({
          ...row,
          reasons: JSON.stringify(row.reasons),
          facts: JSON.stringify(row.facts),
          judgedBy: row.judgedBy === null ? null : JSON.stringify(row.judgedBy),
        })
        .onConflict((earlier) => earlier.columns(['applicationId', 'round']).doNothing())
        .returning('round')
        .executeTakeFirst();
      return kept !== undefined;
    },

    recommendation: async (applicationId, round) => {
      const row = await db
        .selectFrom('recommendations')
        .selectAll()
        .where('applicationId', '=', applicationId)
        .where('round', '=', round)
        .executeTakeFirst();
      return row ?? null;
    },
  };
}
