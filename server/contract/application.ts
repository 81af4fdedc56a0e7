// Opening, declaring, submitting and following an application, as it travels on the wire.
import { z } from 'zod';
import { applicationPaths, applicationStates, languages } from '../domain/application.ts';
import { consentStandings, consentItems } from '../domain/consent.ts';
import { decisions } from '../domain/review-case.ts';
import { journeyItems, photoFindings, photoKinds } from '../domain/evidence.ts';
import { checkReasons, reviewReasons } from '../domain/reason-code.ts';
import { subjectKinds } from '../domain/subject.ts';
import { saidReasons } from '../domain/withdrawal.ts';
import { revocationReasons } from '../domain/revocation.ts';
import { endpoint } from './endpoint.ts';
import { applicationId, applicationParams, noBody, noParams } from './identifiers.ts';

export const stepNames = ['consent', ...journeyItems, 'submit'] as const;

/** Everything the applicant's page needs to show the next step. Numbers and names come masked. */
export const applicationView = z
  .object({
    applicationId,
    state: z.enum(applicationStates),
    turn: z.enum(['applicant', 'system', 'reviewer', 'nobody']),
    language: z.enum(languages),
    path: z.enum(applicationPaths),
    marketplace: z.string().describe('Name of the marketplace, for the statement of will'),
    consents: z.partialRecord(z.enum(consentItems), z.enum(consentStandings)),
    declared: z
      .object({
        subjectKind: z.enum(subjectKinds),
        nameMasked: z.string(),
        citizenIdMasked: z.string(),
        businessName: z.string().nullable(),
        businessCodeCheckDigit: z.enum(['agrees', 'disagrees']).nullable(),
        shopName: z.string(),
      })
      .nullable(),
    photos: z.array(
      z.object({
        kind: z.enum(photoKinds),
        evidenceId: z.string(),
        findings: z.array(z.enum(photoFindings)),
      }),
    ),
    liveness: z.object({
      isDone: z.boolean(),
      attemptsLeft: z.int(),
      hasReceipt: z.boolean().describe('There is a receipt to download'),
    }),
    hasErasureReceipt: z
      .boolean()
      .describe('Something was taken back or erased, of which there is a receipt'),
    steps: z
      .array(z.object({ step: z.enum(stepNames), status: z.enum(['done', 'current', 'todo']) }))
      .describe('In order; steps that do not apply are left out'),
    nextStep: z.enum(stepNames).nullable().describe("Null when it is not the applicant's turn"),
    fix: z
      .array(z.object({ item: z.enum(journeyItems), reasons: z.array(z.enum(reviewReasons)) }))
      .describe('What a reviewer asked to do again'),
    outcome: z
      .object({
        decision: z.enum(decisions),
        reasons: z.array(z.enum([...reviewReasons, ...checkReasons])),
        message: z.string().describe("The reviewer's own sentence to the applicant; may be empty"),
        decidedAt: z.iso.datetime(),
      })
      .nullable(),
    revocation: z
      .object({ reason: z.enum(revocationReasons), message: z.string(), at: z.iso.datetime() })
      .nullable()
      .describe('Why an admission was taken back'),
    waiting: z
      .object({
        submittedAt: z.iso.datetime(),
        ahead: z.int().describe('Open cases that are decided first'),
        expectedAt: z.iso
          .datetime()
          .nullable()
          .describe('If decisions go on at their present pace; null while there are too few to say'),
        targetAt: z.iso
          .datetime()
          .describe('When 95 % of decisions should have been made; a target, not a promise'),
        opensAt: z.iso.datetime().nullable().describe('When reviewers work again; null while they do'),
        askedUntil: z.iso
          .datetime()
          .nullable()
          .describe(
            'A record or register cannot be asked now, and is asked again until then; otherwise null',
          ),
      })
      .nullable(),
    resumeLink: z
      .string()
      .nullable()
      .describe('Continues on any device; only given to the session that opened or resumed'),
  })
  .meta({ id: 'ApplicationView' });
export type ApplicationView = z.infer<typeof applicationView>;

