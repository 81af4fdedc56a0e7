// Weighs the signals of a capture by the rules: what fails, what is doubted, what a reviewer reads. Pure.
import type { CaptureSignal, CaptureSignalName } from '../domain/capture-signals.ts';
import type { Measurement } from '../domain/check.ts';
import type { CheckReason } from '../domain/reason-code.ts';
import type { CapturePolicy, SignalRule } from './capture-rules.ts';

export interface Weighed {
  /** Why the liveness check fails, in the order of the rules; empty when it does not. */
  readonly failures: readonly CheckReason[];
  /** What could not be measured, and could have failed it. */
  readonly unknown: readonly CaptureSignalName[];
  readonly doubts: number;
}

/** What is no number lies beyond every limit. */
export function isBeyond(value: number, better: 'lower' | 'higher', limit: number): boolean {
  return better === 'lower' ? !(value <= limit) : !(value >= limit);
}

export function weighCapture(signals: readonly CaptureSignal[], { signals: rules }: CapturePolicy): Weighed {
  const failures = new Set<CheckReason>();
  const unknown: CaptureSignalName[] = [];
  let doubts = 0;
  for (const { signal: name, limit, weight, whenUnknown } of rules) {
    const signal = signals.find((one) => one.name === name);
    const value = signal?.value ?? null;
    const isUnknown = signal === undefined || value === null;
    const counts = isUnknown
      ? whenUnknown === 'weight'
      : limit !== null && isBeyond(value, signal.better, limit);
    if (!counts) continue;
    switch (weight.kind) {
      case 'fails':
        if (isUnknown) unknown.push(name);
        else failures.add(weight.reason);
        break;
      case 'doubt':
        doubts += weight.doubts;
        break;
      case 'shown':
        break;
    }
  }
  return { failures: [...failures], unknown, doubts };
}

const thousandths = (value: number): number => Math.round(value * 1000) / 1000;

/** For the reviewer, in the order of the rules; what could not be measured has no number to show. */
export function captureMeasurements(
  signals: readonly CaptureSignal[],
  rules: readonly SignalRule[],
): readonly Measurement[] {
  const first = rules.filter(
    (rule, index) => rules.findIndex(({ signal }) => signal === rule.signal) === index,
  );
  return first.flatMap(({ signal: name, limit }) => {
    const signal = signals.find((one) => one.name === name);
    if (signal === undefined || signal.value === null) return [];
    const { value, unit, better } = signal;
    return [{ name, value: thousandths(value), unit, limit, better }];
  });
}
