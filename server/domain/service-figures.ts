// How long a service takes, kept as counts by steps of time: small, added up over processes, good enough for p50 and p95.

/** Lower ends, milliseconds; the last has no upper one. A service is waited for ten seconds. */
export const latencySteps = [
  0, 50, 100, 150, 200, 300, 400, 500, 750, 1000, 1500, 2000, 3000, 5000, 7500, 10_000,
] as const;

export const latencyStepOf = (tookMs: number): number => latencySteps.findLast((from) => from <= tookMs) ?? 0;

export interface LatencyCount {
  readonly fromMs: number;
  readonly questions: number;
}

/**
 * So many milliseconds at most did this share of the questions take, evenly spread within the step it falls into;
 * in the last step, where it begins. Null of nothing.
 */
export function latencyAt(share: number, counts: readonly LatencyCount[]): number | null {
  const all = counts.reduce((sum, { questions }) => sum + questions, 0);
  if (all === 0) return null;
  let before = 0;
  for (const [at, from] of latencySteps.entries()) {
    const here = counts
      .filter(({ fromMs }) => fromMs === from)
      .reduce((sum, { questions }) => sum + questions, 0);
    const next = latencySteps[at + 1];
    if (before + here >= share * all && here > 0)
      return next === undefined ? from : Math.round(from + ((share * all - before) / here) * (next - from));
    before += here;
  }
  return latencySteps.at(-1) ?? null;
}
