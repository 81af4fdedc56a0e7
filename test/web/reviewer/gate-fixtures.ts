// A gate in each of its states, as the server describes it.
import type {
  AdmissionAuditView,
  EvidenceView,
  GateChangeView,
  GateView,
} from '../../../server/contract/go-live.ts';
import { caseId } from './fixtures.ts';

const none = { admit: 0, resubmit: 0, refuse: 0, overturned: 0 };
const matrix: EvidenceView['matrix'] = {
  admit: { ...none, admit: 900 },
  resubmit: { ...none, resubmit: 40 },
  review: { ...none, refuse: 3 },
  refuse: { ...none, refuse: 600 },
};
const rate = (errors: number, trials: number, upper95: number) => ({
  errors,
  trials,
  rate: trials === 0 ? null : errors / trials,
  upper95,
});

export const evidence: EvidenceView = {
  sha256: 'ab'.repeat(32),
  throughSeq: 4321,
  policyVersion: '2026-11-1',
  judgedBy: { engine: 'onnx', record: 'sandbox', registry: 'sandbox' },
  cases: 1543,
  matrix,
  falseAdmits: rate(0, 603, 0.005),
  heldBack: rate(1, 900, 0.005),
  disagreement: rate(2, 1540, 0.004),
  requiredBound: 0.01,
  moreRefusals: 0,
  claim: { shown: 0.01, next: { rate: 0.001, moreRefusals: 2392 } },
  groups: [
    { by: 'language', value: 'en', matrix, falseAdmits: rate(0, 20, 0.139), isBeyond: false },
    { by: 'language', value: 'zh-CN', matrix, falseAdmits: rate(0, 583, 0.005), isBeyond: false },
  ],
  leftOut: [{ standing: 'face-free', cases: 12 }],
  distanceBinWidth: 0.05,
  distances: [],
};

export function makeChange(part: Partial<GateChangeView> = {}): GateChangeView {
  return {
    seq: 1,
    kind: 'proposed',
    by: 'Olga Demo',
    at: '2026-11-22T08:00:00.000Z',
    proposal: 1,
    share: 0.1,
    expiresAt: '2026-11-29T08:00:00.000Z',
    evidenceSha256: evidence.sha256,
    reasons: [],
    note: '',
    ...part,
  };
}

export function makeGate(part: Partial<GateView> = {}): GateView {
  return {
    mode: 'hold',
    from: null,
    live: null,
    watch: [],
    watchedAt: null,
    proposal: null,
    evidence,
    limits: { maximumShare: 0.9, longestLiveHours: 720, proposalLifetimeHours: 72, auditShare: 0.1 },
    audits: { agreed: 0, refused: 0, open: 0, oldestOpenAt: null, isOverdue: false },
    mayNot: {
      propose: ['role-not-enough'],
      confirm: ['gate-proposal-not-open'],
      refuse: ['gate-proposal-not-open'],
    },
    canHold: false,
    ...part,
  };
}

export const makeLive = (): GateView =>
  makeGate({
    mode: 'live',
    from: makeChange({ seq: 2, kind: 'confirmed', by: 'Lea Demo' }),
    live: {
      share: 0.1,
      expiresAt: '2026-11-29T08:00:00.000Z',
      proposedBy: 'Olga Demo',
      confirmedBy: 'Lea Demo',
      admitted: 17,
      evidence,
    },
    watch: [
      { code: 'record-errors', of: null, measured: 0.02, limit: 0.2, trials: 50, state: 'within' },
      {
        code: 'distances-drifted',
        of: 'record-face',
        measured: null,
        limit: 0.3,
        trials: 4,
        state: 'too-few',
      },
    ],
    watchedAt: '2026-11-23T08:00:00.000Z',
    audits: { agreed: 2, refused: 0, open: 1, oldestOpenAt: '2026-11-23T01:00:00.000Z', isOverdue: false },
    canHold: true,
  });

export function makeProposed(isMine: boolean, part: Partial<GateView> = {}): GateView {
  return makeGate({
    proposal: { ...makeChange(), isMine, isTooOld: false, evidence },
    mayNot: {
      propose: ['gate-proposal-open'],
      confirm: isMine ? ['gate-needs-second-person'] : [],
      refuse: isMine ? ['gate-needs-second-person'] : [],
    },
    canHold: true,
    ...part,
  });
}

export const makeFallenBack = (): GateView =>
  makeGate({
    from: makeChange({
      seq: 3,
      kind: 'fell-back',
      by: null,
      share: null,
      reasons: [{ code: 'record-errors', of: null, measured: 0.31, limit: 0.2, trials: 100 }],
    }),
  });

export function makeAudit(part: Partial<AdmissionAuditView> = {}): AdmissionAuditView {
  return {
    applicationId: caseId,
    admittedAt: '2026-11-23T01:00:00.000Z',
    state: 'admitted',
    subjectKind: 'individual',
    language: 'zh-CN',
    audit: null,
    ...part,
  };
}
