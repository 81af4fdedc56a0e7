// Draws which settled submissions are reviewed a second time, and for which somebody is given a known case.
import { createHmac } from 'node:crypto';
import { isDrawn, tryGivingForMs } from '../../domain/quality-task.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database, Stores } from '../../ports/database.ts';
import type { Keys } from '../../ports/keys.ts';
import type { SettledSubmission } from '../../ports/quality-draws.ts';
import { giveTask, type GiveDeps } from './give-task.ts';

export interface QualityShares {
  readonly known: number;
  readonly second: number;
}

export interface DrawDeps extends GiveDeps {
  readonly database: Database;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly shares: QualityShares;
}

const batchSize = 100;
/** After a longer pause of the process, or a share of 0, what is older is left alone. */
const lookBackMs = 24 * 3_600_000;

/**
 * 0 ≤ draw < 1, the same at every run and known to nobody without the master key: reviewers can neither foresee it nor
 * influence it, and whoever holds the key can show afterwards that nobody chose.
 */
function drawOf(
  secret: Uint8Array,
  what: 'known' | 'second',
  { applicationId, round }: SettledSubmission,
): number {
  const digest = createHmac('sha256', secret).update(`${what}:${applicationId}:${round}`).digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}

/** One known case, any of those in use that somebody at work can be given. */
async function giveSomeKnownCase(deps: DrawDeps, tx: Stores, now: Date): Promise<void> {
  const left = [...(await tx.knownCases.inUse())];
  while (left.length > 0) {
    const [chosen] = left.splice(deps.random.int(left.length), 1);
    if (chosen === undefined) return;
    const { id: knownCaseId, applicationId, round } = chosen;
    if (await giveTask(deps, tx, { applicationId, round, kind: 'known', knownCaseId }, now)) return;
  }
}

async function drawOne(deps: DrawDeps, secret: Uint8Array, settled: SettledSubmission): Promise<void> {
  const { database, clock, shares } = deps;
  const isSecond = isDrawn(drawOf(secret, 'second', settled), shares.second);
  const isKnown = isDrawn(drawOf(secret, 'known', settled), shares.known);
  await database.transaction(async (tx) => {
    const at = clock.now();
    const { applicationId, round } = settled;
    const row = { applicationId, round, isSecond, isKnown, at };
    if (!(await tx.qualityDraws.record({ ...row, secondShare: shares.second, knownShare: shares.known })))
      return;
    if (isKnown) await giveSomeKnownCase(deps, tx, at);
  });
}

/** What was drawn for a second review and is with nobody: given now, or tried again next time. */
async function giveDrawn(deps: DrawDeps, settled: SettledSubmission): Promise<void> {
  await deps.database.transaction(async (tx) => {
    await giveTask(deps, tx, { ...settled, kind: 'second', knownCaseId: null }, deps.clock.now());
  });
}

export async function drawSettled(deps: DrawDeps, signal: AbortSignal): Promise<void> {
  const { database, keys, clock } = deps;
  const secret = await keys.tokenSecret('quality-draw');
  const since = (ms: number): Date => new Date(clock.now().getTime() - ms);
  for (const settled of await database.qualityDraws.undrawn(since(lookBackMs), batchSize)) {
    signal.throwIfAborted();
    await drawOne(deps, secret, settled);
  }
  for (const settled of await database.qualityDraws.ungiven(since(tryGivingForMs), batchSize)) {
    signal.throwIfAborted();
    await giveDrawn(deps, settled);
  }
}
