// The queue as it is shown: fresh, but nothing moves under the pointer.
import type { QueueEntry, QueueView } from '../../server/contract/queue.ts';

export interface QueueRow extends QueueEntry {
  /** No longer in the queue, still shown so that the others keep their place. */
  readonly hasLeft: boolean;
}

/**
 * While the list is in use, rows keep their places: those that left stay, marked, and new ones come last.
 * Otherwise the rows are just what the server said, oldest first.
 */
export function mergeRows(
  shown: readonly QueueRow[],
  view: QueueView,
  isInUse: boolean,
): readonly QueueRow[] {
  const fresh = new Map(view.cases.map((entry) => [entry.applicationId, { ...entry, hasLeft: false }]));
  if (!isInUse) return [...fresh.values()];
  const kept = shown.map((row) => fresh.get(row.applicationId) ?? { ...row, hasLeft: true });
  const known = new Set(shown.map((row) => row.applicationId));
  return [...kept, ...[...fresh.values()].filter((row) => !known.has(row.applicationId))];
}

/** The oldest case that this reviewer can take up now, other than the present one. */
export function nextFree(rows: readonly QueueRow[], currentId: string | null): QueueRow | null {
  const free = rows.filter((row) => !row.hasLeft && !row.isForOthers && row.applicationId !== currentId);
  return free.find((row) => row.isMine) ?? free.find((row) => row.claimedBy === null) ?? null;
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