export const declarationBody = z.strictObject({
  subjectKind: z.enum(subjectKinds),
  legalName: z.string().min(1).max(200),
  citizenId: z.string().min(1).max(40),
  business: z
    .strictObject({
      code: z.string().min(1).max(40),
      name: z.string().trim().min(2).max(200),
      legalRepresentative: z.string().min(1).max(200),
    })
    .nullable(),
  shop: z.strictObject({
    name: z.string().trim().min(1).max(100),
    categories: z.array(z.string().trim().min(1).max(60)).max(20),
    brands: z.array(z.string().trim().min(1).max(60)).max(20),
  }),
  contact: z.strictObject({
    phone: z
      .string()
      .trim()
      .regex(/^\+?[0-9][0-9 -]{5,20}$/),
    email: z.email().max(200).nullable(),
  }),
});
export type DeclarationBody = z.infer<typeof declarationBody>;

export const openApplication = endpoint({
  method: 'post',
  path: '/api/applications',
  summary: 'Open an application; answers with it and sets the applicant session',
  audience: 'anyone',
  params: noParams,
  body: z.strictObject({ language: z.enum(languages) }),
  status: 201,
  answer: applicationView,
  problems: ['too-many-attempts'],
});

export const resumeApplication = endpoint({
  method: 'post',
  path: '/api/resume',
  summary: 'Continue by a resume link (the part after #resume=)',
  audience: 'anyone',
  params: noParams,
  body: z.strictObject({ token: z.string().max(2000) }),
  status: 200,
  answer: applicationView,
  problems: ['resume-link-expired'],
});

export const leaveDevice = endpoint({
  method: 'post',
  path: '/api/leave-device',
  summary:
    'End the applicant session of this browser for good, if there is one; the application stays as it is',
  audience: 'anyone',
  params: noParams,
  body: noBody,
  status: 204,
  answer: 'nothing',
  problems: [],
});

export const findMyApplication = endpoint({
  method: 'get',
  path: '/api/applications/mine',
  summary: 'The application of this session',
  audience: 'applicant',
  params: noParams,
  body: noBody,
  status: 200,
  answer: applicationView,
  problems: [],
});

export const readApplication = endpoint({
  method: 'get',
  path: '/api/applications/:applicationId',
  summary: 'State, whose turn, next step, the reasons meant for the applicant',
  audience: 'applicant',
  params: applicationParams,
  body: noBody,
  status: 200,
  answer: applicationView,
  problems: [],
});

export const answerConsents = endpoint({
  method: 'put',
  path: '/api/applications/:applicationId/consents',
  summary: 'Answer the separate consent items; refusing `face` leads to the face-free path',
  audience: 'applicant',
  params: applicationParams,
  body: z.strictObject({
    language: z.enum(languages),
    textVersion: z.string().max(40),
    answers: z.strictObject({
      'id-document': z.enum(['granted', 'refused']),
      face: z.enum(['granted', 'refused']),
      'government-query': z.enum(['granted', 'refused']),
      retention: z.enum(['granted', 'refused']),
    }),
    texts: z
      .strictObject({
        'id-document': z.string().max(4000),
        face: z.string().max(4000),
        'government-query': z.string().max(4000),
        retention: z.string().max(4000),
      })
      .describe('The exact wording that was on the screen; kept by its hash'),
  }),
  status: 200,
  answer: applicationView,
  problems: ['application-not-editable', 'consent-missing'],
});

export const declareSubject = endpoint({
  method: 'put',
  path: '/api/applications/:applicationId/declaration',
  summary: 'Declare who applies; check digits and dates are verified at once',
  audience: 'applicant',
  params: applicationParams,
  body: declarationBody,
  status: 200,
  answer: applicationView,
  problems: [
    'application-not-editable',
    'consent-missing',
    'citizen-id-invalid',
    'business-code-invalid',
    'name-invalid',
    'under-age',
  ],
});

export const submitApplication = endpoint({
  method: 'post',
  path: '/api/applications/:applicationId/submission',
  summary: 'Send for review; sending twice is the same as sending once',
  audience: 'applicant',
  params: applicationParams,
  body: noBody,
  status: 202,
  answer: applicationView,
  problems: ['application-incomplete', 'event-not-possible'],
});

export const withdrawApplication = endpoint({
  method: 'post',
  path: '/api/applications/:applicationId/withdrawal',
  summary: 'Withdraw, at any time before a decision',
  audience: 'applicant',
  params: applicationParams,
  body: z.strictObject({ reason: z.enum(saidReasons) }),
  status: 200,
  answer: applicationView,
  problems: ['event-not-possible'],
});

export const appealRefusal = endpoint({
  method: 'post',
  path: '/api/applications/:applicationId/appeal',
  summary: 'Ask for another person to look at a refusal',
  audience: 'applicant',
  params: applicationParams,
  body: noBody,
  status: 202,
  answer: applicationView,
  problems: ['event-not-possible'],
});
