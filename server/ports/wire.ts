// The way to an outside service: one question, asked once.
import type { Unavailable } from './unavailable.ts';

export interface WireQuestion {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface WireAnswer {
  readonly answer: 'json';
  readonly status: number;
  readonly json: unknown;
  /** The body as it came, for checking what was signed. */
  readonly text: string;
  /** Null when the answer has no such header. */
  readonly header: (name: string) => string | null;
  /** As asked for by a Retry-After header in seconds. */
  readonly retryAfterMs: number | null;
}

/** No answer was read. */
export interface WireFailure extends Unavailable {
  readonly code: null;
  /** `free`: it is known that the question never arrived. */
  readonly billing: 'free' | 'unstated';
}

/**
 * Asks once, and never again by itself. Answers what came as JSON, whatever its status. Everything else, and an aborted
 * signal, is `unavailable`. Never throws. Follows no redirect: a signed question goes nowhere else.
 */
export type AskOnce = (question: WireQuestion, signal: AbortSignal) => Promise<WireAnswer | WireFailure>;
