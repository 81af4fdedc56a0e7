// Going on and off shift: what comes back to a reviewer is kept for them only while they are at work.
import type { ShiftView } from '../../contract/queue.ts';
import { readShift, type QueueDeps } from './read-queue.ts';

export async function changeShift(deps: QueueDeps, reviewerId: string, isOn: boolean): Promise<ShiftView> {
  const { database, clock } = deps;
  await database.transaction((tx) =>
    isOn ? tx.shifts.work(reviewerId, clock.now()) : tx.shifts.end(reviewerId),
  );
  return readShift(deps, reviewerId);
}
