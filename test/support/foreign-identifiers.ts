// For every address with an identifier in it: whose thing it is tried on, by whom, and what they are to be told.
import type { ProblemType } from '../../server/domain/problem-type.ts';

export const askers = [
  'nobody',
  'applicant',
  'otherReviewer',
  'lead',
  'operator',
  'unknownKey',
  'revokedKey',
  'openingKey',
] as const;
export type Asker = (typeof askers)[number];

/** What there is, and belongs to somebody else than whoever asks. */
export interface Belongings {
  /** Of another applicant, never submitted. */
  readonly draft: string;
  readonly draftCapture: string;
  readonly draftPicture: string;
  /** Of another applicant, submitted and held by another reviewer. */
  readonly heldCase: string;
  /** Of whoever asks as applicant. */
  readonly own: string;
  /** Handed out to another reviewer. */
  readonly pass: string;
  readonly reviewer: string;
  readonly session: string;
  readonly apiKey: string;
  readonly webhook: string;
  readonly knownCase: string;
}

type Params = Readonly<Record<string, string>>;

export interface Trial {
  readonly theirs: Params;
  /** Of the right form, and nowhere. */
  readonly absent: Params;
  readonly body?: unknown;
  /** As a form, with these text fields. */
  readonly form?: Readonly<Record<string, string>>;
  /** What each is told, about theirs as about what is not there. Whoever is left out is not authenticated. */
  readonly told: Partial<Record<Asker, ProblemType>>;
  /** May do this in general, and is told this about what is not there. */
  readonly mighty?: readonly [Asker, ProblemType];
}

const nothing = (prefix: string): string => `${prefix}_${'0'.repeat(22)}`;
const capture = {
  token: 'x',
  meta: JSON.stringify({ batch: 0, isLast: true, answer: null, camera: null, frames: [] }),
};
const decision = {
  decision: 'refuse',
  reasons: ['identity-not-established'],
  items: [],
  message: '',
  note: '',
};

/** Of an application, for its applicant alone. */
const ofApplicant =
  (rest: Params = {}, more: Pick<Trial, 'body' | 'form'> = {}) =>
  ({ draft }: Belongings): Trial => ({
    theirs: { applicationId: draft, ...rest },
    absent: { applicationId: nothing('a'), ...rest },
    told: { applicant: 'not-found' },
    ...more,
  });

/** Of a case: what was never submitted is none, whoever asks. */
const ofDesk =
  (body?: unknown, told: ProblemType = 'not-found') =>
  ({ draft }: Belongings): Trial => ({
    theirs: { applicationId: draft },
    absent: { applicationId: nothing('a') },
    body,
    told: { otherReviewer: told, lead: told, operator: told },
  });

const forOperators =
  (theirs: (world: Belongings) => Params, absent: Params, more: Pick<Trial, 'body' | 'form'> = {}) =>
  (world: Belongings): Trial => ({
    theirs: theirs(world),
    absent,
    told: { otherReviewer: 'role-not-enough', lead: 'role-not-enough' },
    mighty: ['operator', 'not-found'],
    ...more,
  });

const forLeads =
  (theirs: (world: Belongings) => Params, absent: Params, more: Pick<Trial, 'body' | 'form'> = {}) =>
  (world: Belongings): Trial => ({
    theirs: theirs(world),
    absent,
    told: { otherReviewer: 'role-not-enough' },
    mighty: ['lead', 'not-found'],
    ...more,
  });

/** A key that is good for something else. An installation has one marketplace: of no other are there keys. */
const forKeys =
  (body?: unknown) =>
  ({ heldCase }: Belongings): Trial => ({
    theirs: { applicationId: heldCase },
    absent: { applicationId: nothing('a') },
    body,
    told: { openingKey: 'scope-missing' },
  });

/** The gate's proposals are everybody's to read; none is open here. */
const ofProposal = (body: unknown, weak: ProblemType) => (): Trial => ({
  theirs: { proposal: '1' },
  absent: { proposal: '999999' },
  body,
  told: { otherReviewer: weak, lead: 'gate-proposal-not-open', operator: 'gate-proposal-not-open' },
});

const consents = {
  language: 'en',
  textVersion: 'x',
  answers: { 'id-document': 'granted', face: 'granted', 'government-query': 'granted', retention: 'granted' },
  texts: { 'id-document': 'x', face: 'x', 'government-query': 'x', retention: 'x' },
};
const declared = {
  subjectKind: 'individual',
  legalName: '林试',
  citizenId: '990000199001010105',
  business: null,
  shop: { name: 'x', categories: ['toys'], brands: [] },
  contact: { phone: '+86 10 5555 0100', email: null },
};

