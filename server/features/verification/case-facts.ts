// Everything the checks look at, loaded once per verification.
import type { ConsentStandings } from '../../domain/consent.ts';
import type { EvidenceKind } from '../../domain/evidence.ts';
import { statementLabel } from '../../domain/statement.ts';
import type { Declaration } from '../../domain/subject.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { Database } from '../../ports/database.ts';
import type { EvidenceRow } from '../../ports/evidence-records.ts';
import type { LivenessFrameRow, LivenessSessionRow } from '../../ports/liveness-records.ts';
import type { Vault } from '../../ports/vault.ts';

export interface CaseFacts {
  readonly application: ApplicationRow;
  readonly declaration: Declaration;
  readonly consents: ConsentStandings;
  readonly evidence: readonly EvidenceRow[];
  readonly capture: {
    session: LivenessSessionRow;
    /** As it was shown. */
    statement: string;
    frames: readonly LivenessFrameRow[];
  } | null;
}

export async function loadCaseFacts(
  deps: { database: Database; vault: Vault },
  application: ApplicationRow,
): Promise<CaseFacts> {
  const { database, vault } = deps;
  if (application.declarationSealed === null) throw new Error('a submitted application has no declaration');
  const session = await database.liveness.newest(application.id, 'complete');
  return {
    application,
    declaration: await vault.openDeclaration(application, application.declarationSealed),
    consents: await database.consents.current(application.id),
    evidence: await database.evidence.current(application.id),
    capture:
      session === null
        ? null
        : {
            session,
            statement: await vault.openText(application, statementLabel(session.id), session.statementSealed),
            frames: await database.liveness.frames(session.id),
          },
  };
}

export function pieceOf(facts: CaseFacts, kind: EvidenceKind): EvidenceRow | null {
  return facts.evidence.find((piece) => piece.kind === kind) ?? null;
}
