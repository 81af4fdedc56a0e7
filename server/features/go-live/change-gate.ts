// Writes changes of the gate: read, judged and written with every other change kept waiting, and put on record.
import type { Actor, AuditEvent } from '../../domain/audit-event.ts';
import { DomainError } from '../../domain/errors.ts';
import type { NewGateChange } from '../../domain/gate-change.ts';
import type { GateRefusal } from '../../gate/go-live.ts';
import { standingAfter, type Standing } from '../../gate/standing.ts';
import type { Stores } from '../../ports/database.ts';

export async function readStanding(stores: Stores): Promise<Standing> {
  return standingAfter(await stores.gateModes.changes());
}

/** The standing, with every other change kept waiting until the transaction ends. */
export async function lockStanding(tx: Stores): Promise<Standing> {
  await tx.gateModes.lock();
  return readStanding(tx);
}

/** Throws the most telling reason, with the names of all. */
export function demandNone(refusals: readonly GateRefusal[]): void {
  const [first] = refusals;
  if (first === undefined) return;
  throw new DomainError(first.type, { ...first.data, all: refusals.map(({ type }) => type) });
}

function entryFor(change: NewGateChange, seq: number): AuditEvent {
  const actor: Actor = 'by' in change ? { kind: 'reviewer', reviewerId: change.by } : { kind: 'system' };
  const entry = { applicationId: null, actor, at: change.at } as const;
  switch (change.kind) {
    case 'proposed': {
      const { share, expiresAt, evidenceSha256 } = change;
      const data = { seq, share, expiresAt: expiresAt.toISOString(), evidenceSha256 };
      return { ...entry, type: 'gate.proposed', data };
    }
    case 'confirmed': {
      const { proposal, share, expiresAt, evidenceSha256 } = change;
      const data = { seq, proposal, share, expiresAt: expiresAt.toISOString(), evidenceSha256 };
      return { ...entry, type: 'gate.confirmed', data };
    }
    case 'refused':
      return { ...entry, type: 'gate.refused', data: { seq, proposal: change.proposal } };
    case 'held':
      return { ...entry, type: 'gate.held', data: { seq } };
    case 'fell-back':
      return { ...entry, type: 'gate.fell-back', data: { seq, reasons: change.reasons } };
    case 'expired':
      return { ...entry, type: 'gate.expired', data: { seq } };
  }
}

/** Last in the transaction. Notes that people write stay in the history: the trail has codes and figures only. */
export async function writeChange(tx: Stores, change: NewGateChange, evidence?: string): Promise<void> {
  const seq = await tx.gateModes.add(change, evidence);
  await tx.audit.append(entryFor(change, seq));
}
