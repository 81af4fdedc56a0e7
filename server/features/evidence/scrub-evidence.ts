// Looks whether all evidence is still what was kept, and what lies in the store that nothing names.
import { createHash } from 'node:crypto';
import type { ApplicationId } from '../../domain/application.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import { EvidenceUnreadable, type EvidenceStore, type StoredPiece } from '../../ports/evidence-store.ts';
import type { KeptPiece } from '../../ports/evidence-records.ts';
import type { Vault } from '../../ports/vault.ts';

export interface ScrubDeps {
  readonly database: Pick<Database, 'evidence' | 'applications'>;
  readonly store: Pick<EvidenceStore, 'inspect' | 'list' | 'eraseOne'>;
  /** Null: nothing is opened, and pieces that cannot be judged without a key are counted as such. */
  readonly vault: Pick<Vault, 'getMedia'> | null;
  readonly clock: Clock;
}

export type PieceFault = 'altered' | 'missing' | 'other-content';

export type ScrubFinding =
  | { readonly kind: PieceFault; readonly piece: KeptPiece }
  | { readonly kind: 'stray'; readonly piece: StoredPiece };

export interface ScrubReport {
  readonly whole: number;
  /** Older than addresses made of content, and nothing was opened. */
  readonly notJudged: number;
  readonly faults: number;
  readonly strays: number;
}

const pageSize = 500;
/** A piece is written before its record: what is younger may be on its way. */
const settledMs = 3_600_000;

async function judge(
  { database, store, vault }: ScrubDeps,
  piece: KeptPiece,
): Promise<PieceFault | 'whole' | 'unnamed'> {
  const seen = await store.inspect(piece);
  if (vault === null || seen === 'missing' || seen === 'altered') return seen;
  const owner = await database.applications.find(piece.applicationId);
  if (owner === null) return 'missing';
  try {
    const bytes = await vault.getMedia(owner, piece);
    return createHash('sha256').update(bytes).digest('hex') === piece.sha256 ? 'whole' : 'other-content';
  } catch (error) {
    if (error instanceof EvidenceUnreadable) return error.why;
    throw error;
  }
}

async function straysIn(
  { database, clock }: ScrubDeps,
  listed: readonly StoredPiece[],
): Promise<StoredPiece[]> {
  const before = clock.now().getTime() - settledMs;
  const old = listed.filter(({ storedAt }) => storedAt.getTime() < before);
  const places = old.map(({ applicationId, address }) => ({
    applicationId: applicationId as ApplicationId,
    address,
  }));
  const keyOf = (one: { applicationId: string; address: string }): string =>
    `${one.applicationId}/${one.address}`;
  const kept = new Set((await database.evidence.keptAt(places)).map(keyOf));
  return old.filter((one) => !kept.has(keyOf(one)));
}

/** Every finding is told as it is met. `removeStrays`: takes away what nothing names, which nothing else ever does. */
export async function scrubEvidence(
  deps: ScrubDeps,
  tell: (finding: ScrubFinding) => void,
  { removeStrays }: { readonly removeStrays: boolean },
): Promise<ScrubReport> {
  const { database, store } = deps;
  let [whole, notJudged, faults, strays] = [0, 0, 0, 0];
  for (let after = ''; ;) {
    const page = await database.evidence.keptAfter(after, pageSize);
    for (const piece of page) {
      const seen = await judge(deps, piece);
      if (seen === 'whole') whole += 1;
      else if (seen === 'unnamed') notJudged += 1;
      else {
        faults += 1;
        tell({ kind: seen, piece });
      }
    }
    const last = page.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
  const look = async (listed: readonly StoredPiece[]): Promise<void> => {
    for (const piece of await straysIn(deps, listed)) {
      strays += 1;
      tell({ kind: 'stray', piece });
      if (removeStrays) await store.eraseOne(piece);
    }
  };
  let listed: StoredPiece[] = [];
  for await (const piece of store.list()) {
    listed.push(piece);
    if (listed.length < pageSize) continue;
    await look(listed);
    listed = [];
  }
  await look(listed);
  return { whole, notJudged, faults, strays };
}
