// What the case side of the desk knows: which case, what arrived, what is under way. Pure.
import type { CaseView } from '../../server/contract/review.ts';
import type { Problem } from '../shared/api.ts';
import type { Decision, Role, Wanted } from './wire.ts';

export type Work = 'loading' | 'claiming' | 'releasing' | 'sending' | 'undoing' | 'settling';

export interface CaseState {
  readonly applicationId: string | null;
  readonly view: CaseView | null;
  readonly work: Work | null;
  readonly problem: Problem | null;
}

export const noCase: CaseState = { applicationId: null, view: null, work: null, problem: null };

export type CaseEvent =
  | { kind: 'opened'; applicationId: string }
  | { kind: 'started'; work: Work }
  | { kind: 'arrived'; view: CaseView }
  | { kind: 'released'; applicationId: string }
  | { kind: 'refused'; applicationId: string; problem: Problem }
  | { kind: 'closed' };

/** Answers for a case that is no longer the open one change nothing. */
export function changeCase(state: CaseState, event: CaseEvent): CaseState {
  switch (event.kind) {
    case 'opened':
      return { applicationId: event.applicationId, view: null, work: 'loading', problem: null };
    case 'started':
      return { ...state, work: event.work, problem: null };
    case 'arrived':
      if (event.view.applicationId !== state.applicationId) return state;
      return { ...state, view: event.view, work: null, problem: null };
    case 'released':
      if (event.applicationId !== state.applicationId) return state;
      return { ...state, view: state.view && { ...state.view, claim: null }, work: null, problem: null };
    case 'refused':
      if (event.applicationId !== state.applicationId) return state;
      return { ...state, work: null, problem: event.problem };
    case 'closed':
      return noCase;
  }
}

/** Whether the reviewer may decide now: it is the reviewers' turn, it is theirs, and they have not decided yet. */
export function canDecide(view: CaseView): boolean {
  return isWaiting(view) && view.claim?.isMine === true;
}

export function canClaim(view: CaseView, role: Role): boolean {
  return isWaiting(view) && view.claim === null && view.keptFor?.isMe !== false && !isForLeads(view, role);
}

/** Who escalated a case never decides it; others may once a lead has, and a second decision is needed. */
export function isForLeads({ escalation, awaitsSecondReviewer }: CaseView, role: Role): boolean {
  return escalation !== null && role !== 'lead' && (escalation.isMine || !awaitsSecondReviewer);
}

/** The whole desk is the step up for a lead; a submission goes up once. */
const canEscalate = (view: CaseView, role: Role): boolean => role !== 'lead' && view.escalation === null;

export const canRevoke = (view: CaseView, role: Role): boolean =>
  view.state === 'admitted' && role !== 'reviewer';

/** What can be begun now, whether the case is held already or free to be claimed on the way. */
export function possibleSteps(view: CaseView, role: Role): readonly Wanted[] {
  if (canRevoke(view, role)) return ['revoke'];
  if (!canDecide(view) && !canClaim(view, role)) return [];
  return canEscalate(view, role) ? [...decisions, 'escalate'] : decisions;
}

export const decisions: readonly Decision[] = ['approve', 'refuse', 'ask-again'];

/** For a decision of this reviewer's, as far as they can tell. */
export function isWaiting(view: CaseView): boolean {
  return view.state === 'in_review' && view.recommendation === null && view.parked === null;
}
