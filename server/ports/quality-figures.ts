// Counts over a period for the people who watch quality; decided cases, never whose.
import type { ApplicationPath } from '../domain/application.ts';
import type { CheckName, CheckOutcome } from '../domain/check.ts';
import type { Decision } from '../domain/review-case.ts';
import type { QualityKind } from './quality-tasks.ts';
import type { RecommendationRow } from './verification-records.ts';

/** From `from` on, before `to`; days are those of the time zone. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
  /** IANA name. */
  readonly timeZone: string;
}

export interface ArrivalsOfDay {
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly count: number;
}

export interface DecisionsOfDay {
  readonly reviewerId: string;
  readonly decision: Decision;
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly count: number;
}

export interface TimedDecision {
  readonly reviewerId: string;
  readonly activeMs: number;
  readonly at: Date;
}

/** How often two judged the same case like this. */
export interface SecondOpinion {
  readonly firstReviewerId: string;
  readonly secondReviewerId: string;
  readonly first: Decision;
  readonly second: Decision;
  readonly count: number;
}

export interface KnownAnswer {
  readonly reviewerId: string;
  readonly right: Decision;
  readonly given: Decision;
  readonly count: number;
}

export interface MachineOpinion {
  readonly reviewerId: string;
  readonly recommended: RecommendationRow['outcome'];
  readonly decided: Decision;
  readonly count: number;
}

export interface OutcomesOfDay {
  readonly check: CheckName;
  readonly outcome: CheckOutcome;
  readonly day: string;
  readonly count: number;
}

export interface RecordAnswersOfDay {
  readonly provider: string;
  /** The answer's class; never what is on record. */
  readonly answer: string;
  readonly day: string;
  readonly count: number;
}

export interface TaskCounts {
  readonly kind: QualityKind;
  readonly given: number;
  readonly answered: number;
  readonly withdrawn: number;
}

/** An answered known case, for the one who answered. */
export interface KnownFeedback {
  readonly alias: string;
  readonly at: Date;
  readonly given: Decision;
  readonly right: Decision;
  readonly explanation: string;
}

export interface QualityFigures {
  reviewers(): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** Open cases by path and by how many of the limits their age has passed: 0 is younger than the first. */
  openAges(
    now: Date,
    limitsHours: readonly number[],
  ): Promise<readonly { readonly path: ApplicationPath; readonly passed: number; readonly count: number }[]>;
  /** Submissions, those after a request to do something again and appeals among them. */
  arrivalsByDay(period: Period): Promise<readonly ArrivalsOfDay[]>;
  /** Everything that was decided, aliases among it: work is work, and what is an alias stays hidden. */
  decisionsByDay(period: Period): Promise<readonly DecisionsOfDay[]>;
  times(period: Period): Promise<readonly TimedDecision[]>;
  /** First decisions beside blind second ones, by when the second was made. */
  secondOpinions(period: Period): Promise<readonly SecondOpinion[]>;
  knownAnswers(period: Period): Promise<readonly KnownAnswer[]>;
  /** Decisions that count beside the recommendation that was sealed before them. */
  machineOpinions(period: Period): Promise<readonly MachineOpinion[]>;
  checkOutcomes(period: Period): Promise<readonly OutcomesOfDay[]>;
  recordAnswers(period: Period): Promise<readonly RecordAnswersOfDay[]>;
  /** Submissions that people settled, and how many of them were drawn. */
  draws(
    period: Period,
  ): Promise<{ readonly settled: number; readonly second: number; readonly known: number }>;
  tasks(period: Period): Promise<readonly TaskCounts[]>;
  /** The newest first. */
  knownFeedback(reviewerId: string, limit: number): Promise<readonly KnownFeedback[]>;
}
