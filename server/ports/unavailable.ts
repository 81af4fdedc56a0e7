// The one way an outside authority's port says that it could not be asked: never yes, never no.

export const unavailableReasons = [
  /** The caller's signal was aborted first. */
  'timeout',
  'rate-limited',
  /** A quota of the day is used up: the account's, or that for questions about this person. */
  'daily-limit',
  'maintenance',
  'unreachable',
  /** It answered, and we cannot make sense of it. */
  'bad-answer',
  /** It does not take this question: malformed in its eyes, or against its own rules of risk. */
  'refused',
  /** Our key, our right to ask or the product behind it: for the operator. */
  'not-authorised',
  /** Our clock and theirs are too far apart for a signature to hold: for the operator. */
  'clock-skew',
  /** The account is in arrears: for the operator. */
  'unpaid',
] as const;

/** Nothing that waiting mends: each of them stands until an operator does something. */
export const operatorsTroubles: readonly (typeof unavailableReasons)[number][] = [
  'daily-limit',
  'not-authorised',
  'clock-skew',
  'unpaid',
];

/** The service's own, and passing: what a guard counts against it, and what an application waits for. */
export const serviceTroubles: readonly (typeof unavailableReasons)[number][] = [
  'timeout',
  'rate-limited',
  'maintenance',
  'unreachable',
  'bad-answer',
];

export interface Unavailable {
  answer: 'unavailable';
  why: (typeof unavailableReasons)[number];
  /** How long the authority asks us to wait, when it says so; `null` when it does not. */
  retryAfterMs: number | null;
  /** Nobody was asked: our own guard kept the question back, for what the service did to those before. */
  isHeldBack?: true;
}
