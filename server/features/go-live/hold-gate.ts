// Back to hold, at once, by anybody who is signed in.
import { canHold } from '../../gate/standing.ts';
import { lockStanding, writeChange } from './change-gate.ts';
import type { GoLiveDeps } from './count-evidence.ts';

/** Ends what is live and what is proposed. Where there is neither, nothing changes: twice is the same as once. */
export async function holdGate(
  { database, clock }: Pick<GoLiveDeps, 'database' | 'clock'>,
  reviewerId: string,
  note: string,
): Promise<void> {
  await database.transaction(async (tx) => {
    const stored = await tx.gateModes.current();
    const standing = await lockStanding(tx);
    if (!canHold(standing) && stored?.mode === 'hold') return;
    await writeChange(tx, { kind: 'held', by: reviewerId, note, at: clock.now() });
  });
}
