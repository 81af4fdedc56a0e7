// Business registry: does the company exist, is it active, is this person its legal representative?
import type { BusinessCode } from '../../domain/business-code.ts';
import { sameBusinessName } from '../../domain/business-name.ts';
import type { CheckReport, CheckResult } from '../../domain/check.ts';
import { agreementMeasurement } from '../../domain/comparison.ts';
import { samePersonName } from '../../domain/person-name.ts';
import { chineseDayOf, doubtsAbout, type RegisteredBusiness } from '../../domain/registered-business.ts';
import type { Declaration } from '../../domain/subject.ts';
import { withTimeLimit } from '../../domain/time-limit.ts';
import type {
  BusinessRegistry,
  BusinessRegistryAnswer,
  FoundBusiness,
} from '../../ports/business-registry.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CaseFacts } from './case-facts.ts';

type Judged = Pick<CheckReport, 'result' | 'measurements'>;

function judgeFound(
  found: FoundBusiness,
  business: NonNullable<Declaration['business']>,
  applicantName: string,
  today: string,
): Judged {
  const registered = found.legalRepresentative.reveal();
  const measurements = [
    agreementMeasurement('businessName', sameBusinessName(found.name, business.name)),
    agreementMeasurement('legalRepresentative', samePersonName(registered, business.legalRepresentative)),
    agreementMeasurement('applicantRepresents', samePersonName(registered, applicantName)),
  ];
  const judged = (result: CheckResult): Judged => ({ result, measurements });
  if (found.state !== 'active') return judged({ outcome: 'failed', reason: 'registry-not-active' });
  if (!measurements.every(({ value }) => value === 1))
    return judged({ outcome: 'failed', reason: 'registry-mismatch' });
  if (doubtsAbout(found, today).length > 0)
    return judged({ outcome: 'inconclusive', reason: 'registry-doubtful' });
  return judged({ outcome: 'passed' });
}

function judge(
  answer: BusinessRegistryAnswer,
  business: NonNullable<Declaration['business']>,
  applicantName: string,
  today: string,
): Judged {
  switch (answer.answer) {
    case 'not-found':
      return { result: { outcome: 'failed', reason: 'registry-not-found' }, measurements: [] };
    case 'unavailable':
      return { result: { outcome: 'unavailable', reason: 'registry-unavailable' }, measurements: [] };
    case 'found':
      return judgeFound(answer, business, applicantName, today);
  }
}

export interface BusinessFinding {
  readonly report: CheckReport;
  /** In clear, for sealing; null where the register had nothing, or was not asked. */
  readonly registered: RegisteredBusiness | null;
}

function inClear(found: FoundBusiness): RegisteredBusiness {
  const { state, name, scope, establishedOn, validUntil, penalties } = found;
  const legalRepresentative = found.legalRepresentative.reveal();
  const address = found.address?.reveal() ?? null;
  return { state, name, legalRepresentative, address, scope, establishedOn, validUntil, penalties };
}

/** Null where the subject has no business to look up. */
export async function checkBusinessRegistry(
  deps: { registry: BusinessRegistry | null; timeoutMs: number; clock: Clock },
  facts: CaseFacts,
  signal: AbortSignal,
): Promise<BusinessFinding | null> {
  const { business, legalName } = facts.declaration;
  if (business === null) return null;
  const report = (judged: Judged, registered: RegisteredBusiness | null = null): BusinessFinding => ({
    report: { check: 'business-registry', ...judged },
    registered,
  });
  const notAsked = (result: CheckResult): BusinessFinding => report({ result, measurements: [] });
  if (deps.registry === null || facts.consents['government-query'] !== 'granted')
    return notAsked({
      outcome: 'unavailable',
      reason: deps.registry === null ? 'registry-unavailable' : 'record-consent-refused',
    });
  const { registry, timeoutMs } = deps;
  const asked = { code: business.code as BusinessCode, name: business.name };
  const answer = await withTimeLimit(signal, timeoutMs, (limited) => registry.lookUp(asked, limited));
  const judged = judge(answer, business, legalName, chineseDayOf(deps.clock.now()));
  return report(judged, answer.answer === 'found' ? inClear(answer) : null);
}
