// What of the audit trail is about one case, and what is not: a reviewer sees the first.
import type { AuditType } from './audit-event.ts';

export const caseEventTypes = [
  'application.opened',
  'application.resumed',
  'application.submitted',
  'application.withdrawn',
  'application.expired',
  'application.appealed',
  'application.revoked',
  'consent.answered',
  'consent.withdrawn',
  'path.changed',
  'declaration.changed',
  'declaration.erased',
  'texts.erased',
  'evidence.added',
  'evidence.erased',
  'templates.erased',
  'data.accessed',
  'data.locked',
  'legal-hold.set',
  'legal-hold.lifted',
  'seller.left',
  'erasure-receipt.issued',
  'evidence.viewed',
  'liveness.opened',
  'liveness.step-judged',
  'liveness.completed',
  'willingness.declined',
  'check.waiting',
  'check.finished',
  'government-record.asked',
  'business-registry.asked',
  'recommendation.sealed',
  'gate.decided',
  'admission.audited',
  'case.viewed',
  'case.revealed',
  'case.claimed',
  'case.released',
  'case.taken-over',
  'case.escalated',
  'review.decided',
  'review.undone',
  'receipt.viewed',
  'statement.issued',
  'statement.withheld',
] as const satisfies readonly AuditType[];
export type CaseEventType = (typeof caseEventTypes)[number];

/** Whether a decided case was given to colleagues once more is told to nobody: they may be one of them. */
type Elsewhere =
  | `quality.${string}`
  | `known-case.${string}`
  | `reviewer.${string}`
  | `api-key.${string}`
  | `webhook.${string}`
  | 'case.searched'
  | Exclude<Extract<AuditType, `gate.${string}`>, 'gate.decided'>;

/** Of the trail's types those that stand in neither list; a test says that there are none. */
export type Unplaced = Exclude<AuditType, CaseEventType | Elsewhere>;

export function isCaseEvent(type: AuditType): type is CaseEventType {
  return (caseEventTypes as readonly AuditType[]).includes(type);
}
