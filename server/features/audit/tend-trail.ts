// Writes the checkpoints of the trail that are due and hands them over, and says what an operator must know.
import type { CheckpointPace } from '../../domain/checkpoint.ts';
import { handOverCheckpoints, type HandOverDeps, type HandOverOutcome } from './hand-over.ts';
import { writeDueCheckpoints, type CheckpointDeps, type CheckpointOutcome } from './write-checkpoint.ts';

export interface TendTrailDeps extends CheckpointDeps, HandOverDeps {
  readonly pace: CheckpointPace;
  readonly onWritten: (outcome: CheckpointOutcome) => void;
  readonly onHandedOver: (outcome: HandOverOutcome) => void;
}

/** What is signed already is handed over even when nothing more can be signed. */
export async function tendTrail(deps: TendTrailDeps, signal: AbortSignal): Promise<void> {
  deps.onWritten(await writeDueCheckpoints(deps, signal));
  deps.onHandedOver(await handOverCheckpoints(deps, signal));
}
