// When evidence is erased: what the consent texts promise, as a table.
import type { ApplicationPath, ApplicationState } from './application.ts';
import type { EvidenceKind } from './evidence.ts';

const dayMs = 24 * 3_600_000;

export type EvidenceClass = 'face' | 'document';

export const kindsOf: Record<EvidenceClass, readonly EvidenceKind[]> = {
  face: ['liveness-frame', 'best-frame', 'record-portrait'],
  document: ['id-front', 'id-back', 'business-licence'],
};

export interface ErasureRule {
  readonly evidence: EvidenceClass;
  /** States it holds in. `any`: whatever the state. */
  readonly states: readonly ApplicationState[] | 'any';
  readonly path: ApplicationPath | 'any';
  /** Time after the decision, the withdrawal or the expiry; 0: at once. */
  readonly afterMs: number;
}

/** An admitted seller's document is kept while they sell; when they leave is not known here yet. */
export const erasureRules: readonly ErasureRule[] = [
  { evidence: 'face', states: ['withdrawn', 'expired'], path: 'any', afterMs: 0 },
  { evidence: 'face', states: 'any', path: 'face-free', afterMs: 0 }, // consent to the face was taken back
  { evidence: 'face', states: ['admitted', 'refused', 'revoked'], path: 'any', afterMs: 30 * dayMs },
  { evidence: 'document', states: ['withdrawn', 'expired', 'refused'], path: 'any', afterMs: 30 * dayMs },
];
