// The state's own record of who a person is: asked, instead of believing a photo of a card.

import type { CitizenId } from '../domain/citizen-id.ts';
import type { RecordPhotoFault } from '../domain/record-photo.ts';
import type { Sensitive } from '../domain/sensitive.ts';
import type { RecordQuestion } from './record-question.ts';
import type { Unavailable } from './unavailable.ts';

export interface GovernmentRecords {
  /** Which record it is, for the audit trail and the reviewer, e.g. `sandbox`. */
  readonly name: string;

  /**
   * Asks whether a name and resident ID number belong to one person on record and, unless `livePhoto` is null, whether
   * that person is the one in the photo.
   * Answers `match`, `mismatch` (says only that they disagree, never what is on record), `not-found`, `face-refused`
   * (the record takes the photo for no live picture of this person, and says nothing of name and number), or `capture`
   * (it could not work with the photo: a better one is needed, and nothing is known yet).
   * Cannot ask (timeout, quota, maintenance, nonsense in return): `unavailable`. Never throws for these, and answers as
   * soon as the signal is aborted. An answer that is not understood is `unavailable`, not a mismatch.
   * Keeps nothing. The caller must hold consent for the government query, and for the face item before giving a photo.
   * `onAsked` hears of each question that was put, in order, the one whose answer counts last. A record that is one
   * service need not call it: then one question was put to `name`.
   */
  lookUp(
    query: GovernmentRecordQuery,
    signal: AbortSignal,
    onAsked?: (question: RecordQuestion) => void,
  ): Promise<GovernmentRecordAnswer>;
}

export interface GovernmentRecordQuery {
  name: Sensitive<string>;
  citizenId: Sensitive<CitizenId>;
  /** JPEG of the applicant's live face; `null` asks about name and number alone (the face-free path). */
  livePhoto: Uint8Array | null;
}

export type GovernmentRecordAnswer =
  | { answer: 'match'; face: RecordFace }
  | { answer: 'mismatch' }
  | { answer: 'not-found' }
  /** Only when a photo was given. */
  | { answer: 'face-refused' }
  /** Only when a photo was given. */
  | { answer: 'capture'; fault: RecordPhotoFault }
  | Unavailable;

export type RecordFace =
  /** The record gave its portrait (encoded picture); comparing is up to us. */
  | { kind: 'portrait'; picture: Uint8Array }
  | ComparedFace
  /** The person is on record, without a portrait to compare with. */
  | { kind: 'missing' }
  /** Exactly when `livePhoto` was null. */
  | { kind: 'not-asked' };

/** The record compared it itself. */
export interface ComparedFace {
  kind: 'compared';
  /** The record's own verdict. */
  agrees: boolean;
  /** On the record's own scale, higher is closer; no two records' scales are the same. Null when it gave none. */
  similarity: number | null;
  /** How often two different people reach this similarity, 0..1, by the record's published table; 1: it claims nothing. */
  fmr: number;
}
