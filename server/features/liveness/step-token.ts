// The single-use token of one try at one step: bound to application, session, step and try.
import type { LivenessStep } from '../../contract/liveness.ts';
import { DomainError } from '../../domain/errors.ts';
import { timeLimitMs } from '../../domain/liveness.ts';
import { statementLabel } from '../../domain/statement.ts';
import type { LivenessSessionRow } from '../../ports/liveness-records.ts';
import type { Tokens } from '../../ports/tokens.ts';
import type { Owner, Vault } from '../../ports/vault.ts';

/** Uploading and judging the last frames may take this much longer than the step itself. */
const graceMs = 30_000;

/** The step that the session is at, as it is shown: nothing of the steps after it. */
export async function revealStep(
  deps: { tokens: Tokens; vault: Vault },
  owner: Owner,
  session: LivenessSessionRow,
): Promise<LivenessStep> {
  const { tokens, vault } = deps;
  const kind = session.script[session.stepIndex];
  if (kind === undefined) throw new Error('the session has no further step');
  const limitMs = timeLimitMs(kind, session.needs);
  const expiresAt = new Date(
    Math.min(session.stepRevealedAt.getTime() + limitMs + graceMs, session.expiresAt.getTime()),
  );
  const token = await tokens.issue(
    'liveness-step',
    { sub: session.applicationId, sid: session.id, step: session.stepIndex, jti: session.tokenId },
    expiresAt,
  );
  return {
    index: session.stepIndex,
    total: session.script.length,
    kind,
    token,
    timeLimitMs: limitMs,
    statement:
      kind === 'agree'
        ? await vault.openText(owner, statementLabel(session.id), session.statementSealed)
        : null,
  };
}

export interface StepAddress {
  readonly applicationId: string;
  readonly sessionId: string;
  readonly stepIndex: number;
}

/** Answers the token's id. Throws when it is too old, altered, or of another application, session or step. */
export async function readStepToken(tokens: Tokens, token: string, address: StepAddress): Promise<string> {
  const read = await tokens.read('liveness-step', token);
  if (read.verdict === 'expired') throw new DomainError('challenge-expired');
  if (read.verdict === 'forged') throw new DomainError('challenge-not-yours');
  const { sub, sid, step, jti } = read.claims;
  const isForThis = sub === address.applicationId && sid === address.sessionId && step === address.stepIndex;
  if (!isForThis || typeof jti !== 'string') throw new DomainError('challenge-not-yours');
  return jti;
}
