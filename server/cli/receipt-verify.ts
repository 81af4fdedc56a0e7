// `portcullis receipt verify`: says what a receipt of either kind says, and whether a known key signed exactly that.
import { createHash } from 'node:crypto';
import { receiptClaims } from '../contract/receipt.ts';
import { signatureChecks } from '../compose-tools.ts';
import { erasureClaims } from '../contract/privacy.ts';
import type { Receipt } from '../domain/receipt.ts';
import type { SignatureFault } from '../ports/signatures.ts';
import { linesOfErasure } from './erasure-lines.ts';
import { keysFor, warningOf } from './verify/keys.ts';
import { endingWell, exitCodes, textOf, type Environment, type Voice } from './verify/source.ts';

export interface VerifyOptions {
  readonly jwks?: string;
  readonly statement?: string;
}

const faultSentence: Record<SignatureFault, string> = {
  'cut-short': 'this is not a whole receipt: something is missing or damaged',
  'other-algorithm': 'it names another way of signing than EdDSA, which no receipt does',
  'other-type': 'it is signed as something else than a receipt',
  'other-key': 'none of the keys it was checked with signed it',
  altered: 'it was changed after it was signed',
};

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
  const warning = warningOf(options.jwks);
  if (warning !== null) print(warning);
  const asErasure = signatureChecks.verify('erasure', text, keys);
  const isErasure = asErasure.isSigned || asErasure.fault !== 'other-type';
  const verdict = isErasure ? asErasure : signatureChecks.verify('receipt', text, keys);
  const said = receiptClaims.safeParse(verdict.claims);
  const erasure = erasureClaims.safeParse(verdict.claims);
  const lines = said.success ? linesOf(said.data) : erasure.success ? linesOfErasure(erasure.data) : null;
  if (lines !== null) {
    print(verdict.isSigned ? 'This receipt says:' : 'This receipt says, but nothing proves it:');
    for (const line of lines) print(line);
  }
  const notValid = (why: string): number => {
    print(`not valid: ${why}`);
    return exitCodes.notValid;
  };
  if (!verdict.isSigned) return notValid(faultSentence[verdict.fault]);
  if (isErasure ? !erasure.success : !said.success)
    return notValid('it is signed, but does not say what a receipt of this version says');
  if (statement !== null && hashOfStatement(statement) !== said.data?.statement.sha256)
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
  voice: Voice,
): Promise<number> {
  return endingWell(() => verifyFile(path, options, environment, voice.print), voice);
}
