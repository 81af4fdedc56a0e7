// Whether people or the automation decide: hold (default, and what it falls back to) or live with a share.

/** `share`: part of the applicants, 0..1, that a recommendation may admit without a reviewer. */
export type GateMode = { readonly mode: 'hold' } | { readonly mode: 'live'; readonly share: number };

export const hold: GateMode = { mode: 'hold' };

/** Reads a stored mode; anything that is not clearly live is hold. */
export function readMode(
  stored: { mode: string; share: number | null; expiresAt: Date | null } | null,
  now: Date,
): GateMode {
  if (stored?.mode !== 'live') return hold;
  if (stored.share === null || !(stored.share > 0 && stored.share <= 1)) return hold;
  // asked this way round so that a moment that is no moment is hold, too
  if (!(stored.expiresAt !== null && stored.expiresAt > now)) return hold;
  return { mode: 'live', share: stored.share };
}
