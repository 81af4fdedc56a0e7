// The receipt of a case as a file, for reviewers.
import { endpoint } from './endpoint.ts';
import { applicationParams, noBody } from './identifiers.ts';

export const viewReceipt = endpoint({
  method: 'get',
  path: '/api/review/cases/:applicationId/receipt',
  summary:
    'The signed receipt of the statement of will, as the applicant has it, once the case is decided; the look is audited',
  audience: 'reviewer',
  params: applicationParams,
  body: noBody,
  status: 200,
  answer: 'file',
  mediaType: 'application/jose',
  problems: ['own-case', 'event-not-possible'],
});
