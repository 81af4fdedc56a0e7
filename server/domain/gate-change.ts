// What happens to the gate's mode: proposals, answers to them, and the ways back to hold; a history that only grows.

/** What a recommendation rests on besides the policy. Evidence about one holds for no other. */
export interface JudgedBy {
  /** The face engine by its full name, with versions. */
  readonly engine: string;
  /** The government record that was asked; null where none is configured. */
  readonly record: string | null;
  readonly registry: string | null;
}

/** Everything that has to stay as it was for evidence to go on being about what decides. */
export interface Machine {
  readonly policyVersion: string;
  readonly judgedBy: JudgedBy;
}

export function isSameMachine(a: Machine, b: Machine): boolean {
  return (
    a.policyVersion === b.policyVersion &&
    a.judgedBy.engine === b.judgedBy.engine &&
    a.judgedBy.record === b.judgedBy.record &&
    a.judgedBy.registry === b.judgedBy.registry
  );
}

/** The mode as it is stored, which may be anything; the gate alone says what it means. */
export interface StoredGateMode {
  readonly mode: string;
  readonly share: number | null;
  readonly expiresAt: Date | null;
  /** What the evidence is about that it is live on; null in hold. */
  readonly policyVersion: string | null;
  readonly judgedBy: JudgedBy | null;
  /** The change in the history that it follows from; 0 before the first. */
  readonly changeSeq: number;
  /** When what would make it fall back was last looked at; null: never. */
  readonly watchedAt: Date | null;
}

/** Why the gate fell back by itself. */
export const fallBackCodes = [
  'record-errors',
  'recommendations-drifted',
  'distances-drifted',
  'audit-disagrees',
  'audits-overdue',
  'evidence-insufficient',
  'machine-changed',
  'mode-altered',
] as const;
export type FallBackCode = (typeof fallBackCodes)[number];

/** `measured` was beyond `limit`, over so many `trials`; null where there is nothing to count. */
export interface FallBackReason {
  readonly code: FallBackCode;
  /** Which figure, where a code has several: the name of a distribution, of what changed. */
  readonly of: string | null;
  readonly measured: number | null;
  readonly limit: number | null;
  readonly trials: number | null;
}

/** What somebody proposes: for which part of the applicants, until when, on which evidence. */
export interface LiveTerms extends Machine {
  readonly share: number; // of the applicants, 0..1
  readonly expiresAt: Date;
  readonly evidenceSha256: string;
}

interface ChangeData {
  proposed: LiveTerms & { readonly by: string; readonly note: string };
  /** Terms as proposed, written again by whoever confirms them. */
  confirmed: { readonly by: string; readonly proposal: number } & Omit<LiveTerms, keyof Machine>;
  refused: { readonly by: string; readonly proposal: number; readonly note: string };
  held: { readonly by: string; readonly note: string };
  'fell-back': { readonly reasons: readonly FallBackReason[] };
  expired: unknown;
}

export const gateChangeKinds = ['proposed', 'confirmed', 'refused', 'held', 'fell-back', 'expired'] as const;
export type GateChangeKind = (typeof gateChangeKinds)[number];

/** A change that was not written down yet. */
export type NewGateChange = {
  [Kind in GateChangeKind]: { readonly kind: Kind; readonly at: Date } & ChangeData[Kind];
}[GateChangeKind];

/** `seq`: 1 for the first ever; one after the other without a gap. */
export type GateChange = NewGateChange & { readonly seq: number };
