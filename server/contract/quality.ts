// Quality of reviewing, as it travels on the wire: agreement, times, outcomes, known cases.
import { z } from 'zod';
import { applicationPaths } from '../domain/application.ts';
import { checkNames, checkOutcomes } from '../domain/check.ts';
import { reviewReasons } from '../domain/reason-code.ts';
import { decisions } from '../domain/review-case.ts';
import { endpoint } from './endpoint.ts';
import { applicationId, noBody, noParams } from './identifiers.ts';

const bounds = { value: z.number(), lower95: z.number(), upper95: z.number() };
const share = z
  .object({ count: z.int(), of: z.int(), ...bounds })
  .nullable()
  .describe('Exact two-sided bounds, 95 %; null of nothing');
const agreement = z
  .object({
    pairs: z.int(),
    agreed: z.int(),
    share: z.object(bounds).nullable(),
    kappa: z.object(bounds).nullable().describe("Cohen's; null for fewer than 20 pairs, or one category"),
  })
  .meta({ id: 'QualityAgreement' });
const ofReviewer = { reviewerId: z.string(), name: z.string() };
const agreements = z.object({ second: agreement, known: agreement, machine: agreement });
const tasks = z.object({ drawn: z.int(), given: z.int(), answered: z.int(), withdrawn: z.int() });

export const qualityView = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    isEverybody: z.boolean().describe('False: of the reviewers only whoever asks is named'),
    openAges: z.object({
      limitsHours: z.array(z.number()),
      paths: z.array(z.object({ path: z.enum(applicationPaths), counts: z.array(z.int()) })),
    }),
    days: z.array(z.iso.date()),
    arrivals: z.array(z.int()).describe('Submissions and appeals'),
    decisions: z.object({
      all: z.array(z.int()),
      outcomes: z.array(z.object({ decision: z.enum(decisions), counts: z.array(z.int()) })),
      reviewers: z.array(z.object({ ...ofReviewer, counts: z.array(z.int()) })),
    }),
    agreement: agreements,
    abstained: z.int().describe('Decisions on which the machine had recommended a person'),
    agreementOf: z.array(z.object({ ...ofReviewer, ...agreements.shape })),
    times: z.object({
      usual: z
        .object({ medianMs: z.number(), tooFastBelowMs: z.number(), tooSlowAboveMs: z.number() })
        .nullable()
        .describe('Null for fewer than 20 decisions'),
      decisionsMs: z.array(z.int()).describe('The newest 1000'),
      reviewers: z.array(
        z.object({ ...ofReviewer, count: z.int(), medianMs: z.number(), tooFast: share, tooSlow: share }),
      ),
    }),
    checks: z.array(
      z.object({ check: z.enum(checkNames), outcome: z.enum(checkOutcomes), counts: z.array(z.int()) }),
    ),
    record: z.array(z.object({ answer: z.string(), counts: z.array(z.int()) })),
    shares: z.object({ known: z.number(), second: z.number() }),
    settled: z.int(),
    second: tasks,
    known: tasks,
    feedback: z
      .array(
        z.object({
          alias: z.string(),
          at: z.iso.datetime(),
          given: z.enum(decisions),
          right: z.enum(decisions),
          explanation: z.string(),
        }),
      )
      .describe('Known cases that you have answered'),
  })
  .meta({ id: 'QualityView' });
export type QualityView = z.infer<typeof qualityView>;

export const readQuality = endpoint({
  method: 'get',
  path: '/api/review/quality',
  summary: 'Quality of reviewing over some days; reviewers see their own figures and the overall ones',
  audience: 'reviewer',
  params: noParams,
  body: noBody,
  query: z.strictObject({ days: z.coerce.number().int().min(1).max(180).default(30) }),
  status: 200,
  answer: qualityView,
  problems: [],
});

export const knownCaseView = z
  .object({
    knownCaseId: z.string(),
    applicationId: z.string(),
    decision: z.enum(decisions),
    reasons: z.array(z.enum(reviewReasons)),
    explanation: z.string(),
    markedBy: z.string(),
    markedAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    endedBecause: z.string().nullable(),
    given: z.int(),
    answered: z.int(),
    right: z.int(),
  })
  .meta({ id: 'KnownCaseView' });
export type KnownCaseView = z.infer<typeof knownCaseView>;
export const knownCasesView = z.object({ knownCases: z.array(knownCaseView) });
export type KnownCasesView = z.infer<typeof knownCasesView>;

export const knownCaseBody = z.strictObject({
  applicationId,
  decision: z.enum(decisions),
  reasons: z.array(z.enum(reviewReasons)).min(1).max(5),
  explanation: z
    .string()
    .trim()
    .min(10)
    .max(1000)
    .describe('Told to whoever has answered; no names or numbers'),
});
export type KnownCaseBody = z.input<typeof knownCaseBody>;

export const listKnownCases = endpoint({
  method: 'get',
  path: '/api/review/quality/known-cases',
  summary: 'Known cases with how they were answered; for leads and operators',
  audience: 'reviewer',
  params: noParams,
  body: noBody,
  status: 200,
  answer: knownCasesView,
  problems: ['role-not-enough'],
});

export const markKnownCase = endpoint({
  method: 'post',
  path: '/api/review/quality/known-cases',
  summary: 'Mark a settled application as a known case with its right answer; for leads and operators',
  audience: 'reviewer',
  params: noParams,
  body: knownCaseBody,
  status: 201,
  answer: knownCasesView,
  problems: ['role-not-enough', 'event-not-possible'],
});

export const endKnownCase = endpoint({
  method: 'delete',
  path: '/api/review/quality/known-cases/:knownCaseId',
  summary: 'Take a known case back; for leads and operators',
  audience: 'reviewer',
  params: z.strictObject({ knownCaseId: z.string().regex(/^k_[0-9A-Za-z]{22}$/) }),
  body: noBody,
  status: 204,
  answer: 'nothing',
  problems: ['role-not-enough'],
});
