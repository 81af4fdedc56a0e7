// How long a check waits for a service that could not be asked, and what stands in its place in the end.
import type { ApplicationId } from '../../domain/application.ts';
import type { CheckName, CheckReport } from '../../domain/check.ts';
import { serviceWait } from '../../domain/limits.ts';
import type { Stores } from '../../ports/database.ts';
import { serviceTroubles, type Unavailable } from '../../ports/unavailable.ts';

/** A check that has no answer yet. */
export interface Unanswered {
  readonly answer: Unavailable;
  /** That were put this time; those kept back by a guard are none. */
  readonly questions: number;
}

export interface SoFar {
  readonly submittedAt: Date;
  /** All that were put in vain in this round. */
  readonly questions: number;
  readonly now: Date;
  /** From the submission on. */
  readonly waitMs: number;
}

/** Null: waiting would not mend it, or it was waited for long enough. */
export function askAgainAt(
  { why, retryAfterMs }: Unavailable,
  { submittedAt, questions, now, waitMs }: SoFar,
): Date | null {
  const untilMs = submittedAt.getTime() + waitMs;
  if (!serviceTroubles.includes(why) || questions >= serviceWait.mostQuestions) return null;
  if (now.getTime() >= untilMs) return null;
  const pauseMs = Math.max(retryAfterMs ?? 0, serviceWait.shortestPauseMs);
  return new Date(Math.min(now.getTime() + pauseMs, untilMs));
}

const unanswered: Partial<Record<CheckName, CheckReport['result']>> = {
  'government-record': { outcome: 'unavailable', reason: 'record-unavailable' },
  'business-registry': { outcome: 'unavailable', reason: 'registry-unavailable' },
};

/** What stands in its place; null for a check that asks nobody. */
export function withoutAnswer(check: CheckName): { readonly report: CheckReport } | null {
  const result = unanswered[check];
  return result === undefined ? null : { report: { check, result, measurements: [] } };
}

/** Writes down that what is still waited for could not be asked. */
export async function giveUpWaits(tx: Stores, id: ApplicationId, round: number, at: Date): Promise<void> {
  for (const { check } of await tx.checkWaits.of(id, round)) {
    await tx.checkWaits.end(id, round, check);
    const instead = withoutAnswer(check);
    if (instead === null) continue;
    await tx.verification.record(id, round, [instead.report], at);
    // an answer may have come in the same moment, and stands
    const kept = (await tx.verification.reports(id, round)).find((report) => report.check === check);
    if (kept?.result.outcome !== 'unavailable') continue;
    const { outcome, reason } = kept.result;
    await tx.audit.append({
      type: 'check.finished',
      applicationId: id,
      actor: { kind: 'system' },
      at,
      data: { round, check, outcome, reason },
    });
  }
}
