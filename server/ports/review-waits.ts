// How long people waited for decisions, and whether somebody waits too long now.
import type { ApplicationPath } from '../domain/application.ts';
import type { Pace } from '../domain/service-levels.ts';

/** From a submission to its first decision. */
export interface Wait {
  readonly path: ApplicationPath;
  readonly submittedAt: Date;
  readonly decidedAt: Date;
}

export interface ReviewWaits {
  /** Of the newest first decisions, so many at most. */
  pace(limit: number): Promise<Pace>;
  /** Of submissions first decided since then, the newest first. */
  since(moment: Date, limit: number): Promise<readonly Wait[]>;
  countDecidedSince(moment: Date): Promise<number>;
  /** Notes whether cases are late now. Answers true to the one caller who noted that it began, or that it ended. */
  noteBreach(isBreached: boolean, now: Date): Promise<boolean>;
  /** Since when some case has been late; null when none is. */
  breachedSince(): Promise<Date | null>;
}
