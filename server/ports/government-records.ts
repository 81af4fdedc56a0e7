// The state's own record of who a person is: asked, instead of believing a photo of a card.

import type { CitizenId } from '../domain/citizen-id.ts';
import type { Sensitive } from '../domain/sensitive.ts';
import type { Unavailable } from './unavailable.ts';

export interface GovernmentRecords {
  /** Which record it is, for the audit trail and the reviewer, e.g. `sandbox`. */
  readonly name: string;

  /**
   * Asks whether a name and resident ID number belong to one person on record and, unless `livePhoto` is null, whether
   * that person is the one in the photo.
   * Answers `match`, `mismatch` (says only that they disagree, never what is on record) or `not-found`.
   * Cannot ask (timeout, quota, maintenance, nonsense in return): `unavailable`. Never throws for these, and answers as
   * soon as the signal is aborted. An answer that is not understood is `unavailable`, not a mismatch.
   * Keeps nothing. The caller must hold consent for the government query, and for the face item before giving a photo.
   */
  lookUp(query: GovernmentRecordQuery, signal: AbortSignal): Promise<GovernmentRecordAnswer>;
}

export interface GovernmentRecordQuery {
  name: Sensitive<string>;
  citizenId: Sensitive<CitizenId>;
  /** JPEG of the applicant's live face; `null` asks about name and number alone (the face-free path). */
  livePhoto: Uint8Array | null;
}

export type GovernmentRecordAnswer =
  { answer: 'match'; face: RecordFace } | { answer: 'mismatch' } | { answer: 'not-found' } | Unavailable;

export type RecordFace =
  /** The record gave its portrait (encoded picture); comparing is up to us. */
  | { kind: 'portrait'; picture: Uint8Array }
  /** The record compared it itself. `fmr`: how often it calls two different people the same, 0..1, by its own table. */
  | { kind: 'compared'; agrees: boolean; fmr: number }
  /** The person is on record, without a portrait to compare with. */
  | { kind: 'missing' }
  /** Exactly when `livePhoto` was null. */
  | { kind: 'not-asked' };
