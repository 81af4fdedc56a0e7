// What a statement of admission says: who is in, on what basis, until when; no name and no number of anybody.
import type { ApplicationId } from './application.ts';
import type { SubjectKind } from './subject.ts';

/** Raised when what a statement says changes its meaning. */
export const admissionStatementVersion = 1;

/** `reviewed`: people decided on this very submission. `automated`: the gate was live, and nobody did. */
export const admissionBases = ['reviewed', 'automated'] as const;
export type AdmissionBasis = (typeof admissionBases)[number];

/** What the evidence was made with; null for what this admission did without or what was not kept. */
export interface EvidenceVersions {
  /** What looked at the faces, with its models' versions. */
  readonly engine: string | null;
  /** The government record and the business registry that were asked. */
  readonly record: string | null;
  readonly registry: string | null;
  readonly consentTexts: string | null;
  readonly statementOfWill: string | null;
}

/** What can be told again from the records. */
export interface AdmissionFacts {
  /** The application (RFC 7519 `sub`). */
  readonly sub: ApplicationId;
  readonly version: typeof admissionStatementVersion;
  readonly status: 'admitted';
  readonly marketplace: string;
  /** The marketplace's own name for the seller; null when it did not open the application. */
  readonly sellerReference: string | null;
  readonly subjectKind: SubjectKind;
  readonly basis: AdmissionBasis;
  /** When the gate admitted, ISO 8601. */
  readonly decidedAt: string;
  readonly policyVersion: string;
  readonly evidence: EvidenceVersions;
  /** Of the recommendation that was sealed before anybody could decide, hex; it is in the audit trail. */
  readonly recommendationSha256: string;
}

export interface AdmissionStatement extends AdmissionFacts {
  /** Address of the installation that signed it. */
  readonly iss: string;
  /** Names this very statement; in the audit trail with the hash of its text. */
  readonly jti: string;
  /** When it was signed and until when it holds, seconds since 1970 (RFC 7519). */
  readonly iat: number;
  readonly exp: number;
}

/** Where the records of an admission part from what the gate says of them. In the order they are looked at. */
export const admissionDifferences = [
  'decision-not-in-trail',
  'trail-altered',
  'recommendation-not-sealed',
  'seal-broken',
  'checks-altered',
  'policy-not-known',
  'recommendation-differs',
  'reviews-altered',
  'mode-not-proven',
  'not-admitted-by-the-gate',
] as const;
export type AdmissionDifference = (typeof admissionDifferences)[number];

/** Raised when what the list says changes its meaning. */
export const revocationListVersion = 1;

/** Admissions taken back of which a statement would still hold. */
export interface RevocationList {
  readonly iss: string;
  readonly iat: number;
  /** Older than this it proves nothing about the present. */
  readonly exp: number;
  readonly version: typeof revocationListVersion;
  readonly revoked: readonly {
    readonly sub: ApplicationId;
    /** ISO 8601. */
    readonly revokedAt: string;
    /** When the last statement about it expires, ISO 8601; then it leaves the list. */
    readonly until: string;
  }[];
}

/** How long a list may be relied on. Somebody who keeps a verifier from getting a newer one wins this much time. */
export const revocationListLifetimeMs = 24 * 3_600_000;

/** The same statement is answered for so long; then a new one is signed, with the validity anew. */
export const statementRenewalMs = 24 * 3_600_000;
