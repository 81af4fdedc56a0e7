// Parts of a case beside its evidence, as they travel to the reviewers' desk.
import { z } from 'zod';
import { applicationStates } from '../domain/application.ts';
import { escalationReasons } from '../domain/escalation.ts';
import { identityKinds } from '../domain/identity-key.ts';
import { reviewReasons } from '../domain/reason-code.ts';
import { decisions } from '../domain/review-case.ts';
import { revocationReasons } from '../domain/revocation.ts';
import { applicationId } from './identifiers.ts';

export const receiptView = z.object({
  sessionId: z.string(),
  said: z
    .object({
      signedAt: z.iso.datetime(),
      issuer: z.string(),
      statementSha256: z.string(),
      frames: z.int(),
    })
    .nullable()
    .describe('Null when it cannot be read'),
  verdict: z
    .enum(['verified', 'not-signed', 'differs'])
    .describe('verified: signed by us, and the same as the rows of the capture to the letter'),
  fault: z.string().nullable().describe('In what it is not signed, or the first thing that differs'),
  hasFile: z.boolean().describe('The file can be had; not while the case is open for decision'),
});

export const relatedView = z.object({
  applicationId,
  by: z.array(z.enum(identityKinds)).describe('What the two have in common'),
  state: z.enum(applicationStates),
  isSubmitted: z.boolean(),
  openedAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().nullable(),
  outcome: z
    .object({ decision: z.enum(decisions), reasons: z.array(z.enum(reviewReasons)) })
    .nullable()
    .describe('The newest decision; null while it waits for one'),
});

export const escalationView = z.object({
  by: z.string(),
  isMine: z.boolean(),
  reason: z.enum(escalationReasons),
  note: z.string().describe('Names in it are masked'),
  at: z.iso.datetime(),
});

export const revocationView = z.object({
  by: z.string(),
  reason: z.enum(revocationReasons),
  message: z.string(),
  note: z.string(),
  at: z.iso.datetime(),
});
