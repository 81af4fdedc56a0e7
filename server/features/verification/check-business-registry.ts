// Business registry: does the company exist, is it active, is this person its legal representative?
import { isSoleProprietor, type BusinessCode } from '../../domain/business-code.ts';
import { sameBusinessName, sameTradeName, tradeNameOf } from '../../domain/business-name.ts';
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
import type { RegistryQuestion } from '../../ports/registry-question.ts';
import type { CaseFacts } from './case-facts.ts';
import type { QueryPermit } from './permit-query.ts';
import type { Unanswered } from './wait-for-service.ts';

type Judged = Pick<CheckReport, 'result' | 'measurements'>;

function sameName(
  { name, legalRepresentative }: FoundBusiness,
  business: NonNullable<Declaration['business']>,
): boolean {
  if (isSoleProprietor(business.code))
    return sameTradeName(name, business.name, legalRepresentative.reveal());
  return name !== null && sameBusinessName(name, business.name);
}

function judgeFound(
  found: FoundBusiness,
  business: NonNullable<Declaration['business']>,
  applicantName: string,
  today: string,
): Judged {
  const registered = found.legalRepresentative.reveal();
  const measurements = [
    agreementMeasurement('businessName', sameName(found, business)),
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
  /** Null when the register has answered, or was not to be asked. */
  readonly unanswered: Unanswered | null;
  /** For the trail; null when nothing was asked. */
  readonly registryQuestion: RegistryQuestion | null;
}

function inClear(found: FoundBusiness, code: string): RegisteredBusiness {
  const { state, scope, establishedOn, validUntil, penalties } = found;
  const legalRepresentative = found.legalRepresentative.reveal();
  const address = found.address?.reveal() ?? null;
  // the name of a person stands for none: it is the representative's, and masked as such
  const name = isSoleProprietor(code) ? tradeNameOf(found.name, legalRepresentative) : found.name;
  return { state, name, legalRepresentative, address, scope, establishedOn, validUntil, penalties };
}

/** Null where the subject has no business to look up. */
export async function checkBusinessRegistry(
  deps: { registry: BusinessRegistry | null; timeoutMs: number; clock: Clock; permit: QueryPermit },
  facts: CaseFacts,
  signal: AbortSignal,
): Promise<BusinessFinding | null> {
  const { business, legalName } = facts.declaration;
  if (business === null) return null;
  const report = (judged: Judged, registered: RegisteredBusiness | null = null): BusinessFinding => ({
    report: { check: 'business-registry', ...judged },
    registered,
    unanswered: null,
    registryQuestion: null,
  });
  const notAsked = (result: CheckResult): BusinessFinding => report({ result, measurements: [] });
  if (deps.registry === null || facts.consents['government-query'] !== 'granted')
    return notAsked({
      outcome: 'unavailable',
      reason: deps.registry === null ? 'registry-unavailable' : 'record-consent-refused',
    });
  if ((await deps.permit('business-registry', false)) === 'refused')
    return notAsked({ outcome: 'unavailable', reason: 'record-consent-refused' });
  const { registry, timeoutMs } = deps;
  const asked = { code: business.code as BusinessCode, name: business.name };
  const answer = await withTimeLimit(signal, timeoutMs, (limited) => registry.lookUp(asked, limited));
  const judged = judge(answer, business, legalName, chineseDayOf(deps.clock.now()));
  const registryQuestion = { provider: registry.name, answer };
  if (answer.answer === 'unavailable') {
    const unanswered = { answer, questions: answer.isHeldBack === true ? 0 : 1 };
    return { ...report(judged), registryQuestion, unanswered };
  }
  const registered = answer.answer === 'found' ? inClear(answer, business.code) : null;
  return { ...report(judged, registered), registryQuestion };
}
