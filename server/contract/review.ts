// The reviewers' desk, as it travels on the wire.
import { z } from 'zod';
import { applicationPaths, applicationStates, languages } from '../domain/application.ts';
import { actorKinds } from '../domain/audit-event.ts';
import { caseEventTypes } from '../domain/case-event.ts';
import { checkNames, checkOutcomes } from '../domain/check.ts';
import { agreementKinds, comparedFields } from '../domain/comparison.ts';
import { evidenceKinds, journeyItems } from '../domain/evidence.ts';
import { checkReasons, reviewReasons } from '../domain/reason-code.ts';
import { businessStates, penaltyKinds } from '../domain/registered-business.ts';
import { decisions, reviewerRoles } from '../domain/review-case.ts';
import { subjectKinds } from '../domain/subject.ts';
import { captureView, willingnessView } from './case-capture.ts';
import { escalationView, receiptView, relatedView, revocationView } from './case-parts.ts';
import { declaredView } from './declared.ts';
import { draftBody } from './draft.ts';
import { endpoint } from './endpoint.ts';
import { applicationId, applicationParams, noBody, noParams } from './identifiers.ts';
import { measurementView } from './measurement.ts';
import { ending } from './review-endings.ts';

export const reviewerView = z
  .object({
    reviewerId: z.string(),
    name: z.string(),
    role: z.enum(reviewerRoles),
    gateMode: z.enum(['hold', 'live']),
    canHold: z.boolean().describe('There is something to put back to hold: live, or a proposal that waits'),
  })
  .meta({ id: 'ReviewerView' });
export type ReviewerView = z.infer<typeof reviewerView>;

const allReasons = [...checkReasons, ...reviewReasons] as const;

export const caseView = z
  .object({
    applicationId,
    state: z.enum(applicationStates),
    round: z.int(),
    path: z.enum(applicationPaths),
    language: z.enum(languages),
    submittedAt: z.iso.datetime().nullable().describe('Null when it was never submitted'),
    ending: ending.nullable().describe('How the applicant ended it; null when they did not'),
    claim: z
      .object({
        isMine: z.boolean(),
        by: z.string(),
        until: z.iso.datetime(),
        takenFrom: z
          .object({ by: z.string(), isMe: z.boolean(), at: z.iso.datetime() })
          .nullable()
          .describe('Whose claim had run out when this one began'),
      })
      .nullable(),
    keptFor: z
      .object({ isMe: z.boolean(), by: z.string(), until: z.iso.datetime() })
      .nullable()
      .describe('Who asked for this submission and is on shift; others wait until then'),
    dueAt: z.iso.datetime().nullable().describe('When it should be decided at the latest'),
    parked: z
      .object({ decision: z.enum(decisions), undoMs: z.int() })
      .nullable()
      .describe('Your decision while you can undo it, with the time that is left'),
    declared: declaredView
      .extend({ subjectKind: z.enum(subjectKinds), birthDate: z.string() })
      .describe('What tells who it is comes masked; opening a case is audited, and each unmasking'),
    compared: z
      .array(
        z.object({
          field: z.enum(comparedFields),
          against: z.enum(['government-record', 'business-registry', 'id-document']),
          agreement: z.enum(agreementKinds),
          reason: z.enum(allReasons).nullable(),
        }),
      )
      .describe('What was declared and shown against record, register and card, without saying what it is'),
    registered: z
      .object({
        state: z.enum(businessStates),
        name: z.string().nullable().describe('Null: a sole proprietor without a trade name'),
        legalRepresentative: z.string(),
        address: z.string().nullable(),
        scope: z.string().nullable(),
        establishedOn: z.iso.date().nullable(),
        validUntil: z.iso.date().nullable(),
        penalties: z
          .array(z.object({ kind: z.enum(penaltyKinds), on: z.iso.date().nullable(), what: z.string() }))
          .nullable()
          .describe('Empty: the register has none. Null: it does not offer them'),
      })
      .nullable()
      .describe('What the register has under the code; representative and address come masked'),
    evidence: z.array(
      z.object({ evidenceId: z.string(), kind: z.enum(evidenceKinds), addedAt: z.iso.datetime() }),
    ),
    isFaceLocked: z
      .boolean()
      .describe('Pictures of the face are kept for a legal duty alone, and shown to nobody'),
    liveness: captureView.nullable(),
    willingness: willingnessView.nullable(),
    receipt: receiptView.nullable(),
    checks: z.array(
      z.object({
        check: z.enum(checkNames),
        outcome: z.enum(checkOutcomes),
        reason: z.enum(allReasons).nullable(),
        isRequired: z.boolean(),
        measurements: z.array(measurementView),
      }),
    ),
    decisions: z.array(
      z.object({
        decisionId: z.string(),
        round: z.int(),
        by: z.string(),
        decision: z.enum(decisions),
        reasons: z.array(z.enum(reviewReasons)),
        items: z.array(z.enum(journeyItems)),
        message: z.string().describe('To the applicant; names in it are masked'),
        note: z.string().describe('For colleagues; names in it are masked'),
        at: z.iso.datetime(),
      }),
    ),
    related: z
      .array(relatedView)
      .describe('Others of the same person, business or contact; the newest first'),
    escalation: escalationView.nullable().describe('Only leads take it up then'),
    revocation: revocationView.nullable(),
    draft: draftBody.nullable().describe('What you have written so far'),
    awaitsSecondReviewer: z.boolean(),
    /** Sealed until this reviewer's own decision; null before it. */
    recommendation: z
      .object({
        outcome: z.enum(['admit', 'review', 'resubmit', 'refuse']),
        reasons: z.array(z.enum(allReasons)),
        policyVersion: z.string(),
      })
      .nullable(),
    trail: z.array(
      z.object({
        at: z.iso.datetime(),
        type: z.enum(caseEventTypes),
        actor: z.object({ kind: z.enum(actorKinds), reviewerId: z.string().nullable() }),
      }),
    ),
  })
  .meta({ id: 'CaseView' });
