// Document quality: are the owed photos there and usable?
import type { CheckReport } from '../../domain/check.ts';
import { requiredPhotos } from '../../domain/evidence.ts';
import { pieceOf, type CaseFacts } from './case-facts.ts';

export function checkDocumentQuality(facts: CaseFacts): CheckReport {
  const owed = requiredPhotos(facts.declaration.subjectKind).map((kind) => pieceOf(facts, kind));
  const measurements = owed.flatMap((piece) =>
    (piece?.measurements ?? []).map((measured) => ({
      ...measured,
      name: `${piece?.kind ?? ''} ${measured.name}`,
    })),
  );
  const report = (result: CheckReport['result']): CheckReport => ({
    check: 'document-quality',
    result,
    measurements,
  });
  if (owed.includes(null)) return report({ outcome: 'failed', reason: 'photo-missing' });
  // findings the applicant kept on purpose: the measures can be wrong, so a person looks
  if (owed.some((piece) => (piece?.findings.length ?? 0) > 0))
    return report({ outcome: 'inconclusive', reason: 'photo-quality-poor' });
  return report({ outcome: 'passed' });
}
