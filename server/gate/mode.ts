// Whether people or the automation decide: hold (default, and what it falls back to) or live with a share.
import type { Machine, StoredGateMode } from '../domain/gate-change.ts';
import { watchLimitMs } from './go-live-limits.ts';

declare const readAsStored: unique symbol;
/** Only `readMode` makes one that is live: an object with the same fields written elsewhere does not have the brand. */
export type GateMode =
  | { readonly mode: 'hold' }
  | ({
      readonly [readAsStored]: true;
      readonly mode: 'live';
      /** Part of the applicants, 0..1, that a recommendation may admit without a reviewer. */
      readonly share: number;
      /** The confirmation that is in force, by its place in the history. */
      readonly confirmation: number;
    } & Machine);

export const hold: GateMode = { mode: 'hold' };

/** Asked so that a moment that is no moment is not recent. */
function isRecent(moment: Date | null, now: Date): boolean {
  return moment !== null && Math.abs(now.getTime() - moment.getTime()) <= watchLimitMs;
}

/**
 * Reads a stored mode; anything that is not clearly live is hold.
 * So is a gate that nothing watches over: what would make it fall back was not looked at for some minutes.
 */
export function readMode(stored: StoredGateMode | null, now: Date): GateMode {
  if (stored?.mode !== 'live') return hold;
  const { share, expiresAt, policyVersion, judgedBy, changeSeq, watchedAt } = stored;
  if (share === null || !(share > 0 && share <= 1)) return hold;
  // asked this way round so that a moment that is no moment is hold, too
  if (!(expiresAt !== null && expiresAt > now)) return hold;
  if (policyVersion === null || judgedBy === null || !isRecent(watchedAt, now)) return hold;
  return { mode: 'live', share, confirmation: changeSeq, policyVersion, judgedBy } as GateMode;
}

/** Whether this applicant is one of those whom the automation may admit. `draw`: 0 <= draw < 1, fixed per application. */
export function isWithinShare(mode: GateMode, draw: number): mode is GateMode & { mode: 'live' } {
  return mode.mode === 'live' && draw < mode.share;
}
