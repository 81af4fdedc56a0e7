// The queue as it is shown: fresh, but nothing moves under the pointer.
import type { QueueEntry, QueueView } from '../../server/contract/queue.ts';

export interface QueueRow extends QueueEntry {
  /** No longer in the queue, still shown so that the others keep their place. */
  readonly hasLeft: boolean;
}

/** One's own first, then the rest as the server ordered it, each case once; further pages come last. */
function ordered(view: QueueView, further: readonly QueueEntry[]): Map<string, QueueRow> {
  const rows = new Map<string, QueueRow>();
  for (const entry of [...view.mine, ...view.cases, ...further])
    if (!rows.has(entry.applicationId)) rows.set(entry.applicationId, { ...entry, hasLeft: false });
  return rows;
}

/**
 * While the list is in use, rows keep their places: those that left stay, marked, and new ones come last.
 * Otherwise the rows are just what the server said. `further`: pages that were asked for after the first.
 */
export function mergeRows(
  shown: readonly QueueRow[],
  view: QueueView,
  isInUse: boolean,
  further: readonly QueueEntry[] = [],
): readonly QueueRow[] {
  const fresh = ordered(view, further);
  if (!isInUse) return [...fresh.values()];
  const kept = shown.map((row) => fresh.get(row.applicationId) ?? { ...row, hasLeft: true });
  const known = new Set(shown.map((row) => row.applicationId));
  return [...kept, ...[...fresh.values()].filter((row) => !known.has(row.applicationId))];
}

/** A case that this reviewer holds already, other than the present one: it goes before any new one. */
export function heldElsewhere(rows: readonly QueueRow[], currentId: string | null): QueueRow | null {
  return rows.find((row) => !row.hasLeft && row.isMine && row.applicationId !== currentId) ?? null;
}

/** The neighbour in the list; the first or last one when nothing is open. */
export function neighbour(
  rows: readonly QueueRow[],
  currentId: string | null,
  step: 1 | -1,
): QueueRow | null {
  const present = rows.filter((row) => !row.hasLeft || row.applicationId === currentId);
  const index = present.findIndex((row) => row.applicationId === currentId);
  if (index === -1) return (step === 1 ? present[0] : present.at(-1)) ?? null;
  return present[index + step] ?? null;
}
