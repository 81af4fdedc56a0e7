// Tells a movement that was filmed from the same frames in another order.
import { livenessRules } from './liveness-rules.ts';

/**
 * Squared differences of neighbours over squared differences from the mean (von Neumann 1941): 2 for values in random
 * order, towards 0 the smoother they follow one another. Says nothing of what cannot be moved: 0 where all are equal.
 */
export function disorderOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const jumps = values.reduce(
    (sum, value, at) => sum + (at === 0 ? 0 : (value - (values[at - 1] ?? 0)) ** 2),
    0,
  );
  return spread === 0 ? 0 : jumps / spread;
}

export const isInOrder = (values: readonly number[]): boolean =>
  disorderOf(values) <= livenessRules.mostDisorder;
