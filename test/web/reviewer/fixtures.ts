// Made-up cases for the desk; the numbers begin with 99, the province that no state issues.
import type { RevealedView } from '../../../server/contract/reveal.ts';
import type { QueueEntry, QueueView } from '../../../server/contract/queue.ts';
import type { CaseView, ReviewerView } from '../../../server/contract/review.ts';
import type { ApplicationId } from '../../../server/domain/application.ts';

export const caseId = 'a_7F3K0000000000000000aa' as ApplicationId;
export const otherId = 'a_9QX20000000000000000bb' as ApplicationId;
export const thirdId = 'a_K2M40000000000000000cc' as ApplicationId;

export const evidenceId = (name: string): string => `e_${name.padEnd(22, '0')}`;

export const reviewer: ReviewerView = {
  reviewerId: 'r_1',
  name: 'Lin Demo',
  role: 'reviewer',
  gateMode: 'hold',
  canHold: false,
};

export function makeEntry(part: Partial<QueueEntry> = {}): QueueEntry {
  return {
    applicationId: caseId,
    subjectKind: 'sole-proprietor',
    path: 'face',
    language: 'zh-CN',
    round: 1,
    state: 'in_review',
    submittedAt: '2026-11-23T08:00:00.000Z',
    dueAt: '2026-11-24T08:00:00.000Z',
    workingMsLeft: 20 * 3_600_000,
    age: 'waiting',
    claimedBy: null,
    isMine: false,
    takenFrom: null,
    keptFor: null,
    isKeptForMe: false,
    keptUntil: null,
    awaitsSecondReviewer: false,
    escalated: false,
    isForOthers: false,
    ...part,
  };
}

export function makeQueue(cases: QueueEntry[] = [makeEntry()]): QueueView {
  return {
    counts: {
      open: cases.length,
      breached: 0,
      near: 0,
      today: 0,
      mine: 0,
      returned: 0,
      free: cases.length,
      awaitsSecond: 0,
      checking: 1,
      decidedToday: 7,
    },
    breachedSince: null,
    fitting: cases.length,
    mine: [],
    taken: [],
    cases,
    nextPage: null,
    shift: { isOn: false, endsAt: null },
  };
}

type Step = NonNullable<CaseView['liveness']>['steps'][number];

function makeStep(kind: Step['kind'], part: Partial<Step> = {}): Step {
  const isTurn = kind === 'turn-left' || kind === 'turn-right';
  const peak = kind === 'turn-right' ? -27 : 27;
  const points = Array.from({ length: 24 }, (_, index) => ({
    atMs: index * 120,
    value: Math.exp(-(((index - 12) / 4) ** 2)) * (isTurn ? peak : 0.6),
  }));
  const name = isTurn ? 'yawDegrees' : kind === 'open-mouth' ? 'mouthOpenness' : 'none';
  return {
    kind,
    status: 'passed',
    tries: 1,
    signal: { name, points: name === 'none' ? [] : points },
    keptFrames: [300, 1400, 2500].map((atMs, index) => ({
      evidenceId: evidenceId(`${kind.replace('-', '')}${String(index)}`),
      atMs,
    })),
    ...part,
  };
}

export const statement = '本人孙欣晓，自愿申请在示范集市开店。';

/** What unmasking this case answers. */
export const revealed: RevealedView = {
  legalName: '孙欣晓',
  citizenId: '990101199003071236',
  birthDate: '1990-03-07',
  legalRepresentative: '孙欣晓',
  registered: { legalRepresentative: '周示范', address: '示范市样例路 2 号' },
  phone: '+86 13800000000',
  email: null,
  statement,
  texts: [],
};

