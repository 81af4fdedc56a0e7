// Document face match: is the person of the capture the person on the document?
import type { CheckReport, CheckResult, Measurement } from '../../domain/check.ts';
import type { Limits } from '../../gate/policy.ts';
import type { FaceEngine } from '../../ports/face-engine.ts';
import type { Vault } from '../../ports/vault.ts';
import { pieceOf, type CaseFacts } from './case-facts.ts';
import { compareFaces } from './compare-faces.ts';

const byBand: Record<'same' | 'unclear' | 'different', CheckResult> = {
  same: { outcome: 'passed' },
  unclear: { outcome: 'inconclusive', reason: 'document-face-unclear' },
  different: { outcome: 'failed', reason: 'document-face-differs' },
};

export async function checkDocumentFaceMatch(
  deps: { vault: Vault; engine: FaceEngine; limits: Limits },
  facts: CaseFacts,
  signal: AbortSignal,
): Promise<CheckReport> {
  const report = (result: CheckResult, measurements: readonly Measurement[] = []): CheckReport => ({
    check: 'document-face-match',
    result,
    measurements,
  });
  const [front, best] = [pieceOf(facts, 'id-front'), pieceOf(facts, 'best-frame')];
  if (facts.application.path === 'face-free' || facts.consents.face !== 'granted')
    return report({ outcome: 'unavailable', reason: 'face-not-asked' });
  if (front === null) return report({ outcome: 'unavailable', reason: 'photo-missing' });
  if (best === null) return report({ outcome: 'unavailable', reason: 'liveness-not-done' });
  const { application } = facts;
  const compared = await compareFaces(
    deps.engine,
    { jpeg: await deps.vault.getMedia(application, front), purpose: 'document' },
    { jpeg: await deps.vault.getMedia(application, best), purpose: 'frame' },
    deps.limits,
    signal,
  );
  if (compared.kind === 'no-face')
    return report({ outcome: 'inconclusive', reason: 'document-face-not-found' });
  return report(byBand[compared.band], [compared.measurement]);
}
