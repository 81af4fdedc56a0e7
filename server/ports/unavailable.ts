// The one way an outside authority's port says that it could not be asked: never yes, never no.

export interface Unavailable {
  answer: 'unavailable';
  /** `timeout`: the caller's signal was aborted first. `bad-answer`: it answered, and we cannot make sense of it. */
  why: 'timeout' | 'rate-limited' | 'maintenance' | 'unreachable' | 'bad-answer';
  /** How long the authority asks us to wait, when it says so; `null` when it does not. */
  retryAfterMs: number | null;
}