/** A sole proprietor whose record could not be asked and whose ID face is unclear. */
export function makeCase(part: Partial<CaseView> = {}): CaseView {
  return {
    applicationId: caseId,
    state: 'in_review',
    round: 1,
    path: 'face',
    language: 'zh-CN',
    submittedAt: '2026-11-23T08:00:00.000Z',
    ending: null,
    dueAt: '2026-11-24T08:00:00.000Z',
    claim: null,
    parked: null,
    keptFor: null,
    declared: {
      subjectKind: 'sole-proprietor',
      legalName: '孙··',
      citizenId: '990***********1236',
      birthDate: '····-··-··',
      business: { code: '92990101MA0000000X', name: '示范百货店', legalRepresentative: '孙··' },
      shop: { name: '欣晓百货', categories: ['家居', '厨具'], brands: [] },
      contact: { phone: '··········', email: null },
    },
    evidence: [
      { evidenceId: evidenceId('front'), kind: 'id-front', addedAt: '2026-11-23T07:50:00.000Z' },
      { evidenceId: evidenceId('back'), kind: 'id-back', addedAt: '2026-11-23T07:51:00.000Z' },
      { evidenceId: evidenceId('licence'), kind: 'business-licence', addedAt: '2026-11-23T07:52:00.000Z' },
      { evidenceId: evidenceId('best'), kind: 'best-frame', addedAt: '2026-11-23T07:55:00.000Z' },
      { evidenceId: evidenceId('record'), kind: 'record-portrait', addedAt: '2026-11-23T08:00:10.000Z' },
    ],
    liveness: {
      steps: [
        makeStep('neutral'),
        makeStep('turn-left'),
        makeStep('open-mouth', { tries: 2 }),
        makeStep('agree'),
      ],
      drawn: ['turn-left', 'open-mouth'],
      needs: { isLongerTime: false, without: [] },
      closeUps: [
        {
          kind: 'turned-left',
          evidenceId: evidenceId('turnleft1'),
          atMs: 1400,
          face: { x: 0.3, y: 0.2, width: 0.4, height: 0.5 },
        },
      ],
    },
    isFaceLocked: false,
    willingness: {
      statement: statement.replace('孙欣晓', '孙··'),
      answer: 'agree',
      by: 'nodded',
      at: '2026-11-23T07:56:00.000Z',
    },
    receipt: {
      sessionId: 'l_1',
      said: {
        signedAt: '2026-11-23T07:56:01.000Z',
        issuer: 'https://gate.example',
        statementSha256: 'ab'.repeat(32),
        frames: 48,
      },
      verdict: 'verified',
      fault: null,
      hasFile: true,
    },
    checks: [
      {
        check: 'document-quality',
        outcome: 'passed',
        reason: null,
        isRequired: true,
        measurements: [
          { name: 'id-front clippedShare', value: 0.01, unit: '0..1', limit: 0.3, better: 'lower' },
        ],
      },
      { check: 'document-data', outcome: 'passed', reason: null, isRequired: true, measurements: [] },
      { check: 'liveness', outcome: 'passed', reason: null, isRequired: true, measurements: [] },
      {
        check: 'presentation-attack',
        outcome: 'unavailable',
        reason: 'attack-detector-not-installed',
        isRequired: false,
        measurements: [],
      },
      { check: 'willingness', outcome: 'passed', reason: null, isRequired: true, measurements: [] },
      {
        check: 'document-face-match',
        outcome: 'inconclusive',
        reason: 'document-face-unclear',
        isRequired: true,
        measurements: [
          { name: 'faceDistance', value: 0.543, unit: 'euclidean', limit: 0.5, better: 'lower' },
        ],
      },
      {
        check: 'government-record',
        outcome: 'passed',
        reason: null,
        isRequired: true,
        measurements: [{ name: 'faceDistance', value: 0.38, unit: 'euclidean', limit: 0.5, better: 'lower' }],
      },
      {
        check: 'business-registry',
        outcome: 'failed',
        reason: 'registry-not-active',
        isRequired: true,
        measurements: [],
      },
    ],
    compared: [
      { field: 'legalName', against: 'government-record', agreement: 'agrees', reason: null },
      { field: 'citizenId', against: 'government-record', agreement: 'agrees', reason: null },
      { field: 'recordFace', against: 'government-record', agreement: 'agrees', reason: null },
      {
        field: 'documentFace',
        against: 'id-document',
        agreement: 'not-answered',
        reason: 'document-face-unclear',
      },
      { field: 'businessCode', against: 'business-registry', agreement: 'agrees', reason: null },
      { field: 'businessName', against: 'business-registry', agreement: 'agrees', reason: null },
      {
        field: 'legalRepresentative',
        against: 'business-registry',
        agreement: 'disagrees',
        reason: 'registry-not-active',
      },
      {
        field: 'applicantRepresents',
        against: 'business-registry',
        agreement: 'disagrees',
        reason: 'registry-not-active',
      },
    ],
    registered: {
      state: 'revoked',
      name: '示范百货店',
      legalRepresentative: '周··',
      address: '··········',
      scope: null,
      establishedOn: '2019-05-06',
      validUntil: null,
      penalties: [{ kind: 'serious-violation', on: '2026-03-02', what: '提交虚假材料取得登记' }],
    },
    decisions: [],
    related: [],
    escalation: null,
    revocation: null,
    draft: null,
    awaitsSecondReviewer: false,
    recommendation: null,
    trail: [
      {
        at: '2026-11-23T07:45:00.000Z',
        type: 'application.opened',
        actor: { kind: 'applicant', reviewerId: null },
      },
      {
        at: '2026-11-23T08:00:00.000Z',
        type: 'application.submitted',
        actor: { kind: 'applicant', reviewerId: null },
      },
    ],
    ...part,
  };
}

type Check = CaseView['checks'][number];

export function makeCheck(check: Check['check'], outcome: Check['outcome'], reason: Check['reason']): Check {
  return { check, outcome, reason, isRequired: true, measurements: [] };
}

export const myClaim = {
  isMine: true,
  by: reviewer.name,
  until: '2099-01-01T00:00:00.000Z',
  takenFrom: null,
};
export const theirClaim = {
  isMine: false,
  by: 'Chen Demo',
  until: '2099-01-01T00:00:00.000Z',
  takenFrom: null,
};

export const escalated: NonNullable<CaseView['escalation']> = {
  by: 'Chen Demo',
  isMine: false,
  reason: 'part-of-a-pattern',
  note: 'third shop at this address',
  at: '2026-11-23T09:00:00.000Z',
};

export const revocation: NonNullable<CaseView['revocation']> = {
  by: 'Wu Demo',
  reason: 'fraud-found',
  message: '执照是伪造的。',
  note: 'the register has no such licence',
  at: '2026-11-25T09:00:00.000Z',
};

export const lead: ReviewerView = { ...reviewer, reviewerId: 'r_2', name: 'Wu Demo', role: 'lead' };

/** The same case after this reviewer decided. */
export function makeDecided(part: Partial<CaseView> = {}): CaseView {
  return makeCase({
    state: 'admitted',
    decisions: [
      {
        decisionId: 'd_1',
        round: 1,
        by: reviewer.name,
        decision: 'approve',
        reasons: ['evidence-agrees'],
        items: [],
        message: '',
        note: 'looked twice',
        at: '2026-11-23T10:00:00.000Z',
      },
    ],
    recommendation: { outcome: 'review', reasons: ['document-face-unclear'], policyVersion: '2026-11-1' },
    ...part,
  });
}
