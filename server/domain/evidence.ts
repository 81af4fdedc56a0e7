// What counts as evidence, which pieces a subject owes, with what a changed piece makes stale.
import type { ApplicationPath } from './application.ts';
import type { CheckName } from './check.ts';
import { hasBusiness, type SubjectKind } from './subject.ts';

export const photoKinds = ['id-front', 'id-back', 'business-licence'] as const;
export type PhotoKind = (typeof photoKinds)[number];

export const evidenceKinds = [...photoKinds, 'liveness-frame', 'best-frame', 'record-portrait'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** What an applicant proves who they are with; evidence about one type says nothing of another. */
export const documentTypes = ['resident-identity-card'] as const;
export type DocumentType = (typeof documentTypes)[number];

/** One thing that the applicant can be asked to do again. */
export const journeyItems = ['declaration', ...photoKinds, 'liveness'] as const;
export type JourneyItem = (typeof journeyItems)[number];

export function requiredPhotos(kind: SubjectKind): readonly PhotoKind[] {
  return hasBusiness[kind] ? ['id-front', 'id-back', 'business-licence'] : ['id-front', 'id-back'];
}

/** Everything an applicant of this kind on this path goes through, in order. */
export function requiredItems(kind: SubjectKind, path: ApplicationPath): readonly JourneyItem[] {
  const items: JourneyItem[] = ['declaration', ...requiredPhotos(kind)];
  return path === 'face' ? [...items, 'liveness'] : items;
}

/** Check results that no longer hold once an item was changed. */
export const staleAfter = {
  declaration: ['document-data', 'government-record', 'business-registry', 'willingness'],
  'id-front': ['document-quality', 'document-face-match'],
  'id-back': ['document-quality'],
  'business-licence': ['document-quality', 'business-registry'],
  liveness: ['liveness', 'presentation-attack', 'willingness', 'document-face-match', 'government-record'],
} as const satisfies Record<JourneyItem, readonly CheckName[]>;

/** What can be wrong with a photo, most important first. Each is a problem type and a sentence for the applicant. */
export const photoFindings = [
  'several-faces',
  'no-face-found',
  'wrong-side',
  'same-photo-twice',
  'photo-cropped',
  'face-too-small',
  'photo-too-small',
  'photo-blurred',
  'photo-too-dark',
  'photo-glare',
  'looks-like-a-copy',
] as const;
export type PhotoFinding = (typeof photoFindings)[number];
