// Asks every configured detector of presentation attacks; one that cannot answer is named, and is never a yes.
import { withTimeLimit } from '../../domain/time-limit.ts';
import type {
  CapturePictures,
  PresentationAttackDetector,
  PresentationAttackSignal,
} from '../../ports/presentation-attack-detector.ts';
import type { Vault } from '../../ports/vault.ts';
import { pieceOf, type CaseFacts } from './case-facts.ts';

export interface DetectorDeps {
  readonly vault: Vault;
  readonly detectors: readonly PresentationAttackDetector[];
  readonly timeoutMs: number;
}

export interface DetectorAnswer {
  readonly detector: string;
  /** Null: it could not look, or made no sense. */
  readonly signals: readonly PresentationAttackSignal[] | null;
}

function makesSense(signals: readonly PresentationAttackSignal[]): boolean {
  const names = new Set(signals.map(({ name }) => name));
  return (
    signals.length > 0 && names.size === signals.length && signals.every((one) => Number.isFinite(one.value))
  );
}

async function picturesOf({ vault }: DetectorDeps, facts: CaseFacts): Promise<CapturePictures | null> {
  const { application, capture, evidence } = facts;
  const best = pieceOf(facts, 'best-frame');
  if (capture === null || best === null) return null;
  const kept = evidence.filter(
    (piece) => piece.kind === 'liveness-frame' && piece.capture?.sessionId === capture.session.id,
  );
  return {
    best: await vault.getMedia(application, best),
    kept: await Promise.all(kept.map((piece) => vault.getMedia(application, piece))),
  };
}

/** Rejects when our own store does, and when the caller's signal is aborted. */
export async function askDetectors(
  deps: DetectorDeps,
  facts: CaseFacts,
  signal: AbortSignal,
): Promise<readonly DetectorAnswer[]> {
  if (deps.detectors.length === 0) return [];
  const pictures = await picturesOf(deps, facts);
  const answers: DetectorAnswer[] = [];
  for (const detector of deps.detectors) {
    let signals: readonly PresentationAttackSignal[] | null = null;
    try {
      if (pictures !== null)
        signals = await withTimeLimit(signal, deps.timeoutMs, (ending) => detector.inspect(pictures, ending));
    } catch {
      signal.throwIfAborted(); // else it is the detector that failed, which the report says by its name
    }
    answers.push({
      detector: detector.name,
      signals: signals !== null && makesSense(signals) ? signals : null,
    });
  }
  return answers;
}
