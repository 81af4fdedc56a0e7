// The closed list of reason codes; what each means for whom stands in the gate's reasons.ts.

/** Reasons that a check gives. */
export const checkReasons = [
  'photo-quality-poor',
  'photo-missing',
  'document-data-malformed',
  'under-age',
  'business-code-check-digit',
  'liveness-not-done',
  'liveness-not-followed',
  'liveness-face-changed',
  'liveness-frames-impossible',
  'capture-doubtful',
  'attack-suspected',
  'attack-detector-failed',
  'attack-detector-not-installed',
  'willingness-not-stated',
  'willingness-receipt-broken',
  'document-face-differs',
  'document-face-unclear',
  'document-face-not-found',
  'face-not-asked',
  'record-mismatch',
  'record-not-found',
  'record-face-differs',
  'record-face-unclear',
  'record-portrait-missing',
  'record-face-refused',
  'record-photo-unclear',
  'record-photo-light',
  'record-photo-face-covered',
  'record-photo-framing',
  'record-unavailable',
  'record-consent-refused',
  'registry-mismatch',
  'registry-not-found',
  'registry-not-active',
  'registry-doubtful',
  'registry-unavailable',
  'check-missing',
  'face-free-path',
] as const;

/** Reasons that a reviewer gives with a decision. */
export const reviewReasons = [
  'evidence-agrees',
  'identity-confirmed-otherwise',
  'photo-unreadable',
  'wrong-document',
  'face-not-visible',
  'details-disagree',
  'capture-again',
  'identity-not-established',
  'not-entitled-to-act',
  'not-of-age',
  'not-willing',
  'fraud-suspected',
] as const;

export type CheckReason = (typeof checkReasons)[number];
export type ReviewReason = (typeof reviewReasons)[number];
export type ReasonCode = CheckReason | ReviewReason;
