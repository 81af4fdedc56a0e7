// What the desk asks of the server about legal holds, one function per address.
import type { LegalHoldView } from '../../server/contract/retention.ts';
import { callApi } from '../shared/api.ts';

const path = '/api/review/legal-holds';
const casePath = (applicationId: string): string =>
  `/api/review/cases/${encodeURIComponent(applicationId)}/legal-hold`;

export interface LegalHolds {
  readonly holds: readonly LegalHoldView[];
}

export const readLegalHolds = (signal: AbortSignal): Promise<LegalHolds> => callApi({ path, signal });

/** That of one application: one at most. */
export const readLegalHoldOf = (applicationId: string, signal: AbortSignal): Promise<LegalHolds> =>
  callApi({ path: `${path}?${new URLSearchParams({ applicationId }).toString()}`, signal });

export const setLegalHold = (applicationId: string, reason: string): Promise<LegalHoldView> =>
  callApi({ method: 'POST', path: casePath(applicationId), json: { reason } });

export const liftLegalHold = (applicationId: string, reason: string): Promise<void> =>
  callApi({ method: 'POST', path: `${casePath(applicationId)}/lifting`, json: { reason } });
