// The copy for the person: what of it each table becomes, or why it stands in no copy.

import type { CheckName } from './check.ts';

/** Raised when the copy changes its meaning. */
export const accessVersion = 1;

export const accessSections = [
  'application',
  'declared',
  'keeping',
  'consents',
  'queries',
  'evidence',
  'captures',
  'registered',
  'checks',
  'recommendations',
  'decisions',
  'looks',
  'history',
  'marketplace',
] as const;
export type AccessSection = (typeof accessSections)[number];

/** Why something about an application is in no copy. Each is a sentence on the page. */
export const leftOutBecause = [
  /** Keyed hashes of what stands in the copy in the clear. */
  'index-of-the-copy',
  /** Reviewers' own work: who holds or drafts what at this moment, how long it took, whether colleagues agree. */
  'work-of-reviewers',
  /** Counts of how often automation and people agreed; the results behind them stand in the copy. */
  'statistics',
  /** What a colleague wrote to colleagues may speak of others; the reasons and the message to the person stand in the copy. */
  'notes-between-colleagues',
  /** Says how a dispute or an inspection is led; that a hold is in force stands in the copy. */
  'legal-hold-reasons',
  /** Deliveries of states to the marketplace: which state, and when, stands in the copy. */
  'deliveries',
  /** What tells a fake from a person: known in numbers, it would help whoever makes the next one. */
  'how-attacks-are-told',
  /** Results, what was measured, and what the machine recommends: while the application is open, nobody is led by them. */
  'until-decided',
  /** Tasks of the machine that are over within minutes. */
  'work-in-progress',
] as const;
export type LeftOutBecause = (typeof leftOutBecause)[number];

/** Checks whose measurements are in no copy; their outcomes and reasons are. */
export const measuredInSecret: readonly CheckName[] = ['presentation-attack'];

/** What of this holds for everybody, and what while an application is open. */
export const leftOutOf = (isOpen: boolean): readonly LeftOutBecause[] =>
  leftOutBecause.filter((why) => isOpen || why !== 'until-decided');

type Place = { readonly section: AccessSection } | { readonly leftOut: LeftOutBecause };

/** Every table with something about one application in it; a test compares it with the database. */
export const placeOfTable: Readonly<Record<string, Place>> = {
  applications: { section: 'application' },
  seller_exits: { section: 'application' },
  consents: { section: 'consents' },
  queries: { section: 'queries' },
  evidence: { section: 'evidence' },
  liveness_sessions: { section: 'captures' },
  liveness_frames: { section: 'captures' },
  registered_businesses: { section: 'registered' },
  check_results: { section: 'checks' },
  recommendations: { section: 'recommendations' },
  review_decisions: { section: 'decisions' },
  revocations: { section: 'decisions' },
  audit_events: { section: 'history' },
  seller_references: { section: 'marketplace' },
  admission_statements: { section: 'marketplace' },
  webhook_events: { section: 'marketplace' },
  legal_holds: { leftOut: 'legal-hold-reasons' },
  escalations: { leftOut: 'notes-between-colleagues' },
  subject_keys: { leftOut: 'index-of-the-copy' },
  contact_keys: { leftOut: 'index-of-the-copy' },
  webhook_deliveries: { leftOut: 'deliveries' },
  evidence_passes: { leftOut: 'work-in-progress' },
  check_waits: { leftOut: 'work-in-progress' },
  case_reservations: { leftOut: 'work-of-reviewers' },
  review_claims: { leftOut: 'work-of-reviewers' },
  parked_decisions: { leftOut: 'work-of-reviewers' },
  decision_drafts: { leftOut: 'work-of-reviewers' },
  decision_times: { leftOut: 'work-of-reviewers' },
  quality_tasks: { leftOut: 'work-of-reviewers' },
  quality_parked: { leftOut: 'work-of-reviewers' },
  quality_reviews: { leftOut: 'work-of-reviewers' },
  quality_draws: { leftOut: 'work-of-reviewers' },
  known_cases: { leftOut: 'work-of-reviewers' },
  shadow_cases: { leftOut: 'statistics' },
  automatic_admissions: { leftOut: 'statistics' },
  admission_audits: { leftOut: 'notes-between-colleagues' },
};

/** Which entries of the trail say that a person looked at something. */
export const lookTypes = [
  'case.viewed',
  'case.revealed',
  'evidence.viewed',
  'receipt.viewed',
  'quality.acted',
] as const;
