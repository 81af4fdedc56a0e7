// What becomes of a decision after it was made, as it travels on the wire.
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
  problems: [],
});
