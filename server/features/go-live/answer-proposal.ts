// Somebody else answers a proposal: confirms it on the same evidence, or refuses it.
import { DomainError } from '../../domain/errors.ts';
import { areOverdue } from '../../gate/fall-back.ts';
import { refusalsToConfirm, refusalsToRefuse, type Person } from '../../gate/go-live.ts';
import { demandNone, lockStanding, readStanding, writeChange } from './change-gate.ts';
import {
  countCurrentEvidence,
  countEvidence,
  machineOf,
  shownEvidence,
  type GoLiveDeps,
} from './count-evidence.ts';

export interface AskedConfirmation {
  readonly proposal: number;
  /** Of the evidence that the person has seen. */
  readonly evidenceSha256: string;
}

/** The evidence is counted again from what is kept: that it is what was shown is not believed. */
export async function confirmLive(deps: GoLiveDeps, who: Person, asked: AskedConfirmation): Promise<void> {
  const { database, clock, wantedBound } = deps;
  const now = clock.now();
  const machine = machineOf(deps);
  const { proposal } = await readStanding(database);
  if (proposal?.seq !== asked.proposal) throw new DomainError('gate-proposal-not-open');
  const shown = await shownEvidence(deps, proposal);
  const throughSeq = shown?.evidence.throughSeq ?? 0;
  const then = await countEvidence(deps, proposal, throughSeq);
  const { evidence: current } = await countCurrentEvidence(deps, machine);
  const { oldestOpenAt } = await database.automaticAdmissions.tally(now);
  const circumstances = { now, machine, wantedBound, hasOverdueAudits: areOverdue(oldestOpenAt, now) };
  await database.transaction(async (tx) => {
    const standing = await lockStanding(tx);
    demandNone(refusalsToConfirm(standing, asked, who, then, current, circumstances));
    const { share, expiresAt, evidenceSha256 } = proposal;
    await tx.gateModes.watched(now);
    await writeChange(tx, {
      kind: 'confirmed',
      by: who.id,
      proposal: proposal.seq,
      share,
      expiresAt,
      evidenceSha256,
      at: now,
    });
  });
}

export async function refuseLive(
  { database, clock }: Pick<GoLiveDeps, 'database' | 'clock'>,
  who: Person,
  asked: { readonly proposal: number; readonly note: string },
): Promise<void> {
  await database.transaction(async (tx) => {
    demandNone(refusalsToRefuse(await lockStanding(tx), asked, who));
    const { proposal, note } = asked;
    await writeChange(tx, { kind: 'refused', by: who.id, proposal, note, at: clock.now() });
  });
}
