// Willingness: did the person of the capture agree to this exact statement, with this name in it?
import type { CheckReport, CheckResult } from '../../domain/check.ts';
import { statementOf } from '../../domain/statement.ts';
import type { CaseFacts } from './case-facts.ts';

function judge({ application, capture, declaration }: CaseFacts, marketplace: string): CheckResult {
  if (application.path === 'face-free') return { outcome: 'unavailable', reason: 'face-not-asked' };
  if (capture === null) return { outcome: 'unavailable', reason: 'willingness-not-stated' };
  const day = capture.session.openedAt.toISOString().slice(0, 10);
  const languages = ['zh-CN', 'en'] as const;
  const isStillTrue = languages.some(
    (language) => statementOf(language, declaration.legalName, marketplace, day) === capture.statement,
  );
  return isStillTrue ? { outcome: 'passed' } : { outcome: 'inconclusive', reason: 'willingness-not-stated' };
}

export function checkWillingness(facts: CaseFacts, marketplace: string): CheckReport {
  return { check: 'willingness', result: judge(facts, marketplace), measurements: [] };
}
