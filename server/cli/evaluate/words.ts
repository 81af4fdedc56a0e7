// Words for figures that every evaluation shares: rates, bounds, counts.

/** 0.021 → '2.1 %'; small rates keep two digits. Rounded up where it is a bound, so that it stays one. */
export function percent(rate: number, rounding: 'nearest' | 'up' = 'nearest'): string {
  const value = rate * 100;
  const digits = value === 0 || value >= 1 ? 1 : Math.min(4, 1 - Math.floor(Math.log10(value)));
  const scale = 10 ** digits;
  const scaled = rounding === 'up' ? Math.ceil(value * scale - 1e-7) : Math.round(value * scale);
  return `${(scaled / scale).toFixed(digits)} %`;
}

export const orNone = (rate: number | null): string => (rate === null ? 'not measured' : percent(rate));

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
