// What of whom is to go when, what stands in the way of it, and what is locked instead.
import type { ApplicationId, ApplicationState } from '../domain/application.ts';
import type { ErasureFacts, EvidenceClass, LockedPart } from '../domain/erasure.ts';
import type { JurisdictionBasis } from '../domain/retention.ts';

export interface RetentionFacts extends ErasureFacts {
  readonly applicationId: ApplicationId;
  readonly state: ApplicationState;
  readonly jurisdictionBasis: JurisdictionBasis;
  readonly isHeld: boolean;
  readonly expiresAt: Date;
  readonly faceLockedAt: Date | null;
  readonly identityLockedAt: Date | null;
  /** Of which something is kept. */
  readonly kept: readonly EvidenceClass[];
}

export interface LegalHold {
  readonly id: string;
  readonly applicationId: ApplicationId;
  readonly reason: string;
  /** Null: on the command line. */
  readonly setBy: string | null;
  readonly setAt: Date;
}

export interface NamedHold extends LegalHold {
  /** Of whoever set it; null with `setBy`. */
  readonly setByName: string | null;
}

/** How many of each had a text in them. Second looks are counted nowhere: nobody is to learn of them. */
export interface ForgottenTexts {
  readonly decisions: number;
  readonly escalations: number;
  readonly revocations: number;
  readonly audits: number;
}

export interface Retention {
  /** Of applications of which anything is kept, by id, after this one. */
  facts(after: ApplicationId | null, limit: number): Promise<readonly RetentionFacts[]>;
  /** Null when there is none. */
  factsOf(applicationId: ApplicationId): Promise<RetentionFacts | null>;
  /** Applications of which something is to be erased now, and no hold is in the way. */
  dueApplications(now: Date, limit: number): Promise<readonly ApplicationId[]>;
  /** Applications of which this part is to be locked now, and is not yet. */
  toLock(part: LockedPart, now: Date, limit: number): Promise<readonly ApplicationId[]>;
  isToLock(applicationId: ApplicationId, part: LockedPart, now: Date): Promise<boolean>;
  isHeld(applicationId: ApplicationId): Promise<boolean>;
  /** Rejects while another one is in force. */
  setHold(hold: LegalHold): Promise<void>;
  /** Answers the hold that was in force, or null. */
  liftHold(
    applicationId: ApplicationId,
    lift: { readonly reason: string; readonly by: string | null; readonly at: Date },
  ): Promise<LegalHold | null>;
  /** In force, oldest first. */
  holds(limit: number): Promise<readonly NamedHold[]>;
  /** The one in force. */
  holdOf(applicationId: ApplicationId): Promise<NamedHold | null>;
  /**
   * Blanks what people at the desk wrote about it: messages and notes. Rejects while the declaration is there, while the
   * application waits for anybody, and under a hold.
   */
  forgetTexts(applicationId: ApplicationId): Promise<ForgottenTexts>;
  /** Keeps when the seller left; answers false when that was told before. */
  tellExit(exit: {
    readonly applicationId: ApplicationId;
    readonly leftAt: Date;
    readonly keyId: string;
    readonly toldAt: Date;
  }): Promise<boolean>;
}
