// Document data: are number and name well-formed, is the person of age, does the business code add up?
import { parseBusinessCode } from '../../domain/business-code.ts';
import type { CheckReport, CheckResult } from '../../domain/check.ts';
import { adultAgeYears, ageOn, parseCitizenId } from '../../domain/citizen-id.ts';
import { parsePersonName } from '../../domain/person-name.ts';
import type { CaseFacts } from './case-facts.ts';

function judge({ declaration }: CaseFacts, now: Date): CheckResult {
  const id = parseCitizenId(declaration.citizenId, now);
  if (!id.ok || !parsePersonName(declaration.legalName).ok)
    return { outcome: 'failed', reason: 'document-data-malformed' };
  if (ageOn(id.birthDate, now) < adultAgeYears) return { outcome: 'failed', reason: 'under-age' };
  if (declaration.business === null) return { outcome: 'passed' };
  const code = parseBusinessCode(declaration.business.code);
  if (!code.ok) return { outcome: 'failed', reason: 'document-data-malformed' };
  if (code.checkDigit === 'disagrees')
    return { outcome: 'inconclusive', reason: 'business-code-check-digit' };
  return { outcome: 'passed' };
}

export function checkDocumentData(facts: CaseFacts, now: Date): CheckReport {
  return { check: 'document-data', result: judge(facts, now), measurements: [] };
}
