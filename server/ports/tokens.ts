// Signed tokens that come back to us: sessions, resume links, devices, steps of a capture, sign-ins under way.

export const tokenPurposes = [
  'applicant-session',
  'reviewer-session',
  'resume',
  'device',
  'liveness-step',
  'provider-sign-in',
] as const;
export type TokenPurpose = (typeof tokenPurposes)[number];

export type ReadToken =
  | { readonly verdict: 'good'; readonly claims: Readonly<Record<string, unknown>> }
  | { readonly verdict: 'expired' }
  | { readonly verdict: 'forged' };

export interface Tokens {
  /** Asks for a token over these claims, good for this purpose only and until then. Claims are readable by the bearer. */
  issue(
    purpose: TokenPurpose,
    claims: Readonly<Record<string, string | number>>,
    expiresAt: Date,
  ): Promise<string>;
  /**
   * Asks what a token says.
   * Answers its claims, or `expired`, or `forged` for everything else (altered, of another purpose, not a token).
   * Always can. Keeps nothing: single use is for the caller to keep.
   */
  read(purpose: TokenPurpose, token: string): Promise<ReadToken>;
}
