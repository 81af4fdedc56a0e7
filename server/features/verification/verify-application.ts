// The job that runs after a submission: checks, sealed recommendation, the gate; safe to run twice.
import { createHash } from 'node:crypto';
import { nextState, type ApplicationEvent, type ApplicationId } from '../../domain/application.ts';
import type { CheckReport } from '../../domain/check.ts';
import { drawOf } from '../../domain/roll-out.ts';
import { admit, recommend, type Admission, type Facts, type Recommendation } from '../../gate/gate.ts';
import { readMode } from '../../gate/mode.ts';
import type { Policy } from '../../gate/policy.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { Database } from '../../ports/database.ts';
import { loadCaseFacts } from './case-facts.ts';
import { runChecks, type CheckDeps } from './run-checks.ts';

export type VerifyDeps = Omit<CheckDeps, 'limits'> & { readonly policy: Policy };

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

async function conclude(
  deps: VerifyDeps,
  database: Database,
  id: ApplicationId,
  round: number,
): Promise<void> {
  await database.transaction(async (tx) => {
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

export async function verifyApplication(
  deps: VerifyDeps,
  job: { applicationId: string; round: number },
  signal: AbortSignal,
): Promise<void> {
  const id = job.applicationId as ApplicationId;
  const row = await deps.database.applications.find(id);
  // withdrawn meanwhile, or a second run of a job that was already finished
  if (row?.state !== 'checking' || row.round !== job.round) return;
  const facts = await loadCaseFacts(deps, row);
  await runChecks({ ...deps, limits: deps.policy.limits }, facts, signal);
  await conclude(deps, deps.database, id, job.round);
}
