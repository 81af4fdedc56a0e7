// The job that runs after a submission: checks, then the gate; safe to run twice.
import type { ApplicationId } from '../../domain/application.ts';
import { loadCaseFacts } from './case-facts.ts';
import { concludeVerification, type ConcludeDeps } from './conclude-verification.ts';
import { runChecks, type CheckDeps } from './run-checks.ts';

export type VerifyDeps = Omit<CheckDeps, 'limits' | 'capture'> & ConcludeDeps;

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
  const { limits, capture } = deps.policy;
  const end = await runChecks({ ...deps, limits, capture }, facts, signal);
  if (end === 'ended') await concludeVerification(deps, id, job.round);
}
