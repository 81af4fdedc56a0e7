// Counts the evidence up to an entry of the trail, with the hash that two people have to agree on.
import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../domain/canonical-json.ts';
import type { Machine } from '../../domain/gate-change.ts';
import type { Hashed } from '../../gate/go-live.ts';
import { distanceBinWidth, evidenceFrom, type Evidence } from '../../gate/shadow.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';

export interface GoLiveDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly policy: { readonly version: string };
  readonly engine: { readonly name: string };
  readonly records: { readonly name: string } | null;
  readonly registry: { readonly name: string } | null;
  /** Of the false admit rate's upper bound, as configured; the gate's own limit stands above it. */
  readonly wantedBound: number;
}

/** What would decide now. */
export function machineOf({ policy, engine, records, registry }: GoLiveDeps): Machine {
  return {
    policyVersion: policy.version,
    judgedBy: { engine: engine.name, record: records?.name ?? null, registry: registry?.name ?? null },
  };
}

/** The text that is hashed, kept with a proposal, and read again. */
export const evidenceText = (evidence: Evidence): string => canonicalJson(evidence as unknown as Json);

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The same entry and the same machine always give the same evidence, unless somebody changed what is kept. */
export async function countEvidence(
  { database }: Pick<GoLiveDeps, 'database'>,
  machine: Machine,
  throughSeq: number,
): Promise<Hashed> {
  const evidence = evidenceFrom(
    {
      cells: await database.shadow.cells(throughSeq),
      leftOut: await database.shadow.leftOut(throughSeq),
      distances: await database.shadow.distances(throughSeq, distanceBinWidth),
    },
    machine,
    throughSeq,
  );
  return { evidence, sha256: hashOf(evidenceText(evidence)) };
}

export async function countCurrentEvidence(
  deps: Pick<GoLiveDeps, 'database'>,
  machine: Machine,
): Promise<Hashed> {
  return countEvidence(deps, machine, await deps.database.shadow.head());
}

/** As a proposal showed it; null when it is not there as it was. */
export async function shownEvidence(
  { database }: Pick<GoLiveDeps, 'database'>,
  proposal: { readonly seq: number; readonly evidenceSha256: string },
): Promise<Hashed | null> {
  const text = await database.gateModes.evidence(proposal.seq);
  if (text === null || hashOf(text) !== proposal.evidenceSha256) return null;
  return { evidence: JSON.parse(text) as Evidence, sha256: proposal.evidenceSha256 };
}
