// The desk has words for everything that the server can say, in both languages.
import { describe, expect, it } from 'vitest';
import * as accounts from '../../../server/contract/accounts.ts';
import * as apiKeys from '../../../server/contract/api-keys.ts';
import type { Endpoint } from '../../../server/contract/endpoint.ts';
import * as decision from '../../../server/contract/decision.ts';
import { receiptClaims } from '../../../server/contract/receipt.ts';
import { revokeAdmission } from '../../../server/contract/revocation.ts';
import { escalationReasons } from '../../../server/domain/escalation.ts';
import { revocationReasons } from '../../../server/domain/revocation.ts';
import { signatureFaults } from '../../../server/ports/signatures.ts';
import * as quality from '../../../server/contract/quality.ts';
import * as queue from '../../../server/contract/queue.ts';
import * as review from '../../../server/contract/review.ts';
import * as serviceLevels from '../../../server/contract/service-levels.ts';
import * as webhooks from '../../../server/contract/webhooks.ts';
import { checkNames, checkOutcomes } from '../../../server/domain/check.ts';
import { journeyItems } from '../../../server/domain/evidence.ts';
import { checkReasons, reviewReasons } from '../../../server/domain/reason-code.ts';
import { decisions } from '../../../server/domain/review-case.ts';
import { checkReasonMeaning, reviewReasonMeaning } from '../../../server/gate/reasons.ts';
import { Problem } from '../../../web/shared/api.ts';
import { overruling, reasonsFor, wantedReasonsFor } from '../../../web/reviewer/reason-choice.ts';
import { applicantReasons, deskTables, problemWords } from '../../../web/reviewer/words.ts';

const languages = ['zh-CN', 'en'] as const;
const endpoints: readonly Endpoint[] = [
  ...[accounts, apiKeys, quality, serviceLevels, webhooks].flatMap((part) =>
    Object.values(part).flatMap((one) => ('problems' in one ? [one as Endpoint] : [])),
  ),
  review.readReviewer,
  queue.readQueue,
  queue.searchCases,
  queue.claimNext,
  queue.changeShift,
  review.readCase,
  review.claimCase,
  review.releaseCase,
  review.decideCase,
  decision.saveDraft,
  decision.escalateCase,
  decision.undoDecision,
  decision.settleDecision,
  revokeAdmission,
];

describe.each(languages)('words in %s', (language) => {
  const words = deskTables[language];

  it('name each check, outcome, reason, item and decision', () => {
    for (const name of checkNames) expect(words.checks.names[name]).toBeTruthy();
    for (const outcome of checkOutcomes) expect(words.checks.outcomes[outcome]).toBeTruthy();
    for (const reason of [...checkReasons, ...reviewReasons]) expect(words.reasons[reason]).toBeTruthy();
    for (const reason of reviewReasons) expect(applicantReasons[language][reason]).toBeTruthy();
    for (const item of journeyItems) expect(words.items[item]).toBeTruthy();
    for (const decision of decisions) expect(words.decisions[decision]).toBeTruthy();
  });

  it('name each reason to escalate or revoke, and what can be the matter with a receipt', () => {
    for (const reason of [...escalationReasons, ...revocationReasons])
      expect(words.wantedReasons[reason]).toBeTruthy();
    for (const reason of revocationReasons) expect(applicantReasons[language][reason]).toBeTruthy();
    const members = Object.keys(receiptClaims.omit({ iss: true, iat: true, salt: true }).shape);
    for (const fault of [...signatureFaults, ...members, 'unreadable'])
      expect(words.receipt.faults).toHaveProperty([fault]);
  });

  it('say what to do about each problem that an address of the desk answers with', () => {
    for (const type of endpoints.flatMap((endpoint) => endpoint.problems)) {
      expect(words.problems).toHaveProperty(type);
      const { says, next } = problemWords(new Problem(type, 409), words);
      expect(says).not.toBe('');
      expect(next).not.toBe('');
    }
  });

  it('read as a fault of ours when a problem is none of the desk', () => {
    expect(problemWords(new Problem('photo-glare', 422), words)).toBe(words.problems.internal);
  });

  it('never blame with a bare code', () => {
    const sentences = Object.values(words.problems).flatMap(({ says, next }) => [says, next]);
    for (const sentence of sentences)
      expect(sentence).not.toMatch(/\b(failed|invalid|error)\b|失败|无效|错误/iu);
  });
});

describe('reasons', () => {
  it('offer for each decision exactly what the gate takes for it', () => {
    for (const decision of decisions) {
      const taken = reviewReasons.filter((reason) => reviewReasonMeaning[reason].for.includes(decision));
      expect([...reasonsFor[decision]].sort()).toEqual([...taken].sort());
    }
  });

  it('are all there for a case that goes up, and for an admission that is taken back', () => {
    expect([...wantedReasonsFor.escalate].sort()).toEqual([...escalationReasons].sort());
    expect([...wantedReasonsFor.revoke].sort()).toEqual([...revocationReasons].sort());
  });

  it('know the findings that one approval is not enough for', () => {
    const grave = checkReasons.filter((reason) => checkReasonMeaning[reason].overruledBy !== 'one');
    expect(Object.keys(overruling).sort()).toEqual([...grave].sort());
    for (const reason of grave) expect(overruling[reason]).toBe(checkReasonMeaning[reason].overruledBy);
  });
});
