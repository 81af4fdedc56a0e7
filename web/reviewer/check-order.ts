// What is wrong or unknown comes first; what passed is folded.
import type { CaseView } from '../../server/contract/review.ts';
import type { Check, Measurement } from './wire.ts';

const weight: Readonly<Record<Check['outcome'], number>> = {
  failed: 0,
  inconclusive: 1,
  unavailable: 2,
  passed: 3,
};

/** Failed, then cannot tell, then could not be asked; required before advisory within each. */
export function splitChecks(checks: CaseView['checks']): { open: Check[]; passed: Check[] } {
  const sorted = [...checks].sort(
    (a, b) => weight[a.outcome] - weight[b.outcome] || Number(b.isRequired) - Number(a.isRequired),
  );
  return {
    open: sorted.filter((check) => check.outcome !== 'passed'),
    passed: sorted.filter((check) => check.outcome === 'passed'),
  };
}

/** Whether a number is on the good side of its limit; null when it has none. */
export function isWithinLimit({ value, limit, better }: Measurement): boolean | null {
  if (limit === null) return null;
  return better === 'lower' ? value <= limit : value >= limit;
}

/** Three significant digits, without trailing zeros for whole numbers. */
export function formatMeasure(value: number): string {
  if (Number.isInteger(value)) return String(value);
  // a rate of one in ten thousand must not read as none
  if (Math.abs(value) < 0.01) return String(Number(value.toPrecision(2)));
  return Math.abs(value) >= 100
    ? value.toFixed(0)
    : Math.abs(value) >= 10
      ? value.toFixed(1)
      : value.toFixed(2);
}
