// Ends a verification: recommendation sealed over whatever results there are, then the gate.
import { createHash } from 'node:crypto';
import { nextState, type ApplicationEvent, type ApplicationId } from '../../domain/application.ts';
import type { CheckReport } from '../../domain/check.ts';
import { drawOf } from '../../domain/roll-out.ts';
import { admit, recommend, type Admission, type Facts, type Recommendation } from '../../gate/gate.ts';
import { readMode } from '../../gate/mode.ts';
import type { Policy } from '../../gate/policy.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';

export interface ConcludeDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly policy: Policy;
}

const eventOf: Record<Admission['outcome'], ApplicationEvent> = {
  admit: 'gateAdmitted',
  review: 'gateReferred',
  refuse: 'gateRefused',
  resubmit: 'gateAskedAgain',
};

function factsFor(row: ApplicationRow, reports: readonly CheckReport[]): Facts {
  if (row.subjectKind === null) throw new Error('a submitted application has no subject');
  return {
    subjectKind: row.subjectKind,
    path: row.path,
    checks: Object.fromEntries(reports.map(({ check, result }) => [check, result])),
    resubmissionsLeft: row.resubmissionsLeft,
  };
}

/** Hashed into the trail before anybody can decide, so that a later comparison cannot be made to fit. */
function sealOf(id: ApplicationId, round: number, facts: Facts, recommendation: Recommendation): string {
  return createHash('sha256')
    .update(JSON.stringify([id, round, facts, recommendation]))
    .digest('hex');
}

/** Does nothing when the application is not, or no longer, being checked in this round. */
export async function concludeVerification(
  deps: ConcludeDeps,
  id: ApplicationId,
  round: number,
): Promise<void> {
  await deps.database.transaction(async (tx) => {
    const row = await tx.applications.lock(id);
    if (row?.state !== 'checking' || row.round !== round) return;
    const at = deps.clock.now();
    const facts = factsFor(row, await tx.verification.reports(id, round));
    const recommendation = recommend(facts, deps.policy);
    const sealSha256 = sealOf(id, round, facts, recommendation);
    await tx.verification.seal({ applicationId: id, round, ...recommendation, facts, sealSha256, at });
    const mode = readMode(await tx.gateModes.current(), at);
    const admission = admit(recommendation, [], mode, drawOf(id));
    const state = nextState(row.state, eventOf[admission.outcome]);
    if (state === null) throw new Error(`the gate's answer has no place in state ${row.state}`);
    const isDecided = state !== 'in_review';
    await tx.applications.save(id, { state, ...(isDecided ? { decidedAt: at } : {}) });
    const event = { applicationId: id, actor: { kind: 'system' }, at } as const;
    await tx.audit.append(
      {
        ...event,
        type: 'recommendation.sealed',
        data: { round, sealSha256, policyVersion: recommendation.policyVersion },
      },
      {
        ...event,
        type: 'gate.decided',
        data: { round, outcome: admission.outcome, basis: admission.basis, mode: mode.mode, state },
      },
    );
  });
}
