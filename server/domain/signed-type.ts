// The kinds of documents that this installation signs: none of them can stand for another.

/** `typ` of the signature's header (RFC 7515), by what the document is. */
export const signedTypes = {
  /** Of a statement of will. */
  receipt: 'portcullis-receipt+jwt',
  /** Of what was erased. */
  erasure: 'portcullis-erasure+jwt',
  /** Of an admission that stands when it is issued. */
  admission: 'portcullis-admission+jwt',
  /** Of the audit trail. */
  checkpoint: 'portcullis-checkpoint+jwt',
  /** The admissions that were taken back. */
  revocations: 'portcullis-revocations+jwt',
} as const;

export type SignedKind = keyof typeof signedTypes;
