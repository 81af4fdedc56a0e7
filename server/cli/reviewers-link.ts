// `portcullis reviewers link`: a one-time sign-in link for a reviewer, who is made known if they are not.
import { issueSignInLink } from '../compose.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { reviewerRoles, type ReviewerRole } from '../domain/review-case.ts';

export interface WantedLink {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

const isRole = (role: string): role is ReviewerRole => (reviewerRoles as readonly string[]).includes(role);

/** Rejects with a sentence for the operator. With the embedded database, the server must not be running. */
export async function printSignInLink(
  environment: Readonly<Record<string, string | undefined>>,
  wanted: WantedLink,
  print: (line: string) => void,
): Promise<void> {
  const { id, name, role } = wanted;
  if (!isRole(role)) throw new Error(`a role is one of ${reviewerRoles.join(', ')}`);
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(id))
    throw new Error('an id has 1 to 40 small letters, digits and hyphens');
  const config = readConfig(environment);
  const surroundings = {
    log: createLog('warn'),
    onFatal: (error: Error): void => {
      throw error;
    },
  };
  print(await issueSignInLink(config, surroundings, { id, name, role }));
}
