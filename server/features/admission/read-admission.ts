// Answers the state of an application, with the statement of admission while it is admitted.
import type { AdmissionView } from '../../contract/admission.ts';
import { turnOf, type ApplicationId } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import { issueStatement, type StatementDeps } from './issue-statement.ts';

/** The state may change while the answer is on its way; the list of revocations is for that. */
export async function readAdmission(deps: StatementDeps, id: ApplicationId): Promise<AdmissionView> {
  const { database } = deps;
  const statement = await issueStatement(deps, id);
  const row = await database.applications.find(id);
  if (row === null) throw new DomainError('not-found');
  // taken back meanwhile: then it is not handed out
  const isAdmitted = row.state === 'admitted' && statement !== null;
  return {
    applicationId: id,
    sellerReference: await database.sellerReferences.of(id),
    state: row.state,
    turn: turnOf[row.state],
    sequence: (await database.webhooks.eventsOf(id)).at(-1)?.sequence ?? 0,
    statement: isAdmitted ? statement.text : null,
    statementExpiresAt: isAdmitted ? statement.expiresAt.toISOString() : null,
  };
}
