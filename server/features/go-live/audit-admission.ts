// A person looks at an automatic admission afterwards and says whether they would have admitted, too.
import type { AdmissionAuditView, AuditBody } from '../../contract/go-live.ts';
import type { ApplicationId } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import type { AuditVerdict, Decision } from '../../domain/review-case.ts';
import { reviewReasonMeaning } from '../../gate/reasons.ts';
import type { GoLiveDeps } from './count-evidence.ts';
import { watchGate, type WatchOutcome } from './watch-gate.ts';

const asDecision: Record<AuditVerdict, Decision> = { agree: 'approve', refuse: 'refuse' };

function demandFits({ reasons, verdict }: AuditBody): void {
  const misfit = reasons.findIndex((one) => !reviewReasonMeaning[one].for.includes(asDecision[verdict]));
  if (misfit >= 0)
    throw new DomainError('invalid-request', {
      errors: [{ pointer: `/reasons/${misfit}`, code: 'not-for-this-decision' }],
    });
}

/** A refusal is looked at by the watch at once: the gate does not admit another one meanwhile. */
export async function auditAdmission(
  deps: GoLiveDeps,
  id: ApplicationId,
  reviewerId: string,
  body: AuditBody,
): Promise<WatchOutcome | null> {
  demandFits(body);
  const { verdict, reasons, note } = body;
  const at = deps.clock.now();
  await deps.database.transaction(async (tx) => {
    const admitted = await tx.automaticAdmissions.find(id);
    const isKept = await tx.automaticAdmissions.audit({
      applicationId: id,
      reviewerId,
      verdict,
      reasons,
      note,
      at,
    });
    if (admitted === null || !isKept) throw new DomainError('audit-not-open');
    await tx.audit.append({
      type: 'admission.audited',
      applicationId: id,
      actor: { kind: 'reviewer', reviewerId },
      at,
      data: { round: admitted.round, verdict, reasons },
    });
  });
  return verdict === 'refuse' ? watchGate(deps) : null;
}

const listLimit = 200;

/** Open ones first, oldest first; then those that were answered last. */
export async function readAudits({ database }: Pick<GoLiveDeps, 'database'>): Promise<AdmissionAuditView[]> {
  const sampled = await database.automaticAdmissions.sampled(listLimit);
  return sampled.map(({ applicationId, at, state, subjectKind, language, audit }) => ({
    applicationId,
    admittedAt: at.toISOString(),
    state,
    subjectKind,
    language,
    audit:
      audit === null
        ? null
        : {
            by: audit.reviewerName,
            verdict: audit.verdict,
            reasons: [...audit.reasons],
            note: audit.note,
            at: audit.at.toISOString(),
          },
  }));
}
