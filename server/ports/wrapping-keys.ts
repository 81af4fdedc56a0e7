// The keys that data keys are wrapped with: they can be changed without touching what the data keys lock.
import type { Keys } from './keys.ts';

/** Each of them rejects with `WrappingUnavailable` when whoever holds the keys cannot be asked. */
export interface WrappingKeys extends Pick<Keys, 'wrap' | 'unwrap'> {
  /**
   * Asks which key wrapped this. Answers a short name, which is no secret and the same for as long as the key is.
   * Cannot tell (nothing that was ever wrapped here): rejects with `CannotOpen`.
   */
  nameOf(wrapped: Uint8Array): Promise<string>;

  /** The name of the key that wraps from now on; it may be another one at the next question. */
  newest(): Promise<string>;

  /**
   * Asks whether a data key could be wrapped now. False where it could not, or is not known before the signal ends;
   * never rejects. True promises nothing of the next question.
   */
  isReachable(signal: AbortSignal): Promise<boolean>;
}

/** Whoever holds the wrapping keys could not be asked. Nothing is known of the data key, least of all that it is damaged. */
export class WrappingUnavailable extends Error {
  /** A word for what went wrong. There is no cause: those carry addresses and headers into logs. */
  readonly code: string;

  constructor(code: string) {
    super(`the key service cannot be asked: ${code}`);
    this.name = 'WrappingUnavailable';
    this.code = code;
  }
}
