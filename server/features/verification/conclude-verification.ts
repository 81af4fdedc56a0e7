// Ends a verification: recommendation sealed over whatever results there are, then the gate.
import { nextState, type ApplicationEvent, type ApplicationId } from '../../domain/application.ts';
import type { CheckReport } from '../../domain/check.ts';
import { keptForAskerMs } from '../../domain/limits.ts';
import { drawOf } from '../../domain/roll-out.ts';
import { admit, recommend, type Admission, type Facts } from '../../gate/gate.ts';
import { goLiveLimits } from '../../gate/go-live-limits.ts';
import { hold, isWithinShare, readMode } from '../../gate/mode.ts';
import type { Policy } from '../../gate/policy.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { AuditEntry } from '../../ports/audit-trail.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database, Stores } from '../../ports/database.ts';
import type { Keys } from '../../ports/keys.ts';
import { isSampledForAudit } from './sample-for-audit.ts';
import { giveUpWaits } from './wait-for-service.ts';
import { sealRecommendation } from './seal-recommendation.ts';

export interface ConcludeDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly policy: Policy;
  readonly keys: Pick<Keys, 'tokenSecret'>;
  /** What looks at faces and what is asked about people, by their names: a recommendation holds for these alone. */
  readonly engine: { readonly name: string };
  readonly records: { readonly name: string } | null;
  readonly registry: { readonly name: string } | null;
}

const eventOf: Record<Admission['outcome'], ApplicationEvent> = {
  admit: 'gateAdmitted',
  review: 'gateReferred',
  refuse: 'gateRefused',
  resubmit: 'gateAskedAgain',
};

/** Whose answer the round rests on: of several services that were asked, the last. Null when none was. */
function recordThatAnswered(trail: readonly AuditEntry[], round: number): string | null {
  const asked = trail.flatMap((entry) => (entry.type === 'government-record.asked' ? [entry.data] : []));
  return asked.findLast((data) => data.round === round)?.provider ?? null;
}

function factsFor(
  deps: ConcludeDeps,
  row: ApplicationRow,
  reports: readonly CheckReport[],
  record: string | null,
): Facts {
  if (row.subjectKind === null) throw new Error('a submitted application has no subject');
  return {
    subjectKind: row.subjectKind,
    path: row.path,
    checks: Object.fromEntries(reports.map(({ check, result }) => [check, result])),
    resubmissionsLeft: row.resubmissionsLeft,
    judgedBy: {
      engine: deps.engine.name,
      record: record ?? deps.records?.name ?? null,
      registry: deps.registry?.name ?? null,
    },
  };
}

/** Written down before the application is saved: the database admits nobody without a person who is not in this list. */
async function noteAutomation(
  deps: ConcludeDeps,
  tx: Stores,
  row: ApplicationRow,
  confirmation: number,
  at: Date,
): Promise<void> {
  const isSampled = await isSampledForAudit(deps.keys, row.id, goLiveLimits.auditShare);
  await tx.automaticAdmissions.add({ applicationId: row.id, round: row.round, confirmation, isSampled, at });
}

/**
 * The recommendation is hashed into the trail before anybody can decide, so that a later comparison cannot be made to fit.
 * Does nothing when the application is not, or no longer, being checked in this round.
 */
export async function concludeVerification(
  deps: ConcludeDeps,
  id: ApplicationId,
  round: number,
): Promise<void> {
  await deps.database.transaction(async (tx) => {
    const row = await tx.applications.lock(id);
    if (row?.state !== 'checking' || row.round !== round) return;
    const at = deps.clock.now();
    await giveUpWaits(tx, id, round, at);
    const reports = await tx.verification.reports(id, round);
    const record = recordThatAnswered(await tx.audit.of(id), round);
    const facts = factsFor(deps, row, reports, record);
    const recommendation = recommend(facts, deps.policy);
    const stored = readMode(await tx.gateModes.pinned(), at);
    const draw = drawOf(id);
    const seal = sealRecommendation(row, reports, facts, recommendation, isWithinShare(stored, draw));
    const isOurs = await tx.verification.seal({
      applicationId: id,
      round,
      ...recommendation,
      facts,
      ...seal,
      at,
    });
    // somebody else's recommendation stands there, which is no ground for going without a person
    const mode = isOurs ? stored : hold;
    const admission = admit(recommendation, [], mode, draw);
    const confirmation = admission.basis === 'automation' && mode.mode === 'live' ? mode.confirmation : null;
    if (confirmation !== null) await noteAutomation(deps, tx, row, confirmation, at);
    const state = nextState(row.state, eventOf[admission.outcome]);
    if (state === null) throw new Error(`the gate's answer has no place in state ${row.state}`);
    const isDecided = state !== 'in_review';
    await tx.applications.save(id, { state, ...(isDecided ? { decidedAt: at } : {}) });
    // what was asked for goes back to who asked, if they are at work
    if (!isDecided) await tx.shifts.keepForAsker(id, round, new Date(at.getTime() + keptForAskerMs), at);
    const event = { applicationId: id, actor: { kind: 'system' }, at } as const;
    const { outcome, basis } = admission;
    await tx.audit.append(
      {
        ...event,
        type: 'recommendation.sealed',
        data: { round, sealSha256: seal.sealSha256, policyVersion: recommendation.policyVersion },
      },
      {
        ...event,
        type: 'gate.decided',
        data: {
          round,
          outcome,
          basis,
          mode: mode.mode,
          state,
          ...(confirmation === null ? {} : { confirmation }),
        },
      },
    );
  });
}
