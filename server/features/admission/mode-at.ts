// Which mode was in force at a moment, out of the gate's history.
import type { GateChange } from '../../domain/gate-change.ts';
import { readMode, type GateMode } from '../../gate/mode.ts';

const endsIt = ({ kind }: GateChange): boolean => kind !== 'proposed' && kind !== 'refused';

/** The mode that a confirmation brought. Null when it was over by then, or the history does not have it. */
export function modeAt(changes: readonly GateChange[], confirmation: number, at: Date): GateMode | null {
  const confirmed = changes.find(({ seq }) => seq === confirmation);
  if (confirmed?.kind !== 'confirmed') return null;
  const proposed = changes.find(({ seq }) => seq === confirmed.proposal);
  const wasOver = changes.some((change) => change.seq > confirmed.seq && change.at < at && endsIt(change));
  if (proposed?.kind !== 'proposed' || wasOver || confirmed.at > at) return null;
  const { share, expiresAt, seq } = confirmed;
  const { policyVersion, judgedBy } = proposed;
  // that somebody watched over it then is what the gate looked at before it decided; it is not kept
  const stored = { mode: 'live', share, expiresAt, policyVersion, judgedBy, changeSeq: seq, watchedAt: at };
  return readMode(stored, at);
}

/** The newest confirmation up to then; null when there was none. */
export function confirmationBefore(changes: readonly GateChange[], at: Date): number | null {
  return changes.findLast((change) => change.kind === 'confirmed' && change.at <= at)?.seq ?? null;
}
