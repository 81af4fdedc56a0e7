// Draws the actions of one capture, and their order, from what the person can do.
import {
  actionsPerCapture,
  livenessActions,
  type CaptureNeeds,
  type LivenessAction,
} from '../../domain/liveness-protocol.ts';
import type { Random } from '../../ports/random.ts';

/**
 * Each action at most once; where fewer are left than are asked for, all of them, and some again by chance.
 * Every outcome is equally likely (Fisher-Yates over a cryptographic source): with all five, 60 of them.
 */
export function drawActions(random: Random, { without }: CaptureNeeds): readonly LivenessAction[] {
  const left = livenessActions.filter((action) => !without.includes(action));
  const pool = [...left];
  while (pool.length < actionsPerCapture) pool.push(left[random.int(left.length)] as LivenessAction);
  for (let place = 0; place < actionsPerCapture; place += 1) {
    const other = place + random.int(pool.length - place);
    [pool[place], pool[other]] = [pool[other] as LivenessAction, pool[place] as LivenessAction];
  }
  return pool.slice(0, actionsPerCapture);
}
