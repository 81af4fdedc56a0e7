// Which reasons go with which step that a reviewer can take, with how many people it takes.
import type { CaseView } from '../../server/contract/review.ts';
import type {
  CheckOrReviewReason,
  Decision,
  EscalationReason,
  JourneyItem,
  ReviewReason,
  RevocationReason,
  Wanted,
  WantedReason,
} from './wire.ts';

/** In the order of their number keys. The server has the last word; a test compares the two. */
export const reasonsFor: Readonly<Record<Decision, readonly ReviewReason[]>> = {
  approve: ['evidence-agrees', 'identity-confirmed-otherwise'],
  'ask-again': [
    'photo-unreadable',
    'wrong-document',
    'face-not-visible',
    'details-disagree',
    'capture-again',
  ],
  refuse: [
    'identity-not-established',
    'not-entitled-to-act',
    'not-of-age',
    'not-willing',
    'details-disagree',
    'fraud-suspected',
  ],
};

const escalationReasons: readonly EscalationReason[] = [
  'cannot-tell',
  'rule-unclear',
  'part-of-a-pattern',
  'person-at-risk',
  'knows-the-applicant',
  'technical-fault',
];

const revocationReasons: readonly RevocationReason[] = [
  'fraud-found',
  'identity-in-doubt',
  'no-longer-entitled',
  'admitted-in-error',
  'asked-by-the-seller',
];

/** Of decisions and of every other step. */
export const wantedReasonsFor: Readonly<Record<Wanted, readonly WantedReason[]>> = {
  ...reasonsFor,
  escalate: escalationReasons,
  revoke: revocationReasons,
};

/** Findings that one approval is not enough for. `never`: no number of approvals admits. */
export const overruling: Readonly<Partial<Record<CheckOrReviewReason, 'two' | 'never'>>> = {
  'under-age': 'never',
  'liveness-face-changed': 'two',
  'document-face-differs': 'two',
  'record-mismatch': 'two',
  'record-not-found': 'two',
  'record-face-differs': 'two',
  'record-face-refused': 'two',
  'registry-mismatch': 'two',
  'registry-not-found': 'two',
  'registry-not-active': 'two',
};

export interface Headcount {
  readonly people: 'one' | 'two' | 'never';
  /** The findings that make it so; empty when it is the chosen reason. */
  readonly because: readonly CheckOrReviewReason[];
}

/** How many people a decision takes, as far as the desk can tell before it is made. */
export function headcount(
  decision: Wanted,
  reasons: readonly WantedReason[],
  checks: CaseView['checks'],
): Headcount {
  if (decision === 'refuse')
    return { people: reasons.includes('fraud-suspected') ? 'two' : 'one', because: [] };
  if (decision !== 'approve') return { people: 'one', because: [] };
  const open = checks.filter((check) => check.isRequired && check.outcome !== 'passed');
  const withWay = (way: 'two' | 'never'): CheckOrReviewReason[] =>
    open.flatMap(({ reason }) => (reason !== null && overruling[reason] === way ? [reason] : []));
  const [bars, grave] = [withWay('never'), withWay('two')];
  if (bars.length > 0) return { people: 'never', because: bars };
  return grave.length > 0 ? { people: 'two', because: grave } : { people: 'one', because: [] };
}

/** What this applicant can be asked to do again, in the order of the journey. */
export function itemsFor(view: Pick<CaseView, 'declared' | 'path'>): readonly JourneyItem[] {
  const items: JourneyItem[] = ['declaration', 'id-front', 'id-back'];
  if (view.declared.business !== null) items.push('business-licence');
  if (view.path === 'face') items.push('liveness');
  return items;
}
