// What the desk asks of the server, one function per address.
import type { EscalationBody } from '../../server/contract/decision.ts';
import type { DraftBody } from '../../server/contract/draft.ts';
import type { EvidenceAddresses, OpenEvidenceBody } from '../../server/contract/evidence.ts';
import type { RevealBody, RevealedView } from '../../server/contract/reveal.ts';
import type { NextBody, QueueView, SearchView, ShiftView } from '../../server/contract/queue.ts';
import type { CaseView, DecisionBody, ReviewerView } from '../../server/contract/review.ts';
import type { RevocationBody } from '../../server/contract/revocation.ts';
import type { EndingsView } from '../../server/contract/review-endings.ts';
import { callApi } from '../shared/api.ts';
import { queueAddress, type QueueFilter } from './queue-filter.ts';

const casePath = (applicationId: string): string => `/api/review/cases/${encodeURIComponent(applicationId)}`;

export const readReviewer = (): Promise<ReviewerView> => callApi({ path: '/api/review/me' });

/** `after`: `nextPage` of the page before; null for the first. */
export const readQueue = (
  filter: QueueFilter,
  after: string | null,
  signal: AbortSignal,
): Promise<QueueView> => callApi({ path: `/api/review/queue${queueAddress(filter, after)}`, signal });

/** Sent in the body: it may hold digits of an ID number, which belong in no address. */
export const searchCases = (text: string, signal: AbortSignal): Promise<SearchView> =>
  callApi({ method: 'POST', path: '/api/review/search', json: { text }, signal, isRepeatable: true });

export const claimNext = (
  wanted: Omit<NextBody, 'except'> & { except: readonly string[] },
): Promise<{ applicationId: string | null }> =>
  callApi({ method: 'POST', path: '/api/review/next', json: wanted });

export const changeShift = (isOn: boolean): Promise<ShiftView> =>
  callApi({ method: 'PUT', path: '/api/review/shift', json: { isOn } });

/** Applications that people ended because they were not willing. */
export const readEndings = (signal: AbortSignal): Promise<EndingsView> =>
  callApi({ path: '/api/review/endings', signal });

export const readCase = (applicationId: string, signal: AbortSignal): Promise<CaseView> =>
  callApi({ path: casePath(applicationId), signal });

/** Claiming again renews, so it may be repeated. */
export const claimCase = (applicationId: string): Promise<CaseView> =>
  callApi({ method: 'POST', path: `${casePath(applicationId)}/claim`, json: {}, isRepeatable: true });

export const releaseCase = (applicationId: string): Promise<void> =>
  callApi({ method: 'DELETE', path: `${casePath(applicationId)}/claim` });

export const decideCase = (applicationId: string, body: DecisionBody): Promise<CaseView> =>
  callApi({ method: 'POST', path: `${casePath(applicationId)}/decision`, json: body });

/** Sent to its end also when the page is left meanwhile. */
export const saveDraft = (applicationId: string, draft: DraftBody | null): Promise<void> =>
  callApi({ method: 'PUT', path: `${casePath(applicationId)}/draft`, json: { draft }, outlivesPage: true });

export const escalateCase = (applicationId: string, body: EscalationBody): Promise<CaseView> =>
  callApi({ method: 'POST', path: `${casePath(applicationId)}/escalation`, json: body });

/** The same a second time changes nothing, so it may be repeated. */
export const revokeAdmission = (applicationId: string, body: RevocationBody): Promise<CaseView> =>
  callApi({
    method: 'POST',
    path: `${casePath(applicationId)}/revocation`,
    json: body,
    isRepeatable: true,
  });

export const revealCase = (
  applicationId: string,
  fields: readonly RevealBody['fields'][number][],
): Promise<RevealedView> =>
  callApi({ method: 'POST', path: `${casePath(applicationId)}/reveal`, json: { fields } });

export const undoDecision = (applicationId: string): Promise<CaseView> =>
  callApi({ method: 'POST', path: `${casePath(applicationId)}/decision/undo`, json: {} });

/** Settling what counts already changes nothing, so it may be repeated. */
export const settleDecision = (applicationId: string): Promise<CaseView> =>
  callApi({
    method: 'POST',
    path: `${casePath(applicationId)}/decision/settle`,
    json: {},
    isRepeatable: true,
  });

/** Every look is on record, with why. */
export const openEvidence = (
  applicationId: string,
  body: OpenEvidenceBody,
  signal: AbortSignal,
): Promise<EvidenceAddresses> =>
  callApi({ method: 'POST', path: `${casePath(applicationId)}/evidence`, json: body, signal });

export function receiptAddress(applicationId: string): string {
  return `${casePath(applicationId)}/receipt`;
}