export type CaseView = z.infer<typeof caseView>;

export const readReviewer = endpoint({
  method: 'get',
  path: '/api/review/me',
  summary: 'Who is signed in',
  audience: 'reviewer',
  params: noParams,
  body: noBody,
  status: 200,
  answer: reviewerView,
  problems: [],
});

export const readCase = endpoint({
  method: 'get',
  path: '/api/review/cases/:applicationId',
  summary: 'One case with everything known about it; opening it is audited',
  audience: 'reviewer',
  params: applicationParams,
  body: noBody,
  status: 200,
  answer: caseView,
  problems: ['own-case', 'case-locked'],
});

export const claimCase = endpoint({
  method: 'post',
  path: '/api/review/cases/:applicationId/claim',
  summary: 'Claim a case for half an hour; claiming again renews',
  audience: 'reviewer',
  params: applicationParams,
  body: noBody,
  status: 200,
  answer: caseView,
  problems: [
    'own-case',
    'role-not-enough',
    'case-claimed-by-another',
    'case-kept-for-another',
    'event-not-possible',
    'already-decided-by-you',
  ],
});

export const releaseCase = endpoint({
  method: 'delete',
  path: '/api/review/cases/:applicationId/claim',
  summary: 'Put a case back',
  audience: 'reviewer',
  params: applicationParams,
  body: noBody,
  status: 204,
  answer: 'nothing',
  problems: ['case-not-claimed'],
});

export const decisionBody = z.strictObject({
  decision: z.enum(decisions),
  reasons: z.array(z.enum(reviewReasons)).min(1).max(5),
  items: z.array(z.enum(journeyItems)).max(5).describe('With `ask-again`: what to do again'),
  message: z.string().trim().max(1000).describe('To the applicant, in their language; may be empty'),
  note: z.string().trim().max(4000).describe('For colleagues; may be empty'),
});
export type DecisionBody = z.infer<typeof decisionBody>;

export const decideCase = endpoint({
  method: 'post',
  path: '/api/review/cases/:applicationId/decision',
  summary: 'Decide; some decisions wait for a second person',
  audience: 'reviewer',
  params: applicationParams,
  body: decisionBody,
  status: 200,
  answer: caseView,
  problems: [
    'own-case',
    'role-not-enough',
    'case-not-claimed',
    'case-claimed-by-another',
    'event-not-possible',
    'already-decided-by-you',
  ],
});
