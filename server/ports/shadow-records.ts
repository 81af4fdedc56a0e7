// What people decided beside what the machine had recommended, counted; kept by the database as verdicts come in.
import type { Language } from '../domain/application.ts';
import type { Machine } from '../domain/gate-change.ts';
import type { ShadowCell, ShadowStanding, WatchedDistance } from '../domain/shadow-case.ts';

export interface DistanceCount extends Machine {
  readonly of: WatchedDistance;
  readonly bin: number; // floor(distance / binWidth)
  readonly cases: number;
}

export interface RecentRecommendation {
  readonly outcome: ShadowCell['recommended'];
  readonly language: Language;
  readonly distances: Readonly<Partial<Record<WatchedDistance, number>>>;
}

export interface ShadowRecords {
  /** The newest entry of the audit trail: everything up to it is written for good. */
  head(): Promise<number>;
  /** Cases that count, whose verdict stands in the trail up to the entry. */
  cells(throughSeq: number): Promise<readonly ShadowCell[]>;
  /** Verdicts up to the entry that do not count, by why. */
  leftOut(throughSeq: number): Promise<Readonly<Partial<Record<ShadowStanding, number>>>>;
  /** Distances of the cases that count, in bins. */
  distances(throughSeq: number, binWidth: number): Promise<readonly DistanceCount[]>;
  /** Newest first, on the path with a face, since the moment. */
  recent(since: Date, limit: number): Promise<readonly RecentRecommendation[]>;
  /** Newest questions to the government record since the moment: how many, and how many have no answer: none at all,
   *  or none yet although it was waited for. A question that is out at the moment counts as neither. */
  recordAnswers(
    since: Date,
    limit: number,
  ): Promise<{ readonly asked: number; readonly unavailable: number }>;
}
