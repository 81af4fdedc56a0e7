// Statements of admission that were signed, without their text: it is made again from the evidence.
import type { ApplicationId } from '../domain/application.ts';

export interface StatementRow {
  /** Its `jti`. */
  readonly id: string;
  readonly applicationId: ApplicationId;
  /** Of the text as it was handed out, hex. */
  readonly sha256: string;
  readonly keyId: string;
  /** Whole seconds, as signed. */
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

export interface RevokedAdmission {
  readonly applicationId: ApplicationId;
  readonly revokedAt: Date;
  /** When the last statement of it expires, revoked or not. */
  readonly until: Date;
}

export interface AdmissionStatements {
  add(row: StatementRow): Promise<void>;
  /** The one issued last; null when there is none. */
  newest(applicationId: ApplicationId): Promise<StatementRow | null>;
  /** Revoked applications with a statement that would still hold now, by their ids. */
  revoked(now: Date): Promise<readonly RevokedAdmission[]>;
}
