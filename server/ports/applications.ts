// Applications in the database.
import type { ApplicationId, ApplicationPath, ApplicationState, Language } from '../domain/application.ts';
import type { ErasureRule } from '../domain/erasure.ts';
import type { SubjectKind } from '../domain/subject.ts';

export interface ApplicationRow {
  readonly id: ApplicationId;
  readonly state: ApplicationState;
  readonly path: ApplicationPath;
  readonly language: Language;
  readonly subjectKind: SubjectKind | null;
  /** Submissions so far; 0 before the first. */
  readonly round: number;
  /** The declaration as JSON, sealed under the application's context; null before it was declared. */
  readonly declarationSealed: Uint8Array | null;
  /** The application's data key, wrapped by the master key. */
  readonly wrappedKey: Uint8Array;
  readonly resubmissionsLeft: number;
  readonly livenessAttemptsLeft: number;
  /** What a reviewer asked to do again, with why; empty otherwise. */
  readonly fix: readonly { item: string; reasons: readonly string[] }[];
  readonly openedAt: Date;
  readonly submittedAt: Date | null;
  readonly decidedAt: Date | null;
  /** When an abandoned draft expires. */
  readonly expiresAt: Date;
}

export type ApplicationPatch = Partial<Omit<ApplicationRow, 'id' | 'wrappedKey' | 'openedAt'>>;

export interface Applications {
  open(row: ApplicationRow): Promise<void>;
  /** Answers null when there is none. */
  find(id: ApplicationId): Promise<ApplicationRow | null>;
  /** Like `find`, and keeps every other writer away until the transaction ends. Only inside a transaction. */
  lock(id: ApplicationId): Promise<ApplicationRow | null>;
  /** Throws when the database refuses, as it does for an admission that nobody decided. */
  save(id: ApplicationId, patch: ApplicationPatch): Promise<void>;
  countIn(state: ApplicationState): Promise<number>;
  /** In `checking` since before the moment, oldest first; for finding work that got stuck. */
  checkingSince(before: Date, limit: number): Promise<readonly { id: ApplicationId; round: number }[]>;
  /** With a declaration whose time is over by one of these rules. */
  withDueDeclaration(
    rules: readonly ErasureRule[],
    now: Date,
    limit: number,
  ): Promise<readonly ApplicationId[]>;
  /** Waiting for the applicant although their time is over, oldest first. */
  overdue(now: Date, limit: number): Promise<readonly ApplicationId[]>;
}
