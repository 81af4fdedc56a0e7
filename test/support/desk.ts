// The reviewers' desk in a test's hands: who sits there, and what they decide.
import { claimCase, decideCase, type CaseView, type DecisionBody } from '../../server/contract/review.ts';
import { openEvidence, viewEvidence, type OpenEvidenceBody } from '../../server/contract/evidence.ts';
import type { Reviewer } from '../../server/ports/reviewers.ts';
import type { ApiClient } from '../try/http-client.ts';

export const ann: Reviewer = { id: 'ann', name: 'Ann', role: 'reviewer' };
export const bea: Reviewer = { id: 'bea', name: 'Bea', role: 'lead' };
export const cem: Reviewer = { id: 'cem', name: 'Cem', role: 'reviewer' };

export const approval: DecisionBody = {
  decision: 'approve',
  reasons: ['identity-confirmed-otherwise'],
  items: [],
  message: '',
  note: '',
};
export const refusal: DecisionBody = {
  decision: 'refuse',
  reasons: ['identity-not-established'],
  items: [],
  message: '',
  note: '',
};
export const fraudRefusal: DecisionBody = { ...refusal, reasons: ['fraud-suspected'] };

export function askAgain(...items: DecisionBody['items']): DecisionBody {
  return { decision: 'ask-again', reasons: ['photo-unreadable'], items, message: '', note: '' };
}

/** Claims the case and decides it. */
export async function decide(desk: ApiClient, applicationId: string, body: DecisionBody): Promise<CaseView> {
  await desk.call(claimCase, { params: { applicationId } });
  return desk.call(decideCase, { params: { applicationId }, body });
}

/** Looks at one piece of evidence, as the page does: asks with a reason, then opens the address. */
export async function lookAt(
  desk: ApiClient,
  applicationId: string,
  evidenceId: string,
  reason: OpenEvidenceBody['reason'] = 'review',
): Promise<Uint8Array> {
  const { addresses } = await desk.call(openEvidence, {
    params: { applicationId },
    body: { reason, evidenceIds: [evidenceId] },
  });
  return desk.call(viewEvidence, { params: { pass: addresses[0]?.address.split('/').at(-1) ?? '' } });
}
