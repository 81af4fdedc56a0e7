// What surrounds a decision, as it travels on the wire: its draft, undoing it, and giving the case to a lead instead.
import { z } from 'zod';
import { escalationReasons } from '../domain/escalation.ts';
import { draftBody } from './draft.ts';
import { endpoint } from './endpoint.ts';
import { applicationParams, noBody } from './identifiers.ts';
import { caseView } from './review.ts';

export const undoDecision = endpoint({
  method: 'post',
  path: '/api/review/cases/:applicationId/decision/undo',
  summary: 'Take your decision back while it does not count yet; the case is yours again',
  audience: 'reviewer',
  params: applicationParams,
  body: noBody,
  status: 200,
  answer: caseView,
  problems: ['nothing-to-undo'],
});

export const settleDecision = endpoint({
  method: 'post',
  path: '/api/review/cases/:applicationId/decision/settle',
  summary: 'Let your decision count at once; settling what counts already changes nothing',
  audience: 'reviewer',
  params: applicationParams,
  body: noBody,
  status: 200,
  answer: caseView,
  problems: ['own-case'],
});

export const saveDraft = endpoint({
  method: 'put',
  path: '/api/review/cases/:applicationId/draft',
  summary: 'Keep what you have written so far, for you alone and on any device; null forgets it',
  audience: 'reviewer',
  params: applicationParams,
  body: z.strictObject({ draft: draftBody.nullable() }),
  status: 204,
  answer: 'nothing',
  problems: ['own-case', 'event-not-possible'],
});

export const escalationBody = z.strictObject({
  reason: z.enum(escalationReasons),
  note: z.string().trim().min(1).max(4000).describe('For the lead'),
});
export type EscalationBody = z.infer<typeof escalationBody>;

export const escalateCase = endpoint({
  method: 'post',
  path: '/api/review/cases/:applicationId/escalation',
  summary: 'Give a case you hold to the leads; only they may claim it then',
  audience: 'reviewer',
  params: applicationParams,
  body: escalationBody,
  status: 200,
  answer: caseView,
  problems: [
    'own-case',
    'role-not-enough',
    'case-not-claimed',
    'case-claimed-by-another',
    'event-not-possible',
  ],
});
