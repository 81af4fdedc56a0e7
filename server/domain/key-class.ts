// Which of an application's data keys locks what: each can be forgotten while the others last.
import type { EvidenceKind } from './evidence.ts';

/** `document`: photos of documents and everything in words. `face`: pictures of the living face and the record's portrait. */
export const keyClasses = ['document', 'face', 'template'] as const;
export type KeyClass = (typeof keyClasses)[number];

export const mediaKeyOf = {
  'id-front': 'document',
  'id-back': 'document',
  'business-licence': 'document',
  'liveness-frame': 'face',
  'best-frame': 'face',
  'record-portrait': 'face',
} as const satisfies Record<EvidenceKind, KeyClass>;
