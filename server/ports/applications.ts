// Applications in the database.
import type { ApplicationId, ApplicationPath, ApplicationState, Language } from '../domain/application.ts';
import type { JurisdictionBasis, Jurisdiction } from '../domain/retention.ts';
import type { SubjectKind } from '../domain/subject.ts';
import type { Owner, WrappedKeys } from './vault.ts';

export interface ApplicationRow extends WrappedKeys {
  readonly id: ApplicationId;
  readonly state: ApplicationState;
  readonly path: ApplicationPath;
  readonly language: Language;
  readonly subjectKind: SubjectKind | null;
  /** Submissions so far; 0 before the first. */
  readonly round: number;
  /** The declaration as JSON, sealed under the application's context; null before it was declared, and once it is locked. */
  readonly declarationSealed: Uint8Array | null;
  readonly resubmissionsLeft: number;
  readonly livenessAttemptsLeft: number;
  /** What a reviewer asked to do again, with why; empty otherwise. */
  readonly fix: readonly { item: string; reasons: readonly string[] }[];
  readonly openedAt: Date;
  readonly submittedAt: Date | null;
  readonly decidedAt: Date | null;
  /** When an abandoned draft expires. */
  readonly expiresAt: Date;
  /** Whose law says how long what is kept is kept, and how that is known. */
  readonly jurisdiction: Jurisdiction;
  readonly jurisdictionBasis: JurisdictionBasis;
  /** When the seller left, as the marketplace told. */
  readonly leftAt: Date | null;
  /** From when on the face, or who they are, is kept for a duty alone: seen by nobody, used for nothing. */
  readonly faceLockedAt: Date | null;
  readonly identityLockedAt: Date | null;
}

export type ApplicationPatch = Partial<Omit<ApplicationRow, 'id' | 'openedAt' | 'leftAt'>>;

export interface Applications {
  open(row: ApplicationRow): Promise<void>;
  /** Answers null when there is none. */
  find(id: ApplicationId): Promise<ApplicationRow | null>;
  /** Like `find`, and keeps every other writer away until the transaction ends. Only inside a transaction. */
  lock(id: ApplicationId): Promise<ApplicationRow | null>;
  /** Throws when the database refuses, as it does for an admission that nobody decided. */
  save(id: ApplicationId, patch: ApplicationPatch): Promise<void>;
  /** Data keys of all applications, by id, after this one. */
  keysAfter(id: string, limit: number): Promise<readonly Owner[]>;
  /** Data keys of the one that was opened first; null: none was. */
  firstKeys(): Promise<Owner | null>;
  /** Answers false, and changes nothing, when they are not what they were any more. */
  replaceKeys(before: Owner, after: WrappedKeys): Promise<boolean>;
  countIn(state: ApplicationState): Promise<number>;
  /** In `checking` since before the moment, oldest first; for finding work that got stuck. */
  checkingSince(before: Date, limit: number): Promise<readonly { id: ApplicationId; round: number }[]>;
  /** What was declared, locked or not, for the applicant's own questions and for erasing it. */
  sealedDeclaration(id: ApplicationId): Promise<Uint8Array | null>;
  /** Waiting for the applicant although their time is over, oldest first. */
  overdue(now: Date, limit: number): Promise<readonly ApplicationId[]>;
}
