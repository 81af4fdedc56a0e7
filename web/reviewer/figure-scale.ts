// Where the parts of a figure stand: stacked bars, lines with gaps, an axis that ends at a round number. Pure.

/** The next of 1, 2, 5, 10, 20, 50, … that is not below `most`; 1 for nothing. */
export function roundTop(most: number): number {
  if (!(most > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [1, 2, 5, 10].find((one) => one * power >= most * (1 - 1e-9)) ?? 10;
  return Number((step * power).toPrecision(1));
}

export interface Bar {
  /** Which of the columns, and which of its series from the bottom. */
  readonly column: number;
  readonly series: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface BarsRoom {
  readonly width: number;
  readonly height: number;
  /** What the full height stands for; `share`: each column is its own whole. */
  readonly top: number | 'share';
}

/** `values[series][column]`. What is 0 has no bar. */
export function stackedBars(
  values: readonly (readonly number[])[],
  { width, height, top }: BarsRoom,
): readonly Bar[] {
  const columns = Math.max(0, ...values.map((one) => one.length));
  const step = columns === 0 ? 0 : width / columns;
  return Array.from({ length: columns }, (_, column) => {
    const stack = values.map((one) => one[column] ?? 0);
    const whole = top === 'share' ? stack.reduce((sum, value) => sum + value, 0) : top;
    return stack.flatMap((value, series): Bar[] => {
      if (value <= 0) return [];
      const below = stack.slice(0, series).reduce((sum, one) => sum + one, 0);
      const y = height * (1 - (below + value) / whole);
      return [
        {
          column,
          series,
          x: rounded(column * step + step * 0.1),
          y: rounded(y),
          width: rounded(step * 0.8),
          height: rounded((height * value) / whole),
        },
      ];
    });
  }).flat();
}

export interface LinePoint {
  readonly x: number;
  readonly y: number;
}

/** Unbroken parts of a line; a gap stays a gap, and a value between two gaps a part of one point. */
export function lineParts(
  values: readonly (number | null)[],
  { width, height, top }: { readonly width: number; readonly height: number; readonly top: number },
): readonly (readonly LinePoint[])[] {
  const step = values.length === 0 ? 0 : width / values.length;
  const parts: LinePoint[][] = [];
  let isOpen = false;
  values.forEach((value, index) => {
    if (value === null) {
      isOpen = false;
      return;
    }
    const point = { x: rounded((index + 0.5) * step), y: rounded(height * (1 - value / top)) };
    if (isOpen) parts.at(-1)?.push(point);
    else parts.push([point]);
    isOpen = true;
  });
  return parts;
}

/** Counts of values between rising limits: below the first, …, at or above the last. */
export function countBetween(values: readonly number[], limits: readonly number[]): readonly number[] {
  const counts = Array.from({ length: limits.length + 1 }, () => 0);
  for (const value of values) {
    const passed = limits.filter((limit) => value >= limit).length;
    counts[passed] = (counts[passed] ?? 0) + 1;
  }
  return counts;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
