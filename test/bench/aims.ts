// What figures are held against, line by line; a missed aim is printed, nothing fails by it.
export interface Aim {
  readonly what: string;
  readonly measured: number;
  readonly atLeast?: number;
  readonly below?: number;
  readonly remark?: string;
}

export const isMet = ({ measured, atLeast = -Infinity, below = Infinity }: Aim): boolean =>
  measured >= atLeast && measured < below;

/** For what must not be more than nothing. */
export const nothingMore = 1e-9;

export function printAims(aims: readonly Aim[]): void {
  console.log('\naims (one run on this machine; ratios are to be trusted more than single timings)');
  for (const aim of aims) {
    const wanted =
      aim.atLeast === undefined
        ? aim.below === nothingMore
          ? '<= 0'
          : `< ${aim.below ?? 0}`
        : `>= ${aim.atLeast}`;
    const measured = aim.measured.toFixed(Math.abs(aim.measured) < 100 ? 1 : 0);
    const remark = aim.remark === undefined ? '' : ` (${aim.remark})`;
    console.log(
      `  ${isMet(aim) ? 'pass' : 'FAIL'}  ${aim.what.padEnd(54)} ${measured.padStart(8)}  ${wanted}${remark}`,
    );
  }
}
