// Keeps one captured frame as evidence, encrypted.
import type { EvidenceRow } from '../../ports/evidence-records.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { LivenessSessionRow } from '../../ports/liveness-records.ts';
import type { Random } from '../../ports/random.ts';
import type { Vault } from '../../ports/vault.ts';
import type { ReadFrame } from './read-frames.ts';

/** Writes the media; the caller writes the record, or erases the media again. */
export async function keepFrame(
  deps: { vault: Vault; random: Random },
  owner: ApplicationRow,
  session: LivenessSessionRow,
  frame: ReadFrame,
): Promise<Omit<EvidenceRow, 'addedAt'>> {
  const id = deps.random.id('e');
  const kind = 'liveness-frame';
  return {
    id,
    applicationId: owner.id,
    kind,
    ...(await deps.vault.putMedia(owner, { id, kind }, frame.jpeg)),
    mediaType: 'image/jpeg',
    findings: [],
    measurements: [
      {
        name: 'sharpness',
        value: Math.round(frame.sharpness),
        unit: 'variance',
        limit: null,
        better: 'higher',
      },
    ],
    capture: { sessionId: session.id, stepIndex: session.stepIndex, capturedAtMs: frame.capturedAtMs },
  };
}
