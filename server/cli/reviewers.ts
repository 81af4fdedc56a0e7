// `portcullis reviewers`: one-time sign-in links, and who is known.
import { readFileSync } from 'node:fs';
import { withDatabase } from '../compose-tools.ts';
import { publicUrl, readConfig, type Config } from '../config.ts';
import { createLog } from '../log.ts';
import { parseCitizenId } from '../domain/citizen-id.ts';
import { reviewerRoles, type ReviewerRole } from '../domain/review-case.ts';
import { makeSignInLink } from '../features/accounts/sign-in-link.ts';
import { identifyReviewer } from '../features/review/identify-reviewer.ts';
import type { KnownReviewer, Reviewer } from '../ports/reviewers.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Print = (line: string) => void;

export interface WantedLink {
  readonly id: string;
  /** May be left out, as the role, for somebody who is known. */
  readonly name?: string;
  readonly role?: string;
  /** Go round the identity provider that is configured. */
  readonly breakGlass?: boolean;
  /** Resident ID number, to keep them from applications of their own; `-`: read from standard input. */
  readonly citizenId?: string;
}

const isRole = (role: string): role is ReviewerRole => (reviewerRoles as readonly string[]).includes(role);

/** Rejects with a sentence for the operator. With the embedded database, the server must not be running. */
export async function printSignInLink(
  environment: Environment,
  wanted: WantedLink,
  print: Print,
): Promise<void> {
  const { id, role, breakGlass: isBreakGlass = false } = wanted;
  if (role !== undefined && !isRole(role)) throw new Error(`a role is one of ${reviewerRoles.join(', ')}`);
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(id))
    throw new Error('an id has 1 to 40 small letters, digits and hyphens');
  const config = readConfig(environment);
  refuseDetour(config, isBreakGlass);
  const citizen = wanted.citizenId === undefined ? undefined : readCitizenId(wanted.citizenId);
  const link = await withDatabase(config, surroundings(), async (tools) => {
    const reviewer = reviewerOf(wanted, await tools.database.reviewers.find(id));
    const url = publicUrl(config, config.PORT);
    const made = await makeSignInLink(
      { ...tools, publicUrl: url },
      { reviewer, kind: isBreakGlass ? 'break-glass' : 'usual' },
    );
    if (citizen !== undefined)
      await identifyReviewer({ ...tools, vault: await tools.vault() }, id, { citizen }, { kind: 'system' });
    return made;
  });
  print(link);
}

/** A number that nobody has would keep nobody from anything, without anybody noticing. */
function readCitizenId(said: string): string {
  const text = said === '-' ? readFileSync(process.stdin.fd, 'utf8') : said;
  const parsed = parseCitizenId(text, new Date());
  if (!parsed.ok)
    throw new Error(`--citizen-id takes a resident ID number; this is none (${parsed.problem})`);
  return parsed.citizenId;
}

/** With an identity provider, links are for the day on which it cannot be used, and whoever makes one has to say so. */
function refuseDetour(config: Config, isBreakGlass: boolean): void {
  if (config.OIDC_ISSUER !== undefined && !isBreakGlass)
    throw new Error(
      `reviewers sign in at ${config.OIDC_ISSUER}; a link goes round it and is for emergencies: --break-glass`,
    );
  if (config.OIDC_ISSUER === undefined && isBreakGlass)
    throw new Error('no identity provider is configured: there is nothing to break, leave --break-glass out');
}

function reviewerOf({ id, name, role }: WantedLink, known: KnownReviewer | null): Reviewer {
  if (known !== null && known.barredAt !== null)
    throw new Error(`${id} is barred; an operator can let them in again at the desk`);
  const wantedName = name ?? known?.name;
  if (wantedName === undefined) throw new Error('somebody new needs a name: --name');
  const wantedRole = role !== undefined && isRole(role) ? role : (known?.role ?? 'reviewer');
  return { id, name: wantedName, role: wantedRole };
}

/** One a line: id, role, name, and since when barred. */
export async function listReviewers(environment: Environment, print: Print): Promise<void> {
  const everybody = await withDatabase(readConfig(environment), surroundings(), ({ database }) =>
    database.reviewers.all(),
  );
  for (const { id, name, role, barredAt } of everybody)
    print([id, role, name, ...(barredAt === null ? [] : [`barred ${barredAt.toISOString()}`])].join('\t'));
}

const surroundings = (): Parameters<typeof withDatabase>[1] => ({
  log: createLog('warn'),
  onFatal: (error: Error): void => {
    throw error;
  },
});
