// An erasure rule as a condition on the application; it says the same as the domain's own function.
import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import type { ErasureRule } from '../../domain/erasure.ts';
import type { Period } from '../../domain/retention.ts';
import type { Tables } from './tables.ts';

/** Calendar months are counted in UTC, whatever zone the session has. */
function isPast(column: 'decidedAt' | 'leftAt', { months, days }: Period, now: Date): Expression<SqlBool> {
  const start = sql.ref(`applications.${column}`);
  const interval = sql`make_interval(months => ${months}::integer, days => ${days}::integer)`;
  return sql<SqlBool>`(${start} at time zone 'UTC') + ${interval} <= (${now}::timestamptz at time zone 'UTC')`;
}

/** True where the rule's time is over for the application. */
export function isOver(
  where: ExpressionBuilder<Tables, 'applications'>,
  rule: ErasureRule,
  now: Date,
): Expression<SqlBool> {
  const isAtOnce = rule.after.months === 0 && rule.after.days === 0;
  return where.and([
    ...(rule.states === 'any' ? [] : [where('applications.state', 'in', rule.states)]),
    ...(rule.path === 'any' ? [] : [where('applications.path', '=', rule.path)]),
    ...(rule.jurisdiction === 'any' ? [] : [where('applications.jurisdiction', '=', rule.jurisdiction)]),
    ...(rule.isNeverSent ? [where('applications.round', '=', 0)] : []),
    ...(rule.takenBack === null
      ? []
      : [sql<SqlBool>`${rule.takenBack} = any(${sql.ref('applications.withdrawnItems')})`]),
    ...(rule.from === 'exit'
      ? [isPast('leftAt', rule.after, now)]
      : isAtOnce
        ? []
        : [isPast('decidedAt', rule.after, now)]),
  ]);
}
