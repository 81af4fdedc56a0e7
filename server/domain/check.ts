// The checks, with the four answers each of them can give.
import type { ReasonCode } from './reason-code.ts';

export const checkNames = [
  'document-quality',
  'document-data',
  'liveness',
  'presentation-attack',
  'willingness',
  'document-face-match',
  'government-record',
  'business-registry',
] as const;
export type CheckName = (typeof checkNames)[number];

export const checkOutcomes = ['passed', 'failed', 'inconclusive', 'unavailable'] as const;
export type CheckOutcome = (typeof checkOutcomes)[number];

/** `inconclusive`: it ran and cannot tell. `unavailable`: it could not be asked; never yes and never no. */
export type CheckResult =
  | { readonly outcome: 'passed' }
  | { readonly outcome: 'failed' | 'inconclusive' | 'unavailable'; readonly reason: ReasonCode };

/** A number that a check measured, for the reviewer to read beside its limit. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number | null;
  /** Which way is better for the applicant. */
  readonly better: 'lower' | 'higher';
}

export interface CheckReport {
  readonly check: CheckName;
  readonly result: CheckResult;
  readonly measurements: readonly Measurement[];
}
