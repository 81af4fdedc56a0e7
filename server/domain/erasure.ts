// When evidence is erased, or locked where a duty forbids that: what the consent texts promise, as tables.
import type { ApplicationPath, ApplicationState } from './application.ts';
import type { ConsentItem } from './consent.ts';
import type { EvidenceKind } from './evidence.ts';
import { atOnce, endOf, jurisdictions, periods, type Jurisdiction, type Period } from './retention.ts';

/** `record`: what a government record showed of the face; it goes with the face, and with the consent to the query. */
export const evidenceClasses = ['face', 'record', 'document'] as const;
export type EvidenceClass = (typeof evidenceClasses)[number];

/** Templates go with the face; what was declared, with everything that repeats it, goes with the document. */
export const kindsOf: Record<EvidenceClass, readonly EvidenceKind[]> = {
  face: ['liveness-frame', 'best-frame'],
  record: ['record-portrait'],
  document: ['id-front', 'id-back', 'business-licence'],
};

/** What is locked together. */
export const lockedParts = ['face', 'identity'] as const;
export type LockedPart = (typeof lockedParts)[number];
export const partOf: Record<EvidenceClass, LockedPart> = {
  face: 'face',
  record: 'face',
  document: 'identity',
};

export const erasureCauses = [
  'ended',
  'draft-abandoned',
  'consent-withdrawn',
  'face-free',
  'decided',
  'not-admitted',
  'left',
  'revoked',
] as const;
export type ErasureCause = (typeof erasureCauses)[number];

export interface ErasureRule {
  readonly evidence: readonly EvidenceClass[];
  readonly cause: ErasureCause;
  /** States it holds in. `any`: whatever the state. */
  readonly states: readonly ApplicationState[] | 'any';
  readonly path: ApplicationPath | 'any';
  readonly jurisdiction: Jurisdiction | 'any';
  /** Holds only where this consent was taken back; null: wherever the rest holds. */
  readonly takenBack: ConsentItem | null;
  /** Holds only for what was never sent. */
  readonly isNeverSent: boolean;
  /** What the time is counted from: the decision, the withdrawal or the expiry; or when the seller left. */
  readonly from: 'decision' | 'exit';
  readonly after: Period;
}

const always = {
  states: 'any',
  path: 'any',
  jurisdiction: 'any',
  takenBack: null,
  isNeverSent: false,
  from: 'decision',
  after: atOnce,
} as const;
const faces = { ...always, evidence: ['face', 'record'] } as const;
/** No duty to keep who somebody is goes beyond these. */
const outside = {
  ...always,
  evidence: ['document'],
  states: ['withdrawn', 'expired', 'refused'],
} as const;

/** The first that is over counts. */
export const erasureRules: readonly ErasureRule[] = [
  { ...faces, cause: 'ended', states: ['withdrawn', 'expired'] },
  { ...faces, cause: 'face-free', path: 'face-free' },
  { ...always, evidence: ['record'], cause: 'consent-withdrawn', takenBack: 'government-query' },
  { ...faces, cause: 'decided', states: ['admitted', 'refused', 'revoked'], after: periods.face },
  {
    ...outside,
    cause: 'draft-abandoned',
    states: ['expired'],
    isNeverSent: true,
    after: periods.abandonedDraft,
  },
  { ...outside, cause: 'consent-withdrawn', takenBack: 'id-document' },
  { ...outside, cause: 'consent-withdrawn', takenBack: 'retention' },
  { ...outside, cause: 'not-admitted', after: periods.notAdmitted },
  ...jurisdictions.flatMap((jurisdiction): readonly ErasureRule[] => {
    const after = periods.identityAfterExit[jurisdiction];
    const kept = { ...always, evidence: ['document'], jurisdiction, after } as const;
    return [
      { ...kept, cause: 'left', states: ['admitted', 'revoked'], from: 'exit' },
      { ...kept, cause: 'revoked', states: ['revoked'] },
    ];
  }),
];

/** What the rules look at. */
export interface ErasureFacts {
  readonly state: ApplicationState;
  readonly path: ApplicationPath;
  readonly jurisdiction: Jurisdiction;
  readonly withdrawnItems: readonly ConsentItem[];
  readonly round: number;
  readonly decidedAt: Date | null;
  readonly leftAt: Date | null;
}

function holdsFor(rule: ErasureRule, facts: ErasureFacts): boolean {
  return (
    (rule.states === 'any' || rule.states.includes(facts.state)) &&
    (rule.path === 'any' || rule.path === facts.path) &&
    (rule.jurisdiction === 'any' || rule.jurisdiction === facts.jurisdiction) &&
    (rule.takenBack === null || facts.withdrawnItems.includes(rule.takenBack)) &&
    (!rule.isNeverSent || facts.round === 0)
  );
}

const isAtOnce = ({ months, days }: Period): boolean => months === 0 && days === 0;
const longAgo = new Date(0);

/** When the evidence of this class is to go, and by which cause; null while nothing says so. */
export function erasureOf(
  evidence: EvidenceClass,
  facts: ErasureFacts,
): { readonly at: Date; readonly cause: ErasureCause } | null {
  const ends = erasureRules.flatMap((rule) => {
    if (!rule.evidence.includes(evidence) || !holdsFor(rule, facts)) return [];
    const start = rule.from === 'exit' ? facts.leftAt : facts.decidedAt;
    if (start === null && (rule.from === 'exit' || !isAtOnce(rule.after))) return [];
    return [{ at: endOf(start ?? longAgo, rule.after), cause: rule.cause }];
  });
  return ends.reduce<(typeof ends)[number] | null>(
    (first, one) => (first === null || one.at < first.at ? one : first),
    null,
  );
}

/**
 * Where something should go and a duty to keep it is in the way: it is locked from then on, which is to say kept,
 * encrypted, and used for nothing. A legal hold locks whatever falls due under it.
 */
export const lockRules: readonly {
  readonly part: LockedPart;
  readonly states: readonly ApplicationState[];
  readonly because: { readonly takenBack: ConsentItem } | 'left';
}[] = [
  { part: 'identity', states: ['admitted', 'revoked'], because: 'left' },
  { part: 'identity', states: ['admitted', 'revoked'], because: { takenBack: 'id-document' } },
  { part: 'identity', states: ['admitted', 'revoked'], because: { takenBack: 'retention' } },
];
