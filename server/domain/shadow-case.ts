// A case that people decided without knowing what the machine had recommended: what of it is compared.
import type { Language } from './application.ts';
import type { DocumentType } from './evidence.ts';
import type { Machine } from './gate-change.ts';
import type { SubjectKind } from './subject.ts';

export const recommended = ['admit', 'resubmit', 'review', 'refuse'] as const;
export type Recommended = (typeof recommended)[number];

/** What people decided in the end. `overturned`: refused at first, and not any more after an appeal. */
export const verdicts = ['admit', 'resubmit', 'refuse', 'overturned'] as const;
export type Verdict = (typeof verdicts)[number];

/** So many cases are alike in everything that is told apart. */
export interface ShadowCell extends Machine {
  readonly recommended: Recommended;
  readonly verdict: Verdict;
  readonly subjectKind: SubjectKind;
  readonly language: Language;
  readonly documentType: DocumentType;
  readonly cases: number;
}

/**
 * Whether a verdict counts as evidence, or why not. `not-sealed`: nothing in the trail says what was recommended.
 * `sealed-late`: it was sealed after somebody had decided. `seal-broken`: what is stored is not what was sealed.
 * `no-decision`: the trail has a verdict that no decision bears out. `within-share`: the automation was to decide
 * it, so that of its like only those that were not recommended to be admitted ever come to people. `face-free`: the
 * machine never recommends to admit.
 */
export const shadowStandings = [
  'counts',
  'not-sealed',
  'sealed-late',
  'seal-broken',
  'no-decision',
  'within-share',
  'face-free',
] as const;
export type ShadowStanding = (typeof shadowStandings)[number];

/** Distances that stand for how faces compare here: a camera or a model that changed shows in them first. */
export const watchedDistances = ['document-face', 'record-face'] as const;
export type WatchedDistance = (typeof watchedDistances)[number];
