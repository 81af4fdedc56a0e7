// What every endpoint promises about itself: who may ask, where it lies, how it can refuse.
import { describe, expect, test } from 'vitest';
import * as admission from '../../server/contract/admission.ts';
import * as apiKeys from '../../server/contract/api-keys.ts';
import * as accounts from '../../server/contract/accounts.ts';
import * as application from '../../server/contract/application.ts';
import * as caseReceipt from '../../server/contract/case-receipt.ts';
import * as decision from '../../server/contract/decision.ts';
import type { Endpoint } from '../../server/contract/endpoint.ts';
import * as evidence from '../../server/contract/evidence.ts';
import * as liveness from '../../server/contract/liveness.ts';
import * as queue from '../../server/contract/queue.ts';
import * as quality from '../../server/contract/quality.ts';
import * as receipt from '../../server/contract/receipt.ts';
import * as reveal from '../../server/contract/reveal.ts';
import * as revocation from '../../server/contract/revocation.ts';
import * as reviewerIdentity from '../../server/contract/reviewer-identity.ts';
import * as review from '../../server/contract/review.ts';
import * as endings from '../../server/contract/review-endings.ts';
import * as sandbox from '../../server/contract/sandbox.ts';
import * as serviceLevels from '../../server/contract/service-levels.ts';
import * as system from '../../server/contract/system.ts';
import * as webhooks from '../../server/contract/webhooks.ts';

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'method' in value && 'audience' in value;

const contracts = [
  accounts,
  admission,
  apiKeys,
  application,
  caseReceipt,
  decision,
  revocation,
  reviewerIdentity,
  evidence,
  liveness,
  queue,
  quality,
  receipt,
  reveal,
  review,
  endings,
  sandbox,
  serviceLevels,
  system,
  webhooks,
];
const all = contracts.flatMap((module) =>
  Object.entries(module as Record<string, unknown>).flatMap(([name, value]) =>
    isEndpoint(value) ? [{ name, endpoint: value }] : [],
  ),
);

/** Who may ask for what. A new address has to be put here by somebody who has thought about it. */
const audiences: Record<string, Endpoint['audience']> = {
  openApplication: 'anyone',
  resumeApplication: 'anyone',
  findMyApplication: 'anyone',
  readApplication: 'applicant',
  answerConsents: 'applicant',
  declareSubject: 'applicant',
  submitApplication: 'applicant',
  withdrawApplication: 'applicant',
  appealRefusal: 'applicant',
  addPhoto: 'applicant',
  readMyPhoto: 'applicant',
  viewEvidence: 'reviewer',
  openLiveness: 'applicant',
  postFrames: 'applicant',
  readReceipt: 'applicant',
  readSigningKeys: 'anyone',
  readSignInWays: 'anyone',
  signIn: 'anyone',
  startProviderSignIn: 'anyone',
  finishProviderSignIn: 'anyone',
  endProviderSession: 'anyone',
  signOut: 'reviewer',
  readMySessions: 'reviewer',
  endMySession: 'reviewer',
  endMyOtherSessions: 'reviewer',
  readPeople: 'reviewer',
  endSession: 'reviewer',
  endSessions: 'reviewer',
  barReviewer: 'reviewer',
  letReviewerIn: 'reviewer',
  readReviewer: 'reviewer',
  readQueue: 'reviewer',
  searchCases: 'reviewer',
  claimNext: 'reviewer',
  changeShift: 'reviewer',
  readServiceLevels: 'reviewer',
  readCase: 'reviewer',
  readEndings: 'reviewer',
  claimCase: 'reviewer',
  releaseCase: 'reviewer',
  decideCase: 'reviewer',
  readQuality: 'reviewer',
  listKnownCases: 'reviewer',
  markKnownCase: 'reviewer',
  endKnownCase: 'reviewer',
  revealCase: 'reviewer',
  viewReceipt: 'reviewer',
  saveDraft: 'reviewer',
  escalateCase: 'reviewer',
  revokeAdmission: 'reviewer',
  identifyReviewer: 'reviewer',
  undoDecision: 'reviewer',
  settleDecision: 'reviewer',
  readOffice: 'sandbox',
  issueCitizen: 'sandbox',
  listApiKeys: 'reviewer',
  createApiKey: 'reviewer',
  revokeApiKey: 'reviewer',
  listWebhooks: 'reviewer',
  addWebhook: 'reviewer',
  removeWebhook: 'reviewer',
  exchangeWebhookSecret: 'reviewer',
  replayWebhooks: 'reviewer',
  openForSeller: 'marketplace',
  readAdmission: 'marketplace',
  readRevocations: 'anyone',
  health: 'anyone',
  readiness: 'anyone',
};

test('each address is for those it was meant for', () => {
  const found = Object.fromEntries(all.map(({ name, endpoint }) => [name, endpoint.audience]));
  expect(found).toEqual(audiences);
});

describe.each(all)('$name', ({ endpoint }) => {
  test('lies where its audience is looked for', () => {
    const { audience, path } = endpoint;
    if (audience === 'applicant') expect(path).toMatch(/^\/api\/applications\/:applicationId/);
    if (audience === 'reviewer') expect(path).toMatch(/^\/api\/review\//);
    if (audience === 'marketplace') expect(path).toMatch(/^\/api\/marketplace\//);
    if (audience === 'sandbox') expect(path).toMatch(/^\/api\/sandbox\//);
  });

  test('says what a key must be good for, where it takes one', () => {
    expect(endpoint.scope !== undefined).toBe(endpoint.audience === 'marketplace');
  });

  test('takes no field that it does not know', () => {
    const parsed = endpoint.body.safeParse({ unheardOf: 1 });
    const codes = parsed.error?.issues.map(({ code }) => code) ?? [];
    expect(codes).toContain('unrecognized_keys');
    // what comes back from the identity provider is the provider's to say
    const asked =
      endpoint === accounts.finishProviderSignIn ? undefined : endpoint.query?.safeParse({ unheardOf: '1' });
    if (asked) expect(asked.error?.issues.map(({ code }) => code)).toContain('unrecognized_keys');
  });

  test('reads without changing anything, by GET alone', () => {
    if (endpoint.method === 'get') expect(endpoint.upload).toBeUndefined();
    expect(endpoint.summary.length).toBeGreaterThan(4);
    expect(new Set(endpoint.problems).size).toBe(endpoint.problems.length);
  });
});
