// What every endpoint promises about itself: who may ask, where it lies, how it can refuse.
import { describe, expect, test } from 'vitest';
import { finishProviderSignIn } from '../../server/contract/accounts.ts';
import type { Endpoint } from '../../server/contract/endpoint.ts';
import { allEndpoints as all } from '../support/all-endpoints.ts';

/** Who may ask for what. A new address has to be put here by somebody who has thought about it. */
const audiences: Record<string, Endpoint['audience']> = {
  openApplication: 'anyone',
  resumeApplication: 'anyone',
  leaveDevice: 'anyone',
  findMyApplication: 'applicant',
  readApplication: 'applicant',
  answerConsents: 'applicant',
  declareSubject: 'applicant',
  submitApplication: 'applicant',
  withdrawApplication: 'applicant',
  appealRefusal: 'applicant',
  addPhoto: 'applicant',
  readMyPhoto: 'applicant',
  openEvidence: 'reviewer',
  viewEvidence: 'reviewer',
  openLiveness: 'applicant',
  postFrames: 'applicant',
  readReceipt: 'applicant',
  withdrawConsent: 'applicant',
  readErasureReceipt: 'applicant',
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
  readServices: 'reviewer',
  readGate: 'reviewer',
  readGateHistory: 'reviewer',
  proposeLive: 'reviewer',
  confirmLive: 'reviewer',
  refuseLive: 'reviewer',
  holdGate: 'reviewer',
  readAudits: 'reviewer',
  auditAdmission: 'reviewer',
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
  listLegalHolds: 'reviewer',
  setLegalHold: 'reviewer',
  liftLegalHold: 'reviewer',
  readStoredFaces: 'reviewer',
  readAccess: 'applicant',
  downloadAccess: 'applicant',
  readAccessPicture: 'applicant',
  tellExit: 'marketplace',
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
    if (audience === 'applicant') expect(path).toMatch(/^\/api\/applications\/(:applicationId|mine$)/);
    if (audience === 'reviewer') expect(path).toMatch(/^\/api\/(review|gate)(\/|$)/);
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
      endpoint === finishProviderSignIn ? undefined : endpoint.query?.safeParse({ unheardOf: '1' });
    if (asked) expect(asked.error?.issues.map(({ code }) => code)).toContain('unrecognized_keys');
  });

  test('reads without changing anything, by GET alone', () => {
    if (endpoint.method === 'get') expect(endpoint.upload).toBeUndefined();
    expect(endpoint.summary.length).toBeGreaterThan(4);
    expect(new Set(endpoint.problems).size).toBe(endpoint.problems.length);
  });
});
