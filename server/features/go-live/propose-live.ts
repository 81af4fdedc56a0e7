// An operator proposes to go live: with which share, until when, on the evidence that they have seen.
import { refusalsToPropose, type Person, type Terms } from '../../gate/go-live.ts';
import { areOverdue } from '../../gate/fall-back.ts';
import { demandNone, lockStanding, writeChange } from './change-gate.ts';
import {
  countCurrentEvidence,
  countEvidence,
  evidenceText,
  machineOf,
  type GoLiveDeps,
} from './count-evidence.ts';

export interface AskedTerms extends Terms {
  readonly throughSeq: number;
  readonly evidenceSha256: string;
  readonly note: string;
}

export async function proposeLive(deps: GoLiveDeps, who: Person, asked: AskedTerms): Promise<void> {
  const { database, clock, wantedBound } = deps;
  const now = clock.now();
  const machine = machineOf(deps);
  // counted before the gate is locked: decisions do not wait for it
  const current = await countCurrentEvidence(deps, machine);
  const then = await countEvidence(deps, machine, Math.min(asked.throughSeq, current.evidence.throughSeq));
  const { oldestOpenAt } = await database.automaticAdmissions.tally(now);
  const circumstances = { now, machine, wantedBound, hasOverdueAudits: areOverdue(oldestOpenAt, now) };
  await database.transaction(async (tx) => {
    const standing = await lockStanding(tx);
    demandNone(refusalsToPropose(standing, asked, who, then, current.evidence, circumstances));
    const { share, expiresAt, evidenceSha256, note } = asked;
    await writeChange(
      tx,
      { kind: 'proposed', by: who.id, share, expiresAt, evidenceSha256, note, ...machine, at: now },
      evidenceText(then.evidence),
    );
  });
}
