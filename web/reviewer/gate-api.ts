// What the gate page asks of the server, one function per address.
import type {
  AuditBody,
  AdmissionAuditView,
  GateChangeView,
  GateView,
} from '../../server/contract/go-live.ts';
import { callApi } from '../shared/api.ts';

export const readGate = (signal?: AbortSignal): Promise<GateView> =>
  callApi({ path: '/api/gate', ...(signal === undefined ? {} : { signal }) });

export const readHistory = (): Promise<{ changes: GateChangeView[] }> =>
  callApi({ path: '/api/gate/history' });

export interface ProposalBody {
  readonly share: number;
  readonly expiresAt: string;
  readonly throughSeq: number;
  readonly evidenceSha256: string;
  readonly note: string;
}

export const proposeLive = (body: ProposalBody): Promise<GateView> =>
  callApi({ method: 'POST', path: '/api/gate/proposals', json: body });

export const confirmLive = (proposal: number, evidenceSha256: string): Promise<GateView> =>
  callApi({ method: 'POST', path: `/api/gate/proposals/${proposal}/confirmation`, json: { evidenceSha256 } });

export const refuseLive = (proposal: number, note: string): Promise<GateView> =>
  callApi({ method: 'POST', path: `/api/gate/proposals/${proposal}/refusal`, json: { note } });

/** Pressing it twice is the same as once, so it may be repeated. */
export const holdGate = (note: string): Promise<GateView> =>
  callApi({ method: 'POST', path: '/api/gate/hold', json: { note }, isRepeatable: true });

export const readAudits = (signal: AbortSignal): Promise<{ audits: AdmissionAuditView[] }> =>
  callApi({ path: '/api/gate/audits', signal });

export const auditAdmission = (id: string, body: AuditBody): Promise<{ audits: AdmissionAuditView[] }> =>
  callApi({ method: 'POST', path: `/api/gate/audits/${encodeURIComponent(id)}`, json: body });
