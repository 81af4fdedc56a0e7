// The gate's mode, the evidence it rests on, and going live, as they travel on the wire.
import { z } from 'zod';
import { applicationStates, languages } from '../domain/application.ts';
import { fallBackCodes, gateChangeKinds } from '../domain/gate-change.ts';
import { problemTypes, type ProblemType } from '../domain/problem-type.ts';
import { reviewReasons } from '../domain/reason-code.ts';
import { auditVerdicts } from '../domain/review-case.ts';
import { shadowStandings, watchedDistances } from '../domain/shadow-case.ts';
import { subjectKinds } from '../domain/subject.ts';
import { endpoint } from './endpoint.ts';
import { applicationId, applicationParams, noBody, noParams } from './identifiers.ts';

const rate = z
  .object({
    errors: z.int(),
    trials: z.int(),
    rate: z.number().nullable().describe('Null when nothing was tried'),
    upper95: z.number().describe('The true rate is below it: exact, one-sided, 95 %'),
  })
  .meta({ id: 'ErrorRate' });

const verdictCounts = z.object({
  admit: z.int(),
  resubmit: z.int(),
  refuse: z.int(),
  overturned: z.int().describe('Refused at first, and not any more after an appeal'),
});
const matrix = z
  .object({ admit: verdictCounts, resubmit: verdictCounts, review: verdictCounts, refuse: verdictCounts })
  .describe('Cases by what the machine recommended, then by what people decided without knowing it')
  .meta({ id: 'ConfusionMatrix' });

const judgedBy = z
  .object({ engine: z.string(), record: z.string().nullable(), registry: z.string().nullable() })
  .meta({ id: 'JudgedBy' });

export const evidenceView = z
  .object({
    sha256: z.string().describe('Of the evidence as canonical JSON: what two people have to agree on'),
    throughSeq: z.int().describe('Newest entry of the audit trail that was counted'),
    policyVersion: z.string(),
    judgedBy,
    cases: z.int(),
    matrix,
    falseAdmits: rate.describe('Of what people refused: what the machine would have admitted'),
    heldBack: rate.describe('Of what people admitted: what the machine would not have'),
    disagreement: rate.describe('Of what the machine had an opinion on: where people did something else'),
    requiredBound: z.number(),
    moreRefusals: z
      .int()
      .describe('Refusals without a false admit that the required bound still takes; 0: met'),
    claim: z.object({
      shown: z.number().nullable().describe('The strictest round rate that the evidence shows; null: none'),
      next: z.object({ rate: z.number(), moreRefusals: z.int() }).nullable(),
    }),
    groups: z.array(
      z.object({
        by: z.enum([
          'subjectKind',
          'language',
          'documentType',
          'record',
          'registry',
          'policyVersion',
          'engine',
        ]),
        value: z.string().nullable(),
        matrix,
        falseAdmits: rate,
        isBeyond: z.boolean().describe('Shown (95 %) to be worse than the required bound'),
      }),
    ),
    leftOut: z.array(z.object({ standing: z.enum(shadowStandings), cases: z.int() })),
    distanceBinWidth: z.number(),
    distances: z.array(z.object({ of: z.enum(watchedDistances), counts: z.array(z.int()) })),
  })
  .meta({ id: 'ShadowEvidence' });
export type EvidenceView = z.infer<typeof evidenceView>;

const fallBackReason = z
  .object({
    code: z.enum(fallBackCodes),
    of: z.string().nullable(),
    measured: z.number().nullable(),
    limit: z.number().nullable(),
    trials: z.int().nullable(),
  })
  .meta({ id: 'FallBackReason' });

const problemNames = Object.keys(problemTypes) as [ProblemType, ...ProblemType[]];

export const gateChangeView = z
  .object({
    seq: z.int(),
    kind: z.enum(gateChangeKinds),
    by: z.string().nullable().describe("The person's name; null: the gate itself"),
    at: z.iso.datetime(),
    proposal: z.int().nullable(),
    share: z.number().nullable(),
    expiresAt: z.iso.datetime().nullable(),
    evidenceSha256: z.string().nullable(),
    reasons: z.array(fallBackReason).describe('Of a fall-back'),
    note: z.string(),
  })
  .meta({ id: 'GateChange' });
export type GateChangeView = z.infer<typeof gateChangeView>;

export const gateView = z
  .object({
    mode: z.enum(['hold', 'live']),
    from: gateChangeView.nullable().describe('Who or what brought this mode; null: it was always hold'),
    live: z
      .object({
        share: z.number(),
        expiresAt: z.iso.datetime(),
        proposedBy: z.string(),
        confirmedBy: z.string(),
        admitted: z.int().describe('Automatically, since the confirmation'),
        evidence: evidenceView.nullable().describe('As confirmed'),
      })
      .nullable(),
    watch: z
      .array(fallBackReason.extend({ state: z.enum(['within', 'beyond', 'too-few']) }))
      .describe('What would make it fall back; empty in hold'),
    watchedAt: z.iso.datetime().nullable(),
    proposal: gateChangeView
      .extend({
        isMine: z.boolean(),
        isTooOld: z.boolean(),
        evidence: evidenceView.nullable(),
      })
      .nullable(),
    evidence: evidenceView.describe('As it is now'),
    limits: z.object({
      maximumShare: z.number(),
      longestLiveHours: z.number(),
      proposalLifetimeHours: z.number(),
      auditShare: z.number(),
    }),
    audits: z.object({
      agreed: z.int(),
      refused: z.int(),
      open: z.int(),
      oldestOpenAt: z.iso.datetime().nullable(),
      isOverdue: z.boolean(),
    }),
    mayNot: z
      .object({
        propose: z.array(z.enum(problemNames)),
        confirm: z.array(z.enum(problemNames)),
        refuse: z.array(z.enum(problemNames)),
      })
      .describe('Why you cannot; empty: you can'),
    canHold: z.boolean(),
  })
  .meta({ id: 'GateView' });
