// How far two sets of counts are from each other: whether what happens now is still what was measured before.

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/**
 * Population stability index of two sets of counts over the same categories: sum of (p - q) ln(p / q), 0 when equal.
 * Half a case is added to each category, so that one that is empty on one side does not make it infinite.
 */
export function stabilityIndex(before: readonly number[], now: readonly number[]): number {
  const [ofBefore, ofNow] = [shares(before), shares(now)];
  return ofBefore.reduce((sum, q, place) => {
    const p = ofNow[place] ?? 0;
    return sum + (p - q) * Math.log(p / q);
  }, 0);
}

function shares(counts: readonly number[]): readonly number[] {
  const all = total(counts) + counts.length / 2;
  return counts.map((count) => (count + 0.5) / all);
}

/**
 * Two-sample Kolmogorov-Smirnov distance of values counted in the same bins: the largest gap between the two shares at or
 * below a bin's upper edge, 0..1. Never larger than that of the values themselves, so that binning raises no alarm.
 */
export function kolmogorovDistance(before: readonly number[], now: readonly number[]): number {
  const [allBefore, allNow] = [total(before), total(now)];
  if (allBefore === 0 || allNow === 0) return 0;
  let [upToBefore, upToNow, largest] = [0, 0, 0];
  for (let bin = 0; bin < Math.max(before.length, now.length); bin += 1) {
    upToBefore += before[bin] ?? 0;
    upToNow += now[bin] ?? 0;
    largest = Math.max(largest, Math.abs(upToBefore / allBefore - upToNow / allNow));
  }
  return largest;
}

/** The distance that equal distributions exceed in a share `significance` of samples of these sizes (asymptotic). */
export function kolmogorovLimit(significance: number, sizeBefore: number, sizeNow: number): number {
  const perSize = (sizeBefore + sizeNow) / (sizeBefore * sizeNow);
  return Math.sqrt(-Math.log(significance / 2) / 2) * Math.sqrt(perSize);
}
