// Modes that tests of the gate go through, read as the program reads them.
import type { JudgedBy, Machine, StoredGateMode } from '../../server/domain/gate-change.ts';
import { readMode, type GateMode } from '../../server/gate/mode.ts';
import { policy } from '../../server/gate/policy.ts';

export const judgedBy: JudgedBy = { engine: 'lettered 1', record: 'sandbox', registry: 'sandbox' };
export const machine: Machine = { policyVersion: policy.version, judgedBy };

export const now = new Date('2026-11-02T01:00:00.000Z');
const inAnHour = new Date(now.getTime() + 3_600_000);

export const storedLive: StoredGateMode = {
  mode: 'live',
  share: 0.5,
  expiresAt: inAnHour,
  ...machine,
  changeSeq: 2,
  watchedAt: now,
};

export function live(change: Partial<StoredGateMode> = {}): GateMode {
  return readMode({ ...storedLive, ...change }, now);
}
