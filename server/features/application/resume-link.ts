// Makes and reads the link by which one person continues on any device.
import { applicationIdPattern, type ApplicationId } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import { resumeLinkLifetimeMs } from '../../domain/limits.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Tokens } from '../../ports/tokens.ts';

/** The token stands after `#`, which browsers send to no server and write into no log. */
export async function makeResumeLink(
  deps: { tokens: Tokens; clock: Clock; publicUrl: string },
  id: ApplicationId,
): Promise<string> {
  const expiresAt = new Date(deps.clock.now().getTime() + resumeLinkLifetimeMs);
  return `${deps.publicUrl}/apply#resume=${await deps.tokens.issue('resume', { sub: id }, expiresAt)}`;
}

export async function resumeApplication(
  deps: { database: Database; tokens: Tokens; clock: Clock },
  token: string,
): Promise<ApplicationId> {
  const read = await deps.tokens.read('resume', token);
  if (read.verdict === 'expired') throw new DomainError('resume-link-expired');
  const id = read.verdict === 'good' ? read.claims['sub'] : null;
  if (typeof id !== 'string' || !applicationIdPattern.test(id)) throw new DomainError('not-found');
  const row = await deps.database.applications.find(id as ApplicationId);
  if (row === null) throw new DomainError('not-found');
  await deps.database.transaction((tx) =>
    tx.audit.append({
      type: 'application.resumed',
      applicationId: row.id,
      actor: { kind: 'applicant' },
      at: deps.clock.now(),
      data: {},
    }),
  );
  return row.id;
}
