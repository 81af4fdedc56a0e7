// What is kept of whom until when, as far as anybody can say today.
import { isEditable } from './application.ts';
import { endOf, periods } from './retention.ts';
import {
  erasureOf,
  partOf,
  type ErasureCause,
  type ErasureFacts,
  type EvidenceClass,
  type LockedPart,
} from './erasure.ts';

/** Why no time can be said yet. */
export const openEnds = ['legal-hold', 'under-review', 'while-selling'] as const;
export type OpenEnd = (typeof openEnds)[number];

export type PlannedErasure =
  | { readonly at: Date; readonly cause: ErasureCause | 'if-left-so' }
  | { readonly at: null; readonly because: OpenEnd };

export interface PlanFacts extends ErasureFacts {
  readonly isHeld: boolean;
  readonly expiresAt: Date;
}

/** Of what waits for its applicant: what happens if nothing happens. */
function ifLeftSo(evidence: EvidenceClass, facts: PlanFacts): Date {
  const expired = erasureOf(evidence, { ...facts, state: 'expired', decidedAt: facts.expiresAt });
  return expired === null || expired.at < facts.expiresAt ? facts.expiresAt : expired.at;
}

export function plannedErasure(evidence: EvidenceClass, facts: PlanFacts): PlannedErasure {
  if (facts.isHeld) return { at: null, because: 'legal-hold' };
  const end = erasureOf(evidence, facts);
  if (end !== null) return end;
  if (isEditable(facts.state)) return { at: ifLeftSo(evidence, facts), cause: 'if-left-so' };
  return { at: null, because: facts.state === 'admitted' ? 'while-selling' : 'under-review' };
}

export interface PlanRow {
  readonly evidence: EvidenceClass;
  readonly jurisdiction: ErasureFacts['jurisdiction'];
  /** `2027-03`, UTC; or why none can be said. */
  readonly when: string;
  readonly applications: number;
}

type Kept = PlanFacts & { readonly kept: readonly EvidenceClass[] };

/** Counts by class, jurisdiction and month; what is overdue stands in the month of now. */
export function planOf(all: Iterable<Kept>, now: Date): readonly PlanRow[] {
  const counts = new Map<string, PlanRow>();
  for (const facts of all)
    for (const evidence of facts.kept) {
      const planned = plannedErasure(evidence, facts);
      const at = planned.at === null ? null : planned.at < now ? now : planned.at;
      const when = at?.toISOString().slice(0, 7) ?? (planned.at === null ? planned.because : '');
      const { jurisdiction } = facts;
      const key = `${evidence} ${jurisdiction} ${when}`;
      const before = counts.get(key)?.applications ?? 0;
      counts.set(key, { evidence, jurisdiction, when, applications: before + 1 });
    }
  const order = (row: PlanRow): string => `${row.evidence} ${row.jurisdiction} ${row.when}`;
  return [...counts.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** Added up over pages. */
export function addPlans(...plans: readonly (readonly PlanRow[])[]): readonly PlanRow[] {
  const rows = new Map<string, PlanRow>();
  for (const row of plans.flat()) {
    const key = `${row.evidence} ${row.jurisdiction} ${row.when}`;
    rows.set(key, { ...row, applications: (rows.get(key)?.applications ?? 0) + row.applications });
  }
  return [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** When an admitted seller's data would be erased if they left then. */
export function erasedIfLeft(facts: Pick<ErasureFacts, 'jurisdiction'>, leftAt: Date): Date {
  return endOf(leftAt, periods.identityAfterExit[facts.jurisdiction]);
}

export const lockedOf = (
  facts: { readonly faceLockedAt: Date | null; readonly identityLockedAt: Date | null },
  evidence: EvidenceClass,
): Date | null => {
  const at: Record<LockedPart, Date | null> = { face: facts.faceLockedAt, identity: facts.identityLockedAt };
  return at[partOf[evidence]];
};
