// `portcullis receipt verify`: says what a receipt says, and whether a known key signed exactly that.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { keySet, receiptClaims } from '../contract/receipt.ts';
import { receiptChecks } from '../compose.ts';
import { readConfig } from '../config.ts';
import type { Receipt } from '../domain/receipt.ts';
import type { PublicKey } from '../ports/keys.ts';
import type { ReceiptFault } from '../ports/receipts.ts';

export interface VerifyOptions {
  readonly jwks?: string;
  readonly statement?: string;
}

/** Exit codes of the command. */
export const exitCodes = { valid: 0, notValid: 1, unreadable: 2 } as const;

const faultSentence: Record<ReceiptFault, string> = {
  'cut-short': 'this is not a whole receipt: something is missing or damaged',
  'other-algorithm': 'it names another way of signing than EdDSA, which no receipt does',
  'other-type': 'it is signed as something else than a receipt',
  'other-key': 'none of the keys it was checked with signed it',
  altered: 'it was changed after it was signed',
};

/** Something that the command needs could not be read; its message is for whoever called it. */
class Unreadable extends Error {}

const mostBytes = 256 * 1024;
const fetchTimeoutMs = 15_000;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function textOf(path: string, what: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new Unreadable(`${what} cannot be read: ${reasonOf(error)}`, { cause: error });
  }
  if (bytes.length > mostBytes)
    throw new Unreadable(`${what} is larger than ${mostBytes / 1024} kB: ${path}`);
  return new TextDecoder().decode(bytes);
}

async function download(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(fetchTimeoutMs) });
    if (!response.ok) throw new Error(`${url} answers ${response.status}`);
    return await response.text();
  } catch (error) {
    throw new Unreadable(`the keys cannot be fetched: ${reasonOf(error)}`, { cause: error });
  }
}

/** Each key goes by the name that follows from it, not by the one it is given there. Other kinds are passed over. */
function keysIn(text: string, source: string): readonly PublicKey[] {
  let set: unknown;
  try {
    set = JSON.parse(text);
  } catch (error) {
    throw new Unreadable(`there is no set of keys in ${source}`, { cause: error });
  }
  const keys = set !== null && typeof set === 'object' && 'keys' in set ? set.keys : null;
  if (!Array.isArray(keys)) throw new Unreadable(`there is no set of keys in ${source}`);
  const one = keySet.shape.keys.element.pick({ kty: true, crv: true, x: true });
  return keys.flatMap((value) => {
    const { success, data } = one.safeParse(value);
    if (!success || Buffer.from(data.x, 'base64url').length !== 32) return [];
    return [{ keyId: receiptChecks.thumbprintOf(data), publicJwk: data }];
  });
}

async function ownKeys(environment: Environment): Promise<readonly PublicKey[]> {
  try {
    const keys = await receiptChecks.ownKeys(readConfig(environment));
    if (keys !== null) return keys;
  } catch (error) {
    throw new Unreadable(`the keys of this installation cannot be read: ${reasonOf(error)}`, {
      cause: error,
    });
  }
  throw new Unreadable(
    'this installation has no master key, so no keys of its own: name the keys with --jwks (they are at /.well-known/jwks.json of the server that signed)',
  );
}

type Environment = Readonly<Record<string, string | undefined>>;

async function keysFor(jwks: string | undefined, environment: Environment): Promise<readonly PublicKey[]> {
  if (jwks === undefined) return ownKeys(environment);
  const isAddress = /^https?:\/\//i.test(jwks);
  return keysIn(await (isAddress ? download(jwks) : textOf(jwks, 'the file of keys')), jwks);
}

const agreed: Record<Receipt['agreement'], string> = {
  nodded: 'by nodding',
  held: 'by holding the control with the face in view',
};

function linesOf(receipt: Receipt): readonly string[] {
  const { statement, transcript, needs, frames } = receipt;
  const line = (name: string, value: string): string => `  ${name.padEnd(13)}${value}`;
  const told = [
    ...(needs.isLongerTime ? ['longer time'] : []),
    ...needs.without.map((movement) => `without ${movement}`),
  ];
  return [
    line('application', receipt.applicationId),
    line('capture', receipt.sessionId),
    line('marketplace', receipt.marketplace),
    line('agreed', `${transcript.at(-1)?.passedAt ?? 'no time'}, ${agreed[receipt.agreement]}`),
    line('statement', `version ${statement.version}, SHA-256 ${statement.sha256}`),
    ...transcript.map(({ step, passedAt, tries }, index) =>
      line(
        index === 0 ? 'steps' : '',
        `${step.padEnd(11)} passed ${passedAt}, ${tries} ${tries === 1 ? 'try' : 'tries'}`,
      ),
    ),
    ...(told.length === 0 ? [] : [line('needs', told.join(', '))]),
    line('frames', `${frames.count}, from number ${frames.firstSeq}, chain ${frames.chain}`),
    line('best frame', `SHA-256 ${receipt.bestFrameSha256}`),
    line('signed by', receipt.iss),
    line('signed at', new Date(receipt.iat * 1000).toISOString()),
  ];
}

/** The text as it was agreed to; line breaks at its end, which editors add, do not count. */
const hashOfStatement = (text: string): string =>
  createHash('sha256')
    .update(text.replace(/^\uFEFF/, '').replace(/[\r\n]+$/, ''))
    .digest('hex');

async function verifyFile(
  path: string,
  options: VerifyOptions,
  environment: Environment,
  print: (line: string) => void,
): Promise<number> {
  const text = await textOf(path, 'the receipt');
  const statement = options.statement === undefined ? null : await textOf(options.statement, 'the statement');
  const keys = await keysFor(options.jwks, environment);
  if (/^http:/i.test(options.jwks ?? ''))
    print('The keys came over plain http: somebody on the way could have put others in their place.');
  const verdict = receiptChecks.verify(text, keys);
  const said = receiptClaims.safeParse(verdict.claims);
  if (said.success) {
    print(verdict.isSigned ? 'This receipt says:' : 'This receipt says, but nothing proves it:');
    for (const line of linesOf(said.data)) print(line);
  }
  const notValid = (why: string): number => {
    print(`not valid: ${why}`);
    return exitCodes.notValid;
  };
  if (!verdict.isSigned) return notValid(faultSentence[verdict.fault]);
  if (!said.success) return notValid('it is signed, but does not say what a receipt of this version says');
  if (statement !== null && hashOfStatement(statement) !== said.data.statement.sha256)
    return notValid('the statement given is not the one that was agreed to');
  if (statement !== null) print('The statement given is the one that was agreed to.');
  print(`valid: signed by the key ${verdict.keyId}`);
  return exitCodes.valid;
}

/** Answers the exit code. Reads files and, for an `http` address of keys, the network; writes nothing. */
export async function verifyReceipt(
  path: string,
  options: VerifyOptions,
  environment: Environment,
  { print, complain }: { print: (line: string) => void; complain: (line: string) => void },
): Promise<number> {
  try {
    return await verifyFile(path, options, environment, print);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    complain(error.message);
    return exitCodes.unreadable;
  }
}
