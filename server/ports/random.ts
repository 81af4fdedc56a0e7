// Unpredictable numbers and names for things, from a cryptographic source.

export interface Random {
  /**
   * Asks for `length` random bytes.
   * Answers bytes nobody can predict: fit for keys, nonces and tokens.
   * Always can (the operating system's generator blocks rather than fails).
   * Keeps nothing.
   */
  bytes(length: number): Uint8Array;

  /** Asks for a whole number, 0 ≤ n < `maxExclusive` (at most 2^48 − 1), each equally likely. */
  int(maxExclusive: number): number;

  /**
   * Asks for a new identifier: `id('a')` → `a_` and 22 characters of 0-9 a-z without i, l, o, u (110 random bits).
   * One case only, so that ids stay apart as file names on every disk. Unguessable, but not a secret: it is in URLs.
   */
  id(prefix: string): string;
}
