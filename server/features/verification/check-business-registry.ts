// Business registry: does the company exist, is it active, is this person its legal representative?
import type { BusinessCode } from '../../domain/business-code.ts';
import type { CheckReport, CheckResult } from '../../domain/check.ts';
import { agreementMeasurement } from '../../domain/comparison.ts';
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

type Judged = Pick<CheckReport, 'result' | 'measurements'>;

function judge(
  answer: BusinessRegistryAnswer,
  business: NonNullable<Declaration['business']>,
  applicantName: string,
): Judged {
  switch (answer.answer) {
    case 'not-found':
      return { result: { outcome: 'failed', reason: 'registry-not-found' }, measurements: [] };
    case 'unavailable':
      return { result: { outcome: 'unavailable', reason: 'registry-unavailable' }, measurements: [] };
    case 'found': {
      const registered = answer.legalRepresentative.reveal();
      const measurements = [
        agreementMeasurement('businessName', squeeze(answer.name) === squeeze(business.name)),
        agreementMeasurement('legalRepresentative', samePersonName(registered, business.legalRepresentative)),
        agreementMeasurement('applicantRepresents', samePersonName(registered, applicantName)),
      ];
      const isSame = measurements.every(({ value }) => value === 1);
      if (answer.state !== 'active')
        return { result: { outcome: 'failed', reason: 'registry-not-active' }, measurements };
      return {
        result: isSame ? { outcome: 'passed' } : { outcome: 'failed', reason: 'registry-mismatch' },
        measurements,
      };
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
  const report = (judged: Judged): CheckReport => ({ check: 'business-registry', ...judged });
  const notAsked = (result: CheckResult): CheckReport => report({ result, measurements: [] });
  if (deps.registry === null || facts.consents['government-query'] !== 'granted')
    return notAsked({
      outcome: 'unavailable',
      reason: deps.registry === null ? 'registry-unavailable' : 'record-consent-refused',
    });
  const { registry, timeoutMs } = deps;
  const asked = { code: business.code as BusinessCode, name: business.name };
  const answer = await withTimeLimit(signal, timeoutMs, (limited) => registry.lookUp(asked, limited));
  return report(judge(answer, business, legalName));
}
