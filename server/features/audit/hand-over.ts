// Hands checkpoints over to whoever keeps them elsewhere, each until it is kept.
import type { CheckpointKeeper } from '../../ports/checkpoint-keeper.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';

export interface HandOverDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** Null: nobody keeps them elsewhere. */
  readonly keeper: CheckpointKeeper | null;
}

/** `waiting`: those that are not kept yet. */
export type HandOverOutcome =
  | { readonly kind: 'kept'; readonly until: number }
  | { readonly kind: 'nothing-new' }
  | { readonly kind: 'not-kept'; readonly why: string; readonly waiting: number };

const atOnce = 20;

/** At least once: a process that dies in between hands the same ones over again. */
export async function handOverCheckpoints(
  { database, clock, keeper }: HandOverDeps,
  signal: AbortSignal,
): Promise<HandOverOutcome> {
  if (keeper === null) return { kind: 'nothing-new' };
  let outcome: HandOverOutcome = { kind: 'nothing-new' };
  for (;;) {
    const from = (await database.checkpoints.keptUntil())?.number ?? 0;
    const waiting = await database.checkpoints.after(from, atOnce);
    const last = waiting.at(-1);
    if (last === undefined) return outcome;
    const answer = await keeper.keep(waiting, signal);
    if (!answer.isKept) {
      const newest = await database.checkpoints.newest();
      return { kind: 'not-kept', why: answer.why, waiting: (newest?.number ?? from) - from };
    }
    await database.checkpoints.noteKept(last.number, clock.now());
    outcome = { kind: 'kept', until: last.number };
  }
}
