// Who belongs together, over keyed hashes: applications of one person, and reviewers with cases of their own.
import type { ApplicationId } from '../domain/application.ts';
import type { IdentityKey, IdentityKind } from '../domain/identity-key.ts';

export interface RelatedRow {
  readonly applicationId: ApplicationId;
  /** What the two have in common. */
  readonly by: readonly IdentityKind[];
}

export interface Links {
  /** Keeps how an applicant is reached, in place of earlier ways. The database drops it with the declaration. */
  putContact(applicationId: ApplicationId, keys: readonly IdentityKey[]): Promise<void>;
  /** Adds to what a reviewer is known by; what was known stays. Answers false when there is no such reviewer. */
  addReviewer(reviewerId: string, keys: readonly IdentityKey[]): Promise<boolean>;
  /** What kinds of things a reviewer is known by. */
  knownBy(reviewerId: string): Promise<readonly IdentityKind[]>;
  /** The reviewer's own application, or one that has a person, a business or a contact in common with one of these. */
  isLinked(reviewerId: string, applicationId: ApplicationId): Promise<boolean>;
  /** Cases that this reviewer may not take up: linked ones, and in review those that are for leads. */
  keptFrom(reviewerId: string): Promise<readonly ApplicationId[]>;
  /** Other applications with a person, a business or a contact in common, the newest first. */
  related(applicationId: ApplicationId, limit: number): Promise<readonly RelatedRow[]>;
}
