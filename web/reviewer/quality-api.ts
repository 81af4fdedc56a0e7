// What the quality page asks of the server, one function per address.
import type { KnownCaseBody, KnownCasesView, QualityView } from '../../server/contract/quality.ts';
import type { StoredFacesView } from '../../server/contract/retention.ts';
import type { ServiceLevelsView } from '../../server/contract/service-levels.ts';
import { callApi } from '../shared/api.ts';

const path = '/api/review/quality';

export const readQuality = (days: number, signal: AbortSignal): Promise<QualityView> =>
  callApi({ path: `${path}?days=${days}`, signal });

export const readServiceLevels = (signal: AbortSignal): Promise<ServiceLevelsView> =>
  callApi({ path: '/api/review/service-levels', signal });

export const readStoredFaces = (signal: AbortSignal): Promise<StoredFacesView> =>
  callApi({ path: '/api/review/stored-faces', signal });

export const readKnownCases = (signal?: AbortSignal): Promise<KnownCasesView> =>
  callApi({ path: `${path}/known-cases`, ...(signal === undefined ? {} : { signal }) });

export const markKnownCase = (body: KnownCaseBody): Promise<KnownCasesView> =>
  callApi({ method: 'POST', path: `${path}/known-cases`, json: body });

/** Answers the list as it is afterwards. */
export const endKnownCase = async (knownCaseId: string): Promise<KnownCasesView> => {
  await callApi({ method: 'DELETE', path: `${path}/known-cases/${encodeURIComponent(knownCaseId)}` });
  return readKnownCases();
};
