// Draws which frames of a batch are compared with the person of the capture: every second one, from the first or the next.
import type { Random } from '../../ports/random.ts';

/**
 * Indices into a batch of `count` frames. Of any two frames in a row at least one is measured, also from batch to batch,
 * when `isFirstDue` says that the frame before this batch was not. An action takes two frames in a row: nobody can act
 * unmeasured. Where both beginnings are possible chance decides, so that the sender never knows which frames they are.
 * Measuring all frames would cost nearly twice as much.
 */
export function drawMeasured(random: Random, count: number, isFirstDue: boolean): readonly number[] {
  const first = isFirstDue ? 0 : random.int(2);
  return Array.from({ length: count }, (_, index) => index).filter((index) => index % 2 === first);
}
