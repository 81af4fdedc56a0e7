// Who is at work, and what is kept for them when it comes back.
import type { ApplicationId } from '../domain/application.ts';

/** On shift: begun, not ended, and active within `shiftIdleMs`. */
export interface Shifts {
  /** Begins a shift, or notes that it goes on. */
  work(reviewerId: string, at: Date): Promise<void>;
  /** Notes activity of somebody who is on shift; nothing for others. */
  stayOn(reviewerId: string, at: Date): Promise<void>;
  /** What was kept for them is free then. */
  end(reviewerId: string): Promise<void>;
  /** When the shift ends by itself; null when they are not on shift. */
  endsAt(reviewerId: string, now: Date): Promise<Date | null>;
  /**
   * Keeps a submission until a moment for the reviewer who last asked the applicant for something, if that reviewer is
   * on shift and may decide it. Answers whom it is kept for; null when it is for everybody.
   */
  keepForAsker(applicationId: ApplicationId, round: number, until: Date, now: Date): Promise<string | null>;
}
