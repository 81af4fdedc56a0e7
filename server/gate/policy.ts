// What has to be established before anybody is admitted: required checks per subject kind, limits, a version.
import type { CheckName } from '../domain/check.ts';
import type { SubjectKind } from '../domain/subject.ts';

export interface Requirement {
  readonly check: CheckName;
  /** What a `failed` answer recommends; `inconclusive` and `unavailable` always recommend a person. */
  readonly onFailure: 'refuse' | 'review';
}

export interface Limits {
  /** Largest euclidean distance between two embeddings still called the same person. Lower is stricter.
   *  Same pairs reached 0.483 and different pairs began at 0.570 on 18 photos of 7 people (17 same, 136 different
   *  pairs, unaligned face-api): far too few for a false-match rate. unmeasured on operators' cameras. */
  readonly sameFaceDistance: number;
  /** Largest distance that a person still has to look at; beyond it the faces are called different. */
  readonly unclearFaceDistance: number;
  /** Narrowest face in a document photo, in pixels of the upright picture. Below 60 px the share of same people
   *  under 0.50 fell from 91-95 % to 71 % on shrunk portraits. */
  readonly documentFaceWidthPx: number;
}

export interface Policy {
  readonly version: string;
  readonly required: Readonly<Record<SubjectKind, readonly Requirement[]>>;
  readonly limits: Limits;
}

const person: readonly Requirement[] = [
  { check: 'document-quality', onFailure: 'review' },
  { check: 'document-data', onFailure: 'refuse' },
  { check: 'liveness', onFailure: 'review' },
  { check: 'willingness', onFailure: 'refuse' },
  { check: 'document-face-match', onFailure: 'review' },
  { check: 'government-record', onFailure: 'review' },
];

const business: readonly Requirement[] = [...person, { check: 'business-registry', onFailure: 'review' }];

/** `presentation-attack` is never required: its signals are for the reviewer and alone admit or refuse nobody. */
export const policy: Policy = {
  version: '2026-11-1',
  required: { individual: person, 'sole-proprietor': business, company: business },
  limits: {
    sameFaceDistance: 0.5,
    unclearFaceDistance: 0.6,
    documentFaceWidthPx: 60,
  },
};