/** Closed: a new address with an identifier in it has to be put here by somebody who has thought about it. */
export const trials: Readonly<Record<string, (world: Belongings) => Trial>> = {
  readApplication: ofApplicant(),
  answerConsents: ofApplicant({}, { body: consents }),
  declareSubject: ofApplicant({}, { body: declared }),
  submitApplication: ofApplicant(),
  withdrawApplication: ofApplicant({}, { body: { reason: 'changed-mind' } }),
  appealRefusal: ofApplicant(),
  withdrawConsent: ofApplicant({ item: 'face' }),
  readErasureReceipt: ofApplicant(),
  readReceipt: ofApplicant(),
  readAccess: ofApplicant(),
  downloadAccess: ofApplicant(),
  // under one's own application, somebody else's picture
  readAccessPicture: ({ own, draftPicture }) => ({
    theirs: { applicationId: own, evidenceId: draftPicture },
    absent: { applicationId: own, evidenceId: nothing('e') },
    told: { applicant: 'not-found' },
  }),
  addPhoto: ofApplicant({ kind: 'id-front' }, { form: { insist: 'yes' } }),
  readMyPhoto: ofApplicant({ kind: 'id-front' }),
  openLiveness: ofApplicant({}, { body: { needs: { isLongerTime: false, without: [] } } }),
  // under one's own application, somebody else's capture
  postFrames: ({ own, draftCapture }) => ({
    theirs: { applicationId: own, sessionId: draftCapture, stepIndex: '0' },
    absent: { applicationId: own, sessionId: nothing('l'), stepIndex: '0' },
    form: capture,
    told: { applicant: 'not-found' },
  }),
  readCase: ofDesk(),
  claimCase: ofDesk(),
  releaseCase: ofDesk(),
  decideCase: ofDesk(decision),
  undoDecision: ofDesk(undefined, 'nothing-to-undo'),
  settleDecision: ofDesk(),
  revealCase: ofDesk({ fields: ['legalName'] }),
  saveDraft: ofDesk({ draft: null }),
  escalateCase: ofDesk({ reason: 'cannot-tell', note: 'x' }),
  viewReceipt: ofDesk(),
  openEvidence: ofDesk({ reason: 'audit', evidenceIds: [nothing('e')] }),
  auditAdmission: ofDesk({ verdict: 'agree', reasons: ['evidence-agrees'], note: '' }, 'audit-not-open'),
  revokeAdmission: forLeads(
    ({ draft }) => ({ applicationId: draft }),
    { applicationId: nothing('a') },
    { body: { reason: 'fraud-found', message: '', note: 'x' } },
  ),
  setLegalHold: forOperators(
    ({ draft }) => ({ applicationId: draft }),
    { applicationId: nothing('a') },
    { body: { reason: 'a court asked' } },
  ),
  liftLegalHold: forOperators(
    ({ draft }) => ({ applicationId: draft }),
    { applicationId: nothing('a') },
    { body: { reason: 'a court asked' } },
  ),
  viewEvidence: ({ pass }) => ({
    theirs: { pass },
    absent: { pass: 'A'.repeat(43) },
    told: { otherReviewer: 'not-found', lead: 'not-found', operator: 'not-found' },
  }),
  endMySession: ({ session }) => ({
    theirs: { sessionId: session },
    absent: { sessionId: nothing('s') },
    told: { otherReviewer: 'not-found', lead: 'not-found', operator: 'not-found' },
  }),
  endSession: forLeads(({ reviewer, session }) => ({ reviewerId: reviewer, sessionId: session }), {
    reviewerId: 'nobody',
    sessionId: nothing('s'),
  }),
  endSessions: forLeads(({ reviewer }) => ({ reviewerId: reviewer }), { reviewerId: 'nobody' }),
  barReviewer: forOperators(({ reviewer }) => ({ reviewerId: reviewer }), { reviewerId: 'nobody' }),
  letReviewerIn: forOperators(({ reviewer }) => ({ reviewerId: reviewer }), { reviewerId: 'nobody' }),
  identifyReviewer: forOperators(
    ({ reviewer }) => ({ reviewerId: reviewer }),
    { reviewerId: 'nobody' },
    { body: { phone: '+86 10 5555 0199' } },
  ),
  endKnownCase: forLeads(({ knownCase }) => ({ knownCaseId: knownCase }), { knownCaseId: nothing('k') }),
  revokeApiKey: forOperators(({ apiKey }) => ({ keyId: apiKey }), { keyId: nothing('k') }),
  removeWebhook: forOperators(({ webhook }) => ({ endpointId: webhook }), { endpointId: nothing('w') }),
  exchangeWebhookSecret: forOperators(({ webhook }) => ({ endpointId: webhook }), {
    endpointId: nothing('w'),
  }),
  confirmLive: ofProposal({ evidenceSha256: '0'.repeat(64) }, 'gate-proposal-not-open'),
  refuseLive: ofProposal({ note: '' }, 'role-not-enough'),
  readAdmission: forKeys(),
  tellExit: forKeys({ leftAt: '2026-11-30T10:00:00.000Z' }),
};
