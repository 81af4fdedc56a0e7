// How far the best frame is from the person who followed the script: it stands for them in every comparison.
import { faceDistance } from '../../domain/face-match.ts';
import type { FaceEngine } from '../../ports/face-engine.ts';
import type { Vault } from '../../ports/vault.ts';
import { pieceOf, type CaseFacts } from './case-facts.ts';

/** Euclidean, lower is closer; null when one of the two is missing or shows no face. */
export async function bestFrameDistance(
  deps: { vault: Vault; engine: FaceEngine },
  facts: CaseFacts,
  signal: AbortSignal,
): Promise<number | null> {
  const { application, capture } = facts;
  const best = pieceOf(facts, 'best-frame');
  const sealed = capture?.session.referenceSealed ?? null;
  if (capture === null || best === null || sealed === null) return null;
  const jpeg = await deps.vault.getMedia(application, best);
  const { faces } = await deps.engine.look(jpeg, { purpose: 'frame', embed: 'largest' }, signal);
  const embedding = faces[0]?.embedding ?? null;
  if (embedding === null) return null;
  return faceDistance(embedding, await deps.vault.openTemplate(application, capture.session.id, sealed));
}
