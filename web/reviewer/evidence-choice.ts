// Which pieces of evidence go into which of the three boxes.
import type { Evidence } from './wire.ts';

export interface Boxes {
  /** Newest of each kind first, then earlier ones. */
  readonly documents: readonly Evidence[];
  readonly live: readonly Evidence[];
  readonly records: readonly Evidence[];
}

const documentKinds: readonly Evidence['kind'][] = ['id-front', 'id-back', 'business-licence'];

function newestFirst(evidence: readonly Evidence[], kind: Evidence['kind']): Evidence[] {
  return evidence.filter((piece) => piece.kind === kind).sort((a, b) => b.addedAt.localeCompare(a.addedAt));
}

export function sortIntoBoxes(evidence: readonly Evidence[]): Boxes {
  const byKind = documentKinds.map((kind) => newestFirst(evidence, kind));
  return {
    documents: [...byKind.flatMap((list) => list.slice(0, 1)), ...byKind.flatMap((list) => list.slice(1))],
    live: newestFirst(evidence, 'best-frame'),
    records: newestFirst(evidence, 'record-portrait'),
  };
}

/** Whether a newer piece of the same kind exists. */
export function isEarlier(evidence: readonly Evidence[], piece: Evidence): boolean {
  return evidence.some((other) => other.kind === piece.kind && other.addedAt > piece.addedAt);
}
