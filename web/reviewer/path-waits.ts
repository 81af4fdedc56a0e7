// Whether people on the path without a face wait longer than the others, and which targets are missed. Pure.
import type { ServiceLevelsView } from '../../server/contract/service-levels.ts';

type Path = ServiceLevelsView['paths'][number];
export type Quantile = 'p50' | 'p95';

/** Fewer decisions of either path than this are not compared. Unmeasured: the median of so few is still rough. */
export const leastCompared = 10;

/** Longer by more than this is worth an alarm. */
export const toleratedExcess = 0.2;

/** The server rounds to hundredths of an hour. */
const grainHours = 0.01;

export type Comparison =
  | { readonly kind: 'too-few'; readonly face: number; readonly faceFree: number }
  | { readonly kind: 'alike' }
  | { readonly kind: 'slower'; readonly by: readonly { quantile: Quantile; excess: number | null }[] };

/** Of waits in working time; `excess` 0.5 is half as long again, null beside a wait of nothing. */
export function comparePaths(paths: readonly Path[]): Comparison {
  const [face, faceFree] = [waitsOf(paths, 'face'), waitsOf(paths, 'face-free')];
  const counts = { face: face?.decided ?? 0, faceFree: faceFree?.decided ?? 0 };
  const [one, other] = [face?.workingHours ?? null, faceFree?.workingHours ?? null];
  if (one === null || other === null || Math.min(counts.face, counts.faceFree) < leastCompared)
    return { kind: 'too-few', ...counts };
  const by = (['p50', 'p95'] as const).flatMap((quantile) =>
    other[quantile] > one[quantile] * (1 + toleratedExcess) + grainHours
      ? [{ quantile, excess: one[quantile] === 0 ? null : other[quantile] / one[quantile] - 1 }]
      : [],
  );
  return by.length === 0 ? { kind: 'alike' } : { kind: 'slower', by };
}

const waitsOf = (paths: readonly Path[], path: Path['path']): Path | undefined =>
  paths.find((one) => one.path === path);

/** Which targets the first decisions of a path missed; the median may be late while the limit is kept. */
export function missedTargets(
  { workingHours }: Pick<Path, 'workingHours'>,
  targets: ServiceLevelsView['targets'],
): readonly Quantile[] {
  if (workingHours === null) return [];
  const limits = { p50: targets.p50WorkingHours, p95: targets.p95WorkingHours };
  return (['p50', 'p95'] as const).filter((quantile) => workingHours[quantile] > limits[quantile]);
}
