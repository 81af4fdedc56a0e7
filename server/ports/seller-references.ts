// Which application was opened for which seller, by the marketplace's own name for them.
import type { ApplicationId, ApplicationState } from '../domain/application.ts';
import type { SellerReference } from '../domain/seller-reference.ts';

export interface SellerApplication {
  readonly applicationId: ApplicationId;
  readonly state: ApplicationState;
}

export interface SellerReferences {
  /** Until the transaction ends, nobody else adds one of this name. Only inside a transaction. */
  lock(reference: SellerReference): Promise<void>;
  /** Opened for this seller, the newest first. */
  applicationsOf(reference: SellerReference): Promise<readonly SellerApplication[]>;
  add(row: {
    applicationId: ApplicationId;
    reference: SellerReference;
    keyId: string;
    at: Date;
  }): Promise<void>;
  /** Null for an application that nobody opened for a seller. */
  of(applicationId: ApplicationId): Promise<SellerReference | null>;
}
