// Counted cases that tests of the evidence go through.
import type { ShadowCell } from '../../server/domain/shadow-case.ts';
import { evidenceFrom, type Counted, type Evidence } from '../../server/gate/shadow.ts';
import { machine } from './modes.ts';

export const cell = (
  recommended: ShadowCell['recommended'],
  verdict: ShadowCell['verdict'],
  cases: number,
  change: Partial<ShadowCell> = {},
): ShadowCell => ({
  recommended,
  verdict,
  cases,
  subjectKind: 'individual',
  language: 'zh-CN',
  documentType: 'resident-identity-card',
  ...machine,
  ...change,
});

export function evidenceOf(cells: readonly ShadowCell[], more: Partial<Counted> = {}): Evidence {
  return evidenceFrom({ cells, leftOut: {}, distances: [], ...more }, machine, 1000);
}

/** No false admit in so many refusals, with as many admitted. */
export const clean = (refusals: number): Evidence =>
  evidenceOf([cell('admit', 'admit', refusals), cell('refuse', 'refuse', refusals)]);
