// Who may make the gate go live, on what evidence, and every reason why not.
import { errorRate } from '../domain/binomial-bound.ts';
import { isSameMachine, type Machine } from '../domain/gate-change.ts';
import type { ProblemType } from '../domain/problem-type.ts';
import type { ReviewerRole } from '../domain/review-case.ts';
import { groupsBeyond, refusalsMissing } from './claims.ts';
import { goLiveLimits } from './go-live-limits.ts';
import type { Evidence } from './shadow.ts';
import type { Standing } from './standing.ts';

export interface Person {
  readonly id: string;
  readonly role: ReviewerRole;
}

/** Why the gate does not do what it was asked; a problem type with what there is to say about it. */
export interface GateRefusal {
  readonly type: GateProblem;
  readonly data: Readonly<Record<string, unknown>>;
}

export type GateProblem = Extract<
  ProblemType,
  | 'role-not-enough'
  | 'gate-terms-too-wide'
  | 'gate-proposal-open'
  | 'gate-proposal-not-open'
  | 'gate-proposal-too-old'
  | 'gate-needs-second-person'
  | 'gate-evidence-changed'
  | 'gate-evidence-outdated'
  | 'gate-evidence-broken'
  | 'gate-evidence-insufficient'
  | 'gate-audits-overdue'
>;

/** What is so at the moment of asking. */
export interface Circumstances {
  readonly now: Date;
  /** What would decide from now on. */
  readonly machine: Machine;
  /** Of the false admit rate's upper bound, as configured. */
  readonly wantedBound: number;
  readonly hasOverdueAudits: boolean;
}

export interface Hashed {
  readonly sha256: string;
  readonly evidence: Evidence;
}

const refusal = (type: GateProblem, data: GateRefusal['data'] = {}): GateRefusal => ({ type, data });
const when = (isSo: boolean, type: GateProblem, data: GateRefusal['data'] = {}): readonly GateRefusal[] =>
  isSo ? [refusal(type, data)] : [];

/** The configuration may ask for more than the policy, never for less. */
export function requiredBound(wanted: number): number {
  return wanted > 0 ? Math.min(wanted, goLiveLimits.loosestFalseAdmitBound) : 0;
}

function needsRole(who: Person, roles: readonly ReviewerRole[]): readonly GateRefusal[] {
  return when(!roles.includes(who.role), 'role-not-enough', { roles });
}

/** Whether counts show what is wanted of them; null: they do. */
export function shortfallOf(evidence: Evidence, wantedBound: number): GateRefusal | null {
  const bound = requiredBound(wantedBound);
  const { errors, trials } = evidence.falseAdmits;
  const moreRefusals = bound > 0 ? refusalsMissing({ errors, trials }, bound) : null;
  const groups = groupsBeyond(evidence, bound).map(({ by, value }) => `${by}: ${value ?? ''}`);
  if (moreRefusals === 0 && groups.length === 0) return null;
  const { upper95 } = errorRate(errors, trials);
  return refusal('gate-evidence-insufficient', {
    requiredBound: bound,
    upper95,
    falseAdmits: errors,
    refusals: trials,
    moreRefusals,
    groups,
  });
}

/**
 * `shown`: the hash of what the person has before their eyes. `then`: the same evidence, counted again. `current`: all
 * that people have decided by now, so that a false admit of the last hour is not overlooked for being newer.
 */
function evidenceRefusals(
  shown: string,
  then: Hashed,
  current: Evidence,
  { machine, wantedBound, hasOverdueAudits }: Circumstances,
): readonly GateRefusal[] {
  const torn = Math.max(...[then.evidence, current].map(({ leftOut }) => leftOut['seal-broken'] ?? 0));
  const shortfall = shortfallOf(then.evidence, wantedBound) ?? shortfallOf(current, wantedBound);
  return [
    ...when(!isSameMachine(then.evidence, machine), 'gate-evidence-outdated'),
    ...when(shown !== then.sha256, 'gate-evidence-changed'),
    ...when(torn > 0, 'gate-evidence-broken', { cases: torn }),
    ...(shortfall === null ? [] : [shortfall]),
    ...when(hasOverdueAudits, 'gate-audits-overdue'),
  ];
}

export interface Terms {
  readonly share: number;
  readonly expiresAt: Date;
}

/** Within the policy's limits, seen from now; what is no number or no moment is not. */
function areWithinLimits({ share, expiresAt }: Terms, now: Date): boolean {
  const liveMs = expiresAt.getTime() - now.getTime();
  return (
    share > 0 && share <= goLiveLimits.maximumShare && liveMs > 0 && liveMs <= goLiveLimits.longestLiveMs
  );
}

const limitsShown = {
  maximumShare: goLiveLimits.maximumShare,
  longestLiveHours: goLiveLimits.longestLiveMs / 3_600_000,
} as const;

export function isTooOld(proposal: { readonly at: Date; readonly expiresAt: Date }, now: Date): boolean {
  const ageMs = now.getTime() - proposal.at.getTime();
  return !(ageMs <= goLiveLimits.proposalLifetimeMs) || !(proposal.expiresAt > now);
}

/** Empty: this person may propose these terms on this evidence now. The most telling reason comes first. */
export function refusalsToPropose(
  standing: Standing,
  asked: Terms & { readonly evidenceSha256: string },
  who: Person,
  then: Hashed,
  current: Evidence,
  circumstances: Circumstances,
): readonly GateRefusal[] {
  const { proposal } = standing;
  const { now } = circumstances;
  return [
    ...needsRole(who, ['operator']),
    ...when(proposal !== null && !isTooOld(proposal, now), 'gate-proposal-open'),
    ...when(!areWithinLimits(asked, now), 'gate-terms-too-wide', limitsShown),
    ...evidenceRefusals(asked.evidenceSha256, then, current, circumstances),
  ];
}

function answerRefusals(standing: Standing, proposal: number, who: Person): readonly GateRefusal[] {
  const open = standing.proposal;
  return [
    ...needsRole(who, ['lead', 'operator']),
    ...when(open?.seq !== proposal, 'gate-proposal-not-open'),
    ...when(open?.seq === proposal && open.by === who.id, 'gate-needs-second-person'),
  ];
}

/** Empty: this person may confirm this proposal now. */
export function refusalsToConfirm(
  standing: Standing,
  asked: { readonly proposal: number; readonly evidenceSha256: string },
  who: Person,
  then: Hashed,
  current: Evidence,
  circumstances: Circumstances,
): readonly GateRefusal[] {
  const answer = answerRefusals(standing, asked.proposal, who);
  const { proposal } = standing;
  if (proposal === null || answer.some(({ type }) => type === 'gate-proposal-not-open')) return answer;
  const { now } = circumstances;
  return [
    ...answer,
    ...when(isTooOld(proposal, now), 'gate-proposal-too-old'),
    ...when(!isTooOld(proposal, now) && !areWithinLimits(proposal, now), 'gate-terms-too-wide', limitsShown),
    ...when(asked.evidenceSha256 !== proposal.evidenceSha256, 'gate-evidence-changed'),
    ...evidenceRefusals(proposal.evidenceSha256, then, current, circumstances),
  ];
}

/** Empty: this person may refuse this proposal. Takes no look at the evidence: to say no, one needs none. */
export function refusalsToRefuse(
  standing: Standing,
  asked: { readonly proposal: number },
  who: Person,
): readonly GateRefusal[] {
  return answerRefusals(standing, asked.proposal, who);
}