export type GateView = z.infer<typeof gateView>;

const note = z.string().trim().max(1000).describe('For colleagues; names nobody');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const proposalParams = z.strictObject({ proposal: z.coerce.number().int().min(1) });

export const readGate = endpoint({
  method: 'get',
  path: '/api/gate',
  summary: 'The mode with who, when and why; the evidence; what you may do',
  audience: 'reviewer',
  params: noParams,
  body: noBody,
  status: 200,
  answer: gateView,
  problems: [],
});

export const readGateHistory = endpoint({
  method: 'get',
  path: '/api/gate/history',
  summary: 'Every change of the gate, newest first, 200 at most',
  audience: 'reviewer',
  params: noParams,
  body: noBody,
  status: 200,
  answer: z.object({ changes: z.array(gateChangeView) }),
  problems: [],
});

const evidenceProblems = [
  'role-not-enough',
  'gate-terms-too-wide',
  'gate-evidence-changed',
  'gate-evidence-outdated',
  'gate-evidence-broken',
  'gate-evidence-insufficient',
  'gate-audits-overdue',
] as const;

export const proposeLive = endpoint({
  method: 'post',
  path: '/api/gate/proposals',
  summary: 'Propose to go live, on the evidence that you have seen; for operators',
  audience: 'reviewer',
  params: noParams,
  body: z.strictObject({
    share: z.number().describe('Part of the applicants, 0..1'),
    expiresAt: z.iso.datetime(),
    throughSeq: z.int().min(0).describe('Of the evidence'),
    evidenceSha256: sha256,
    note,
  }),
  status: 200,
  answer: gateView,
  problems: [...evidenceProblems, 'gate-proposal-open'],
});

export const confirmLive = endpoint({
  method: 'post',
  path: '/api/gate/proposals/:proposal/confirmation',
  summary: "Confirm somebody else's proposal, on the same evidence; for leads and operators",
  audience: 'reviewer',
  params: proposalParams,
  body: z.strictObject({ evidenceSha256: sha256.describe('Of the evidence that you have seen') }),
  status: 200,
  answer: gateView,
  problems: [
    ...evidenceProblems,
    'gate-proposal-not-open',
    'gate-proposal-too-old',
    'gate-needs-second-person',
  ],
});

export const refuseLive = endpoint({
  method: 'post',
  path: '/api/gate/proposals/:proposal/refusal',
  summary: "Refuse somebody else's proposal; for leads and operators",
  audience: 'reviewer',
  params: proposalParams,
  body: z.strictObject({ note }),
  status: 200,
  answer: gateView,
  problems: ['role-not-enough', 'gate-proposal-not-open', 'gate-needs-second-person'],
});

export const holdGate = endpoint({
  method: 'post',
  path: '/api/gate/hold',
  summary: 'Back to hold, at once; ends a proposal, too; for everybody who is signed in',
  audience: 'reviewer',
  params: noParams,
  body: z.strictObject({ note }),
  status: 200,
  answer: gateView,
  problems: [],
});

export const admissionAuditView = z.object({
  applicationId,
  admittedAt: z.iso.datetime(),
  state: z.enum(applicationStates),
  subjectKind: z.enum(subjectKinds),
  language: z.enum(languages),
  audit: z
    .object({
      by: z.string(),
      verdict: z.enum(auditVerdicts),
      reasons: z.array(z.enum(reviewReasons)),
      note: z.string(),
      at: z.iso.datetime(),
    })
    .nullable()
    .describe('Null: it waits for a person'),
});
export type AdmissionAuditView = z.infer<typeof admissionAuditView>;

const auditsView = z.object({
  audits: z.array(admissionAuditView).describe('Open ones first, oldest first; 200 at most'),
});

export const readAudits = endpoint({
  method: 'get',
  path: '/api/gate/audits',
  summary: 'Automatic admissions that people look at afterwards',
  audience: 'reviewer',
  params: noParams,
  body: noBody,
  status: 200,
  answer: auditsView,
  problems: [],
});

export const auditBody = z.strictObject({
  verdict: z.enum(auditVerdicts).describe('`refuse`: you would have refused; the gate falls back to hold'),
  reasons: z.array(z.enum(reviewReasons)).min(1).max(5),
  note,
});
export type AuditBody = z.infer<typeof auditBody>;

export const auditAdmission = endpoint({
  method: 'post',
  path: '/api/gate/audits/:applicationId',
  summary: 'Say whether you would have admitted whom the automation admitted',
  audience: 'reviewer',
  params: applicationParams,
  body: auditBody,
  status: 200,
  answer: auditsView,
  problems: ['audit-not-open'],
});
