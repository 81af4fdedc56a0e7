// The copy for the person: everything kept about them, why, until when, and who looked; as it travels on the wire.
import { z } from 'zod';
import { accessVersion, leftOutBecause } from '../domain/access.ts';
import { applicationPaths, applicationStates, languages } from '../domain/application.ts';
import { actorKinds } from '../domain/audit-event.ts';
import { consentChannels, consentItems, consentStandings } from '../domain/consent.ts';
import { erasureCauses, evidenceClasses } from '../domain/erasure.ts';
import { evidenceKinds } from '../domain/evidence.ts';
import { evidenceReasons } from '../domain/evidence-reason.ts';
import { openEnds } from '../domain/retention-plan.ts';
import { jurisdictionBases, jurisdictions } from '../domain/retention.ts';
import { reviewerRoles } from '../domain/review-case.ts';
import { declaredView } from './declared.ts';
import { endpoint } from './endpoint.ts';
import { applicationId, applicationParams, noBody } from './identifiers.ts';
import { measurementView } from './measurement.ts';

const time = z.iso.datetime();
const measurements = z.array(measurementView);

/** Purposes are those of the consents; `history` is the record of what was done. */
export const keptClasses = [...evidenceClasses, 'history'] as const;

export const accessView = z
  .object({
    version: z.literal(accessVersion),
    madeAt: time,
    marketplace: z.string(),
    application: z.object({
      applicationId,
      state: z.enum(applicationStates),
      path: z.enum(applicationPaths),
      language: z.enum(languages),
      submissions: z.int(),
      openedAt: time,
      submittedAt: time.nullable(),
      decidedAt: time.nullable(),
      expiresAt: time,
      jurisdiction: z.enum(jurisdictions),
      jurisdictionBasis: z.enum(jurisdictionBases),
      leftAt: time.nullable(),
      isUnderLegalHold: z.boolean(),
    }),
    keeping: z.array(
      z.object({
        what: z.enum(keptClasses),
        isKept: z.boolean(),
        allowedBy: z.enum(consentItems).describe('The consent whose purpose it is kept for'),
        until: time.nullable().describe('Null while that cannot be said'),
        because: z.enum([...erasureCauses, ...openEnds, 'if-left-so', 'history']),
        lockedAt: time.nullable().describe('Since when it is kept for a duty alone, and seen by nobody'),
      }),
    ),
    declared: declaredView.nullable(),
    consents: z.array(
      z.object({
        entry: z.int(),
        item: z.enum(consentItems),
        answer: z.enum(consentStandings),
        textVersion: z.string(),
        textSha256: z.string(),
        language: z.enum(languages),
        channel: z.enum(consentChannels),
        at: time,
      }),
    ),
    queries: z.array(
      z.object({
        source: z.enum(['government-record', 'business-registry']),
        submission: z.int(),
        showedFace: z.boolean(),
        entries: z.array(z.int()).describe('Of the consents that allowed it'),
        at: time,
      }),
    ),
    evidence: z.array(
      z.object({
        evidenceId: z.string(),
        kind: z.enum(evidenceKinds),
        sha256: z.string(),
        bytes: z.int(),
        findings: z.array(z.string()),
        measurements,
        entry: z.int(),
        addedAt: time,
        erasedAt: time.nullable(),
        link: z
          .string()
          .nullable()
          .describe('Address of the picture, for your session; null once it is erased'),
      }),
    ),
    captures: z.array(
      z.object({
        sessionId: z.string(),
        state: z.string(),
        steps: z.array(z.string()),
        needs: z.object({ isLongerTime: z.boolean(), without: z.array(z.string()) }),
        agreement: z.string().nullable(),
        statement: z.string().nullable(),
        receipt: z.string().nullable(),
        hasFacialFeatures: z.boolean(),
        entry: z.int(),
        openedAt: time,
        frames: z.array(z.unknown()).describe('What was measured in each frame; numbers only'),
      }),
    ),
    registered: z.array(
      z.object({
        submission: z.int(),
        business: z
          .unknown()
          .describe("What the register had of the business; another person's name is left out"),
      }),
    ),
    checks: z.array(
      z.object({
        submission: z.int(),
        check: z.string(),
        outcome: z.string(),
        reason: z.string().nullable(),
        measurements,
        at: time,
      }),
    ),
    recommendations: z.array(
      z.object({
        submission: z.int(),
        outcome: z.string(),
        reasons: z.array(z.string()),
        policyVersion: z.string(),
        at: time,
      }),
    ),
    decisions: z.array(
      z.object({
        submission: z.int().nullable(),
        decision: z.string(),
        by: z.enum(reviewerRoles),
        reasons: z.array(z.string()),
        message: z.string(),
        at: time,
      }),
    ),
    looks: z.array(
      z.object({
        what: z.string(),
        detail: z.string().nullable().describe('Which picture, or which field was unmasked'),
        why: z.enum(evidenceReasons).nullable().describe('Of a picture: what was said before the look'),
        by: z.enum(reviewerRoles),
        at: time,
      }),
    ),
    history: z.array(z.object({ what: z.string(), by: z.enum(actorKinds), at: time })),
    marketplaceKnows: z.object({
      sellerReference: z.string().nullable(),
      states: z.array(z.object({ state: z.string(), at: time })),
      statements: z.array(
        z.object({ statementId: z.string(), sha256: z.string(), issuedAt: time, expiresAt: time }),
      ),
    }),
    leftOut: z.array(z.enum(leftOutBecause)).describe('What is about you and stands in no copy, by why'),
  })
  .meta({ id: 'AccessView' });
export type AccessView = z.infer<typeof accessView>;

export const readAccess = endpoint({
  method: 'get',
  path: '/api/applications/:applicationId/access',
  summary: 'Everything kept about the applicant, why, until when, and who looked; asking is on record',
  audience: 'applicant',
  params: applicationParams,
  body: noBody,
  status: 200,
  answer: accessView,
  problems: [],
});

export const downloadAccess = endpoint({
  method: 'get',
  path: '/api/applications/:applicationId/access/file',
  summary: 'The same as a file; pictures are linked, for the session',
  audience: 'applicant',
  params: applicationParams,
  body: noBody,
  status: 200,
  answer: 'file',
  mediaType: 'application/json',
  problems: [],
});

export const readAccessPicture = endpoint({
  method: 'get',
  path: '/api/applications/:applicationId/access/pictures/:evidenceId',
  summary: 'One picture of the applicant, also one that is locked; asking is on record',
  audience: 'applicant',
  params: applicationParams.extend({ evidenceId: z.string().regex(/^e_[0-9A-Za-z]{22}$/) }),
  body: noBody,
  status: 200,
  answer: 'image',
  problems: [],
});
