// Computes an admission anew from what is on record, by the gate itself, and compares: what differs is not proven.
import { createHash } from 'node:crypto';
import type { AdmissionBasis, AdmissionDifference } from '../../domain/admission-statement.ts';
import { canonicalJson, type Json } from '../../domain/canonical-json.ts';
import type { JudgedBy } from '../../domain/gate-change.ts';
import { drawOf } from '../../domain/roll-out.ts';
import { admit, recommend } from '../../gate/gate.ts';
import { hold, type GateMode } from '../../gate/mode.ts';
import { policyOfVersion } from '../../gate/policy-versions.ts';
import type { AuditEntry } from '../../ports/audit-trail.ts';
import type { AdmissionRecords } from './admission-records.ts';
import { modeAt } from './mode-at.ts';
import { readSealed, type Sealed } from './read-sealed.ts';

export interface ProvenAdmission {
  readonly basis: AdmissionBasis;
  readonly decidedAt: Date;
  readonly policyVersion: string;
  readonly judgedBy: JudgedBy;
  readonly recommendationSha256: string;
}

export type AdmissionProof =
  | { readonly isProven: true; readonly admission: ProvenAdmission }
  | { readonly isProven: false; readonly difference: AdmissionDifference };

type EntryOf<Type extends AuditEntry['type']> = AuditEntry & { readonly type: Type };

const isOf =
  <Type extends AuditEntry['type']>(type: Type) =>
  (entry: AuditEntry): entry is EntryOf<Type> =>
    entry.type === type;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a as Json) === canonicalJson(b as Json);

/** The newest word of the gate, when it is that this very submission is admitted. */
function decisionIn({ trail, row }: AdmissionRecords): EntryOf<'gate.decided'> | null {
  const newest = trail.findLast(isOf('gate.decided'));
  const { outcome, state, round } = newest?.data ?? {};
  return newest !== undefined && outcome === 'admit' && state === 'admitted' && round === row.round
    ? newest
    : null;
}

/** The sealing that this round goes back to: its own, or that of the round whose refusal was appealed against. */
function sealingIn({ trail, row }: AdmissionRecords): EntryOf<'recommendation.sealed'> | null {
  const sealing = trail.findLast(
    (entry) => entry.type === 'recommendation.sealed' && entry.data.round <= row.round,
  );
  if (sealing?.type !== 'recommendation.sealed') return null;
  const appealed = trail.filter(isOf('application.appealed')).map(({ data }) => data.round);
  for (let round = sealing.data.round + 1; round <= row.round; round += 1)
    if (!appealed.includes(round)) return null;
  return sealing;
}

/** What was sealed, when text, hash, trail and row all say the same. */
function sealedIn(
  { row, recommendation }: AdmissionRecords,
  sealing: EntryOf<'recommendation.sealed'>,
): Sealed | null {
  if (recommendation?.sealed == null) return null;
  const { sealSha256, round } = sealing.data;
  if (sha256(recommendation.sealed) !== sealSha256 || recommendation.sealSha256 !== sealSha256) return null;
  const sealed = readSealed(recommendation.sealed);
  const isOfThis =
    sealed?.applicationId === row.id &&
    sealed.round === round &&
    sealed.facts.subjectKind === row.subjectKind;
  if (!isOfThis) return null;
  const { outcome, reasons, policyVersion, facts, judgedBy } = recommendation;
  return isSame({ outcome, reasons, policyVersion }, sealed.recommendation) &&
    isSame(facts, sealed.facts) &&
    isSame(judgedBy, sealed.facts.judgedBy)
    ? sealed
    : null;
}

/** People's decisions, as the table has them and as the trail has them. */
function areReviewsWhole({ reviews, trail, row }: AdmissionRecords): boolean {
  const kept = reviews.map(({ reviewerId, decision, reasons, items }) => ({
    reviewerId,
    decision,
    reasons,
    items,
  }));
  const written = trail
    .filter(isOf('review.decided'))
    .filter(({ data }) => data.round === row.round)
    .map(({ actor, data: { decision, reasons, items } }) => ({
      reviewerId: actor.kind === 'reviewer' ? actor.reviewerId : '',
      decision,
      reasons,
      items,
    }));
  const sorted = (list: readonly unknown[]): string[] => list.map((one) => canonicalJson(one as Json)).sort();
  return isSame(sorted(kept), sorted(written));
}

/** Null when it cannot be told, or does not fit. Where people decided, the mode made no difference. */
function modeOf({ changes }: AdmissionRecords, { data, at }: EntryOf<'gate.decided'>): GateMode | null {
  if (data.basis === 'reviewers') return hold;
  const mode = data.confirmation === undefined ? null : modeAt(changes, data.confirmation, at);
  return mode?.mode === data.mode ? mode : null;
}

/** Reads no flag: that an application says it is admitted is not looked at here. */
export function proveAdmission(records: AdmissionRecords): AdmissionProof {
  const not = (difference: AdmissionDifference): AdmissionProof => ({ isProven: false, difference });
  const decided = decisionIn(records);
  if (decided === null) return not('decision-not-in-trail');
  if (!records.isTrailWhole) return not('trail-altered');
  const sealing = sealingIn(records);
  if (sealing === null || sealing.seq > decided.seq) return not('recommendation-not-sealed');
  const sealed = sealedIn(records, sealing);
  if (sealed === null) return not('seal-broken');
  const checks = Object.fromEntries(records.reports.map(({ check, result }) => [check, result]));
  if (!isSame(checks, sealed.facts.checks)) return not('checks-altered');
  const policy = policyOfVersion(sealed.recommendation.policyVersion);
  if (policy === null) return not('policy-not-known');
  const recommendation = recommend(sealed.facts, policy);
  const { outcome, reasons, policyVersion } = recommendation;
  if (!isSame({ outcome, reasons, policyVersion }, sealed.recommendation))
    return not('recommendation-differs');
  if (!areReviewsWhole(records)) return not('reviews-altered');
  const mode = modeOf(records, decided);
  if (mode === null) return not('mode-not-proven');
  const admission = admit(recommendation, records.reviews, mode, drawOf(records.row.id));
  if (admission.outcome !== 'admit' || admission.basis !== decided.data.basis)
    return not('not-admitted-by-the-gate');
  return {
    isProven: true,
    admission: {
      basis: admission.basis === 'reviewers' ? 'reviewed' : 'automated',
      decidedAt: decided.at,
      policyVersion,
      judgedBy: sealed.facts.judgedBy,
      recommendationSha256: sealing.data.sealSha256,
    },
  };
}
