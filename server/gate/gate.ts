// Who gets in: recommend from facts and policy, admit by recommendation, reviews and mode. Pure; nothing else decides.
import type { ApplicationPath } from '../domain/application.ts';
import type { CheckName, CheckResult } from '../domain/check.ts';
import { isSameMachine, type JudgedBy } from '../domain/gate-change.ts';
import type { CheckReason, ReasonCode, ReviewReason } from '../domain/reason-code.ts';
import { checkReasons } from '../domain/reason-code.ts';
import type { Review } from '../domain/review-case.ts';
import type { SubjectKind } from '../domain/subject.ts';
import { isWithinShare, type GateMode } from './mode.ts';
import type { Policy } from './policy.ts';
import { checkReasonMeaning, reviewReasonMeaning } from './reasons.ts';

export interface Facts {
  readonly subjectKind: SubjectKind;
  readonly path: ApplicationPath;
  readonly checks: Readonly<Partial<Record<CheckName, CheckResult>>>;
  /** Times the applicant may still be asked to do things again. */
  readonly resubmissionsLeft: number;
  readonly judgedBy: JudgedBy;
}

export interface Recommendation {
  readonly outcome: 'admit' | 'resubmit' | 'review' | 'refuse';
  /** Everything that stands in the way of admitting, in the order of the policy. Empty exactly when `admit`. */
  readonly reasons: readonly CheckReason[];
  readonly policyVersion: string;
  /** Null: not known, which no evidence is about. */
  readonly judgedBy: JudgedBy | null;
}

declare const decidedByTheGate: unique symbol;
/** Only `admit` makes one: an object with the same fields written elsewhere does not have the brand. */
export type Admission = {
  readonly [decidedByTheGate]: true;
  readonly outcome: 'admit' | 'resubmit' | 'review' | 'refuse';
  readonly basis: 'nobody-yet' | 'reviewers' | 'automation';
  /** A decision was made that takes a second, different person. */
  readonly awaitsSecondReviewer: boolean;
};

const isCheckReason = (reason: ReasonCode): reason is CheckReason =>
  (checkReasons as readonly ReasonCode[]).includes(reason);

interface OpenPoint {
  readonly reason: CheckReason;
  readonly leadsTo: 'refuse' | 'review';
}

function openPoint(onFailure: 'refuse' | 'review', result: CheckResult | undefined): OpenPoint | null {
  if (result === undefined) return { reason: 'check-missing', leadsTo: 'review' };
  if (result.outcome === 'passed') return null;
  // a check can only give a check reason; a reason of another kind is a fault, and a fault is for a person
  const reason = isCheckReason(result.reason) ? result.reason : 'check-missing';
  return { reason, leadsTo: result.outcome === 'failed' ? onFailure : 'review' };
}

/**
 * What the checks alone would say. Never acted on while the gate holds.
 * A missing check counts as unavailable; an empty list of required checks recommends a person.
 */
export function recommend(facts: Facts, policy: Policy): Recommendation {
  const answer = (outcome: Recommendation['outcome'], reasons: readonly CheckReason[]): Recommendation => ({
    outcome,
    reasons,
    policyVersion: policy.version,
    judgedBy: facts.judgedBy,
  });
  const required = policy.required[facts.subjectKind];
  const open = required
    .map(({ check, onFailure }) => openPoint(onFailure, facts.checks[check]))
    .filter((point) => point !== null);
  const reasons = [...new Set(open.map((point) => point.reason))];
  if (facts.path === 'face-free')
    return answer('review', ['face-free-path', ...reasons.filter((reason) => reason !== 'face-free-path')]);
  if (required.length === 0) return answer('review', ['check-missing']);
  if (open.length === 0) return answer('admit', []);
  const isAllFixable = reasons.every((reason) => checkReasonMeaning[reason].fixableBy === 'applicant');
  if (isAllFixable && facts.resubmissionsLeft > 0) return answer('resubmit', reasons);
  return answer(open.some((point) => point.leadsTo === 'refuse') ? 'refuse' : 'review', reasons);
}

/** How many different people must approve in spite of these reasons; null when no number is enough. */
function approvalsNeeded(reasons: readonly CheckReason[]): 1 | 2 | null {
  const ways = reasons.map((reason) => checkReasonMeaning[reason].overruledBy);
  if (ways.includes('never')) return null;
  return ways.includes('two') ? 2 : 1;
}

function refusalsNeeded(reviews: readonly Review[]): 1 | 2 {
  const takesTwo = (reason: ReviewReason): boolean => reviewReasonMeaning[reason].takes === 'two';
  return reviews.some((review) => review.decision === 'refuse' && review.reasons.some(takesTwo)) ? 2 : 1;
}

function peopleWho(reviews: readonly Review[], decision: Review['decision']): number {
  return new Set(reviews.filter((review) => review.decision === decision).map((review) => review.reviewerId))
    .size;
}

type Verdict = Pick<Admission, 'outcome' | 'awaitsSecondReviewer'>;
const undecided: Verdict = { outcome: 'review', awaitsSecondReviewer: false };
const halfDecided: Verdict = { outcome: 'review', awaitsSecondReviewer: true };

/**
 * What the reviewers of this submission have decided together. `reviews` in the order they were made, this round only.
 * Two people who disagree leave the case open for a third; asking again needs one person and settles at once.
 */
function verdictOf(reasons: readonly CheckReason[], reviews: readonly Review[]): Verdict {
  if (peopleWho(reviews, 'ask-again') > 0) return { outcome: 'resubmit', awaitsSecondReviewer: false };
  const [approvals, refusals] = [peopleWho(reviews, 'approve'), peopleWho(reviews, 'refuse')];
  if (approvals + refusals === 0) return undecided;
  const [toApprove, toRefuse] = [approvalsNeeded(reasons), refusalsNeeded(reviews)];
  if (refusals > approvals && refusals >= toRefuse) return { outcome: 'refuse', awaitsSecondReviewer: false };
  if (toApprove !== null && approvals > refusals && approvals >= toApprove)
    return { outcome: 'admit', awaitsSecondReviewer: false };
  return halfDecided;
}

/** Whether the evidence that the gate is live on is about what made this recommendation. */
function isProven({ policyVersion, judgedBy }: Recommendation, live: GateMode & { mode: 'live' }): boolean {
  return judgedBy !== null && isSameMachine({ policyVersion, judgedBy }, live);
}

/**
 * The only function that admits. In `hold`, nobody is admitted, refused or asked again but by reviewers' decisions.
 * In `live`, a recommendation of `admit` within the share admits, when policy, engine and records are those that the
 * evidence is about; everything else waits for a person just the same.
 *
 * @param draw where this applicant stands in the roll-out, 0 <= draw < 1; fixed per application
 */
export function admit(
  recommendation: Recommendation,
  reviews: readonly Review[],
  mode: GateMode,
  draw: number,
): Admission {
  const decide = (verdict: Verdict, basis: Admission['basis']): Admission =>
    ({ ...verdict, basis }) as Admission;
  if (reviews.length > 0) return decide(verdictOf(recommendation.reasons, reviews), 'reviewers');
  const isForTheMachine = isWithinShare(mode, draw) && isProven(recommendation, mode);
  if (isForTheMachine && recommendation.outcome === 'admit' && recommendation.reasons.length === 0)
    return decide({ outcome: 'admit', awaitsSecondReviewer: false }, 'automation');
  return decide(undecided, 'nobody-yet');
}
