// Works out how long each decision took, from what the trail says its reviewer did in the case.
import { activeTimeMs } from '../../domain/decision-times.ts';
import type { AuditEvent } from '../../domain/audit-event.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { UntimedDecision } from '../../ports/quality-draws.ts';

const batchSize = 500;
const lookBackMs = 24 * 3_600_000;

/** Acts of the reviewer in this submission; what they did in it under an alias is another matter. */
function actsOf(trail: readonly AuditEvent[], { reviewerId, round }: UntimedDecision): readonly AuditEvent[] {
  const start = trail.findIndex(
    ({ type, data }) =>
      (type === 'application.submitted' || type === 'application.appealed') && data.round === round,
  );
  return trail
    .slice(Math.max(0, start))
    .filter(
      ({ actor, type }) =>
        actor.kind === 'reviewer' && actor.reviewerId === reviewerId && !type.startsWith('quality.'),
    );
}

export async function timeDecisions(
  { database, clock }: { database: Database; clock: Clock },
  signal: AbortSignal,
): Promise<void> {
  const since = new Date(clock.now().getTime() - lookBackMs);
  for (const decision of await database.qualityDraws.untimed(since, batchSize)) {
    signal.throwIfAborted();
    const trail = await database.audit.of(decision.applicationId);
    await database.qualityDraws.recordTime(
      decision.decisionId,
      activeTimeMs(actsOf(trail, decision), decision.at),
    );
  }
}
