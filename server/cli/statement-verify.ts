// `portcullis statement verify`: says what a statement of admission says, and whether it holds now.
import { admissionClaims, revocationClaims } from '../contract/admission.ts';
import { signatureChecks } from '../compose-tools.ts';
import type { AdmissionStatement, RevocationList } from '../domain/admission-statement.ts';
import type { PublicKey } from '../ports/keys.ts';
import type { SignatureFault } from '../ports/signatures.ts';
import { keysFor, warningOf } from './verify/keys.ts';
import {
  download,
  endingWell,
  exitCodes,
  isAddress,
  textOf,
  Unreadable,
  type Environment,
  type Voice,
} from './verify/source.ts';

export interface VerifyStatementOptions {
  readonly jwks?: string;
  readonly revocations?: string;
}

const faultSentence: Record<SignatureFault, string> = {
  'cut-short': 'this is not a whole statement: something is missing or damaged',
  'other-algorithm': 'it names another way of signing than EdDSA, which no statement does',
  'other-type': 'it is signed as something else than a statement of admission',
  'other-key': 'none of the keys it was checked with signed it',
  altered: 'it was changed after it was signed',
};

const listLimitBytes = 64 * 1024 * 1024;
/** Clocks of two machines may part by this much. */
const skewMs = 60_000;

const momentOf = (seconds: number): Date => new Date(seconds * 1000);

const evidenceParts = ['engine', 'record', 'registry', 'consentTexts', 'statementOfWill'] as const;

function linesOf(statement: AdmissionStatement): readonly string[] {
  const line = (name: string, value: string): string => `  ${name.padEnd(13)}${value}`;
  const { evidence } = statement;
  const made = evidenceParts.flatMap((what) => {
    const version = evidence[what];
    return version === null ? [] : [{ what, version }];
  });
  return [
    line('application', statement.sub),
    line('seller', statement.sellerReference ?? 'not named'),
    line('marketplace', statement.marketplace),
    line(
      'admitted',
      `${statement.decidedAt}, ${statement.basis === 'reviewed' ? 'by people' : 'by the automation'}`,
    ),
    line('subject', statement.subjectKind),
    line('policy', statement.policyVersion),
    ...made.map(({ what, version }, index) => line(index === 0 ? 'evidence' : '', `${what}: ${version}`)),
    line('sealed', `SHA-256 ${statement.recommendationSha256}`),
    line('statement', statement.jti),
    line('signed by', statement.iss),
    line('signed at', momentOf(statement.iat).toISOString()),
    line('holds until', momentOf(statement.exp).toISOString()),
  ];
}

/** Of the same installation, signed, and of today: else nobody can tell who was revoked. */
async function readRevocations(
  source: string,
  statement: AdmissionStatement,
  keys: readonly PublicKey[],
  now: Date,
): Promise<RevocationList> {
  const text = await (isAddress(source)
    ? download(source, 'the revocations')
    : textOf(source, 'the list of revocations', listLimitBytes));
  const verdict = signatureChecks.verify('revocations', text, keys);
  const list = verdict.isSigned ? revocationClaims.safeParse(verdict.claims).data : undefined;
  if (list === undefined) throw new Unreadable('the list of revocations is not one that these keys signed');
  if (list.iss !== statement.iss)
    throw new Unreadable(`the list of revocations is of ${list.iss}, the statement of ${statement.iss}`);
  if (momentOf(list.exp) <= now)
    throw new Unreadable(
      `the list of revocations is too old: it was good until ${momentOf(list.exp).toISOString()}`,
    );
  return list;
}

/** Why a statement that is signed does not hold now; null when it does. */
function faultNow(statement: AdmissionStatement, list: RevocationList | null, now: Date): string | null {
  const revoked = list?.revoked.find(({ sub }) => sub === statement.sub);
  if (revoked !== undefined) return `the admission was revoked ${revoked.revokedAt}`;
  if (momentOf(statement.exp) <= now) return 'it has expired: ask for a new one';
  if (momentOf(statement.iat).getTime() > now.getTime() + skewMs) return 'it is signed with a time to come';
  return null;
}

async function verifyFile(
  path: string,
  options: VerifyStatementOptions,
  environment: Environment,
  print: (line: string) => void,
  now: Date,
): Promise<number> {
  const text = await textOf(path, 'the statement');
  const keys = await keysFor(options.jwks, environment);
  const warning = warningOf(options.jwks);
  if (warning !== null) print(warning);
  const verdict = signatureChecks.verify('admission', text, keys);
  const said = admissionClaims.safeParse(verdict.claims);
  if (said.success) {
    print(verdict.isSigned ? 'This statement says:' : 'This statement says, but nothing proves it:');
    for (const line of linesOf(said.data)) print(line);
  }
  const notValid = (why: string): number => {
    print(`not valid: ${why}`);
    return exitCodes.notValid;
  };
  if (!verdict.isSigned) return notValid(faultSentence[verdict.fault]);
  if (!said.success) return notValid('it is signed, but does not say what a statement of this version says');
  const list =
    options.revocations === undefined
      ? null
      : await readRevocations(options.revocations, said.data, keys, now);
  const fault = faultNow(said.data, list, now);
  if (fault !== null) return notValid(fault);
  print(
    list === null
      ? 'Not looked at: whether the admission was revoked meanwhile (--revocations).'
      : `Not revoked by ${momentOf(list.iat).toISOString()}.`,
  );
  print(`valid: signed by the key ${verdict.keyId}`);
  return exitCodes.valid;
}

/** Answers the exit code. Reads files and, for addresses that are named, the network; writes nothing. */
export async function verifyStatement(
  path: string,
  options: VerifyStatementOptions,
  environment: Environment,
  voice: Voice,
  now: Date,
): Promise<number> {
  return endingWell(() => verifyFile(path, options, environment, voice.print, now), voice);
}
