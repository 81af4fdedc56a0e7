// Opens an application in the applicant's language.
import type { ApplicationId, Language } from '../../domain/application.ts';
import { attempts, draftLifetimeMs } from '../../domain/limits.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Random } from '../../ports/random.ts';
import type { Vault } from '../../ports/vault.ts';

export async function openApplication(
  deps: { database: Database; vault: Vault; clock: Clock; random: Random },
  language: Language,
): Promise<ApplicationId> {
  const id = deps.random.id('a') as ApplicationId;
  const at = deps.clock.now();
  const wrappedKey = await deps.vault.newKey(id);
  await deps.database.transaction(async (tx) => {
    await tx.applications.open({
      id,
      state: 'draft',
      path: 'face',
      language,
      subjectKind: null,
      round: 0,
      declarationSealed: null,
      wrappedKey,
      resubmissionsLeft: attempts.resubmissions,
      livenessAttemptsLeft: attempts.liveness,
      fix: [],
      openedAt: at,
      submittedAt: null,
      decidedAt: null,
      expiresAt: new Date(at.getTime() + draftLifetimeMs),
    });
    await tx.audit.append({
      type: 'application.opened',
      applicationId: id,
      actor: { kind: 'applicant' },
      at,
      data: { language },
    });
  });
  return id;
}
