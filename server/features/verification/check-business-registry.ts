// Business registry: does the company exist, is it active, is this person its legal representative?
import type { BusinessCode } from '../../domain/business-code.ts';
import type { CheckReport, CheckResult } from '../../domain/check.ts';
import { samePersonName } from '../../domain/person-name.ts';
import type { Declaration } from '../../domain/subject.ts';
import { withTimeLimit } from '../../domain/time-limit.ts';
import type { BusinessRegistry, BusinessRegistryAnswer } from '../../ports/business-registry.ts';
import type { CaseFacts } from './case-facts.ts';

const squeeze = (name: string): string =>
  name
    .normalize('NFKC')
    .replaceAll(/[\s()（）]/gu, '')
    .toLowerCase();

function judge(
  answer: BusinessRegistryAnswer,
  business: NonNullable<Declaration['business']>,
  applicantName: string,
): CheckResult {
  switch (answer.answer) {
    case 'not-found':
      return { outcome: 'failed', reason: 'registry-not-found' };
    case 'unavailable':
      return { outcome: 'unavailable', reason: 'registry-unavailable' };
    case 'found': {
      if (answer.state !== 'active') return { outcome: 'failed', reason: 'registry-not-active' };
      const registered = answer.legalRepresentative.reveal();
      const agrees =
        squeeze(answer.name) === squeeze(business.name) &&
        samePersonName(registered, business.legalRepresentative) &&
        samePersonName(registered, applicantName);
      return agrees ? { outcome: 'passed' } : { outcome: 'failed', reason: 'registry-mismatch' };
    }
  }
}

/** Null where the subject has no business to look up. */
export async function checkBusinessRegistry(
  deps: { registry: BusinessRegistry | null; timeoutMs: number },
  facts: CaseFacts,
  signal: AbortSignal,
): Promise<CheckReport | null> {
  const { business, legalName } = facts.declaration;
  if (business === null) return null;
  const report = (result: CheckResult): CheckReport => ({
    check: 'business-registry',
    result,
    measurements: [],
  });
  if (deps.registry === null || facts.consents['government-query'] !== 'granted')
    return report({
      outcome: 'unavailable',
      reason: deps.registry === null ? 'registry-unavailable' : 'record-consent-refused',
    });
  const { registry, timeoutMs } = deps;
  const asked = { code: business.code as BusinessCode, name: business.name };
  const answer = await withTimeLimit(signal, timeoutMs, (limited) => registry.lookUp(asked, limited));
  return report(judge(answer, business, legalName));
}
