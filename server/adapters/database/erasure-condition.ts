// An erasure rule as a condition on the application.
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { ErasureRule } from '../../domain/erasure.ts';
import type { Tables } from './tables.ts';

/** True where the rule's time is over for the application. */
export function isOver(
  where: ExpressionBuilder<Tables, 'applications'>,
  rule: ErasureRule,
  now: Date,
): Expression<SqlBool> {
  return where.and([
    ...(rule.states === 'any' ? [] : [where('applications.state', 'in', rule.states)]),
    ...(rule.path === 'any' ? [] : [where('applications.path', '=', rule.path)]),
    ...(rule.afterMs === 0
      ? []
      : [where('applications.decidedAt', '<=', new Date(now.getTime() - rule.afterMs))]),
  ]);
}
