// Where the gate stands after its history: what is live, what is proposed.
import type { GateChange, LiveTerms, NewGateChange } from '../domain/gate-change.ts';

type Of<Kind extends GateChange['kind']> = GateChange & { readonly kind: Kind };

export interface Live extends LiveTerms {
  /** Places in the history. */
  readonly proposal: number;
  readonly confirmation: number;
  readonly proposedBy: string;
  readonly confirmedBy: string;
  readonly since: Date;
}

export interface Standing {
  /** Null: hold. */
  readonly live: Live | null;
  /** The proposal that waits for somebody's answer, too old or not; null when there is none. */
  readonly proposal: Of<'proposed'> | null;
  /** The change that the mode came from; null when it was never anything but hold. */
  readonly from: Of<'confirmed' | 'held' | 'fell-back' | 'expired'> | null;
}

export const beforeTheFirst: Standing = { live: null, proposal: null, from: null };

/**
 * One change further. A confirmation that does not answer the open proposal as it stands, or comes from whoever proposed
 * it, changes nothing but that the proposal is gone: whatever wrote it there, it makes nothing live.
 */
export function standingWith(standing: Standing, change: GateChange): Standing {
  switch (change.kind) {
    case 'proposed':
      return { ...standing, proposal: change };
    case 'refused':
      return { ...standing, proposal: null };
    case 'held':
    case 'fell-back':
    case 'expired':
      return { live: null, proposal: null, from: change };
    case 'confirmed': {
      const { proposal } = standing;
      if (proposal === null || !answers(change, proposal)) return { ...standing, proposal: null };
      const { share, expiresAt, evidenceSha256, policyVersion, judgedBy } = proposal;
      return {
        live: {
          share,
          expiresAt,
          evidenceSha256,
          policyVersion,
          judgedBy,
          proposal: proposal.seq,
          confirmation: change.seq,
          proposedBy: proposal.by,
          confirmedBy: change.by,
          since: change.at,
        },
        proposal: null,
        from: change,
      };
    }
  }
}

function answers(confirmed: Of<'confirmed'>, proposal: Of<'proposed'>): boolean {
  return (
    confirmed.proposal === proposal.seq &&
    confirmed.by !== proposal.by &&
    confirmed.share === proposal.share &&
    confirmed.expiresAt.getTime() === proposal.expiresAt.getTime() &&
    confirmed.evidenceSha256 === proposal.evidenceSha256
  );
}

/** `history` from its beginning, in order. */
export function standingAfter(history: readonly GateChange[]): Standing {
  return history.reduce(standingWith, beforeTheFirst);
}

/** Whether hold would change anything; pressing it twice is the same as once. */
export function canHold({ live, proposal }: Standing): boolean {
  return live !== null || proposal !== null;
}

/** What the passing of time alone asks for. */
export function dueByTime({ live }: Standing, now: Date): (NewGateChange & { kind: 'expired' }) | null {
  // asked this way round so that a moment that is no moment is over, too
  return live !== null && !(live.expiresAt > now) ? { kind: 'expired', at: now } : null;
}
