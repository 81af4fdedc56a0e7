// What was asked about somebody elsewhere, each question under the consent that allows it: append-only.
import type { ApplicationId } from '../domain/application.ts';

export const querySources = ['government-record', 'business-registry'] as const;
export type QuerySource = (typeof querySources)[number];

export interface QueryRow {
  readonly applicationId: ApplicationId;
  readonly round: number;
  readonly source: QuerySource;
  /** A picture of the live face goes with it: takes the consent to that as well. */
  readonly showsFace: boolean;
  readonly at: Date;
}

/** With the entries of the ledger that allow it, which the database names. */
export type NotedQuery = QueryRow & { readonly consentId: number; readonly faceConsentId: number | null };

export interface Queries {
  /** Before it is asked. Rejects where the consents it takes are not granted now. */
  note(row: QueryRow): Promise<void>;
  /** Oldest first. */
  of(applicationId: ApplicationId): Promise<readonly NotedQuery[]>;
}
