// Turns whatever an applicant uploaded into one kind of picture, or says what is wrong with it.

export interface Picture {
  /** JPEG, sRGB, upright, without metadata. */
  readonly jpeg: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface Pictures {
  /**
   * Asks to decode an upload once, within limits, and to encode it anew with its longer side at most `maxSidePx`.
   * The kind is told from the content; names and declared types are not looked at.
   * Cannot: rejects with a DomainError of type `empty-upload`, `unsupported-media`, `heic-not-supported`,
   * `animated-image`, `too-many-pixels` or `image-unreadable`.
   * Keeps nothing.
   */
  normalise(upload: Uint8Array, maxSidePx: number): Promise<Picture>;
  /** Asks whether these bytes begin like a JPEG, and are no more than that. */
  isJpeg(bytes: Uint8Array): boolean;
}
