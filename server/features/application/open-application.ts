// Opens an application in the applicant's language.
import type { ApplicationId, Language } from '../../domain/application.ts';
import type { Actor, AuditEvent } from '../../domain/audit-event.ts';
import { attempts, draftLifetimeMs } from '../../domain/limits.ts';
import type { Jurisdiction } from '../../domain/retention.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Random } from '../../ports/random.ts';
import type { Vault } from '../../ports/vault.ts';

export interface OpenDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly random: Random;
  /** Of sellers of whom nothing is known yet. */
  readonly jurisdiction: Jurisdiction;
}

/** A draft with nothing in it but a data key of its own; not in the database yet. */
export async function newDraft(
  deps: OpenDeps,
  language: Language,
  told: Jurisdiction | null = null,
): Promise<ApplicationRow> {
  const id = deps.random.id('a') as ApplicationId;
  const at = deps.clock.now();
  return {
    id,
    state: 'draft',
    path: 'face',
    language,
    subjectKind: null,
    round: 0,
    declarationSealed: null,
    ...(await deps.vault.newKeys(id)),
    resubmissionsLeft: attempts.resubmissions,
    livenessAttemptsLeft: attempts.liveness,
    fix: [],
    openedAt: at,
    submittedAt: null,
    decidedAt: null,
    expiresAt: new Date(at.getTime() + draftLifetimeMs),
    jurisdiction: told ?? deps.jurisdiction,
    jurisdictionBasis: told === null ? 'default' : 'told',
    leftAt: null,
    faceLockedAt: null,
    identityLockedAt: null,
  };
}

export function openedBy(actor: Actor, { id, language, openedAt }: ApplicationRow): AuditEvent {
  return { type: 'application.opened', applicationId: id, actor, at: openedAt, data: { language } };
}

export async function openApplication(deps: OpenDeps, language: Language): Promise<ApplicationId> {
  const row = await newDraft(deps, language);
  await deps.database.transaction(async (tx) => {
    await tx.applications.open(row);
    await tx.audit.append(openedBy({ kind: 'applicant' }, row));
  });
  return row.id;
}
