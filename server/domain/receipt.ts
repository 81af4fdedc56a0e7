// What the receipt of a statement of will says: hashes, codes and times, no name and no number of anybody.
import type { ApplicationId } from './application.ts';
import { chainOf, type ChainedFrame, type FrameChain, type HashText } from './frame-chain.ts';
import type { Agreement, CaptureNeeds, StepKind } from './liveness-protocol.ts';
import { statementVersion } from './statement.ts';

/** Raised when what a receipt says changes its meaning. */
export const receiptVersion = 1;

/** One step as it was passed. */
export interface TranscribedStep {
  readonly step: StepKind;
  /** When the server had the frames that it was passed by, ISO 8601. */
  readonly passedAt: string;
  readonly tries: number;
}

/** What can be told again from the rows of the capture. */
export interface ReceiptFacts {
  readonly version: typeof receiptVersion;
  readonly sessionId: string;
  readonly applicationId: ApplicationId;
  /** SHA-256 of the statement's text in UTF-8, hex. Whoever guesses the name can prove the guess by it. */
  readonly statement: { readonly sha256: string; readonly version: string };
  readonly marketplace: string;
  readonly agreement: Agreement;
  readonly needs: CaptureNeeds;
  readonly transcript: readonly TranscribedStep[];
  readonly frames: FrameChain;
  readonly bestFrameSha256: string;
}

export interface Receipt extends ReceiptFacts {
  /** Address of the installation that signed it. */
  readonly iss: string;
  /** When it was signed, seconds since 1970 (RFC 7519). */
  readonly iat: number;
  /** Random, base64url: so that the receipt's hash in the trail proves this text and lets nobody guess it. Not in old ones. */
  readonly salt?: string | undefined;
}

export interface Captured {
  readonly session: {
    readonly id: string;
    readonly applicationId: ApplicationId;
    readonly script: readonly StepKind[];
    readonly needs: CaptureNeeds;
    readonly agreement: Agreement | null;
  };
  readonly frames: readonly (ChainedFrame & { readonly receivedAt: Date })[];
  readonly statement: string;
  readonly marketplace: string;
  readonly bestFrameSha256: string;
}

/** Null when a step has no frames. */
function transcriptOf({ session, frames }: Captured): readonly TranscribedStep[] | null {
  const steps = session.script.flatMap((step, index) => {
    const own = frames.filter(({ stepIndex }) => stepIndex === index);
    if (own.length === 0) return [];
    const lastMs = Math.max(...own.map(({ receivedAt }) => receivedAt.getTime()));
    const tries = Math.max(...own.map(({ stepTry }) => stepTry));
    return [{ step, passedAt: new Date(lastMs).toISOString(), tries }];
  });
  return steps.length === session.script.length ? steps : null;
}

/** The same rows always give the same facts. Null when the capture was not agreed to, or a step has no frames. */
export function receiptFactsOf(captured: Captured, hash: HashText): ReceiptFacts | null {
  const { session, frames, statement, marketplace, bestFrameSha256 } = captured;
  const transcript = transcriptOf(captured);
  const chain = chainOf(session.id, frames, hash);
  if (session.agreement === null || transcript === null || chain === null) return null;
  return {
    version: receiptVersion,
    sessionId: session.id,
    applicationId: session.applicationId,
    statement: { sha256: hash(statement), version: statementVersion },
    marketplace,
    agreement: session.agreement,
    needs: { isLongerTime: session.needs.isLongerTime, without: [...session.needs.without] },
    transcript,
    frames: chain,
    bestFrameSha256,
  };
}

/** The first fact in which a receipt is not what the rows say; null when it says the same throughout. */
export function differenceBetween(receipt: ReceiptFacts, facts: ReceiptFacts): keyof ReceiptFacts | null {
  const names = Object.keys(facts) as (keyof ReceiptFacts)[];
  return names.find((name) => !isSame(receipt[name], facts[name])) ?? null;
}

/** Equal as JSON, whatever the order of members. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [left, right] = [Object.entries(a), Object.keys(b)];
  return (
    Array.isArray(a) === Array.isArray(b) &&
    left.length === right.length &&
    left.every(
      ([name, value]) => Object.hasOwn(b, name) && isSame(value, (b as Record<string, unknown>)[name]),
    )
  );
}
