// Prints how well a number tells a puppet from honest material: counts, medians, spread, area under the curve.

export interface Group {
  readonly name: string;
  readonly values: readonly number[];
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

/** 0..1: how often a value of `attacks` is above one of `honest`; 0.5 tells nothing, ties count half. */
export function areaUnderCurve(attacks: readonly number[], honest: readonly number[]): number {
  let above = 0;
  for (const attack of attacks)
    for (const other of honest) above += attack > other ? 1 : attack === other ? 0.5 : 0;
  return above / (attacks.length * honest.length);
}

/** The first group is the honest one; every other is compared with it. */
export function printTable(title: string, [honest, ...attacks]: readonly [Group, ...Group[]]): void {
  const row = ({ name, values }: Group): Record<string, string | number> => ({
    material: name,
    n: values.length,
    p10: quantile(values, 0.1).toFixed(2),
    median: quantile(values, 0.5).toFixed(2),
    p90: quantile(values, 0.9).toFixed(2),
    auc: values === honest.values ? '' : areaUnderCurve(values, honest.values).toFixed(2),
  });
  process.stdout.write(`\n${title}\n`);
  console.table([honest, ...attacks].map(row));
}
