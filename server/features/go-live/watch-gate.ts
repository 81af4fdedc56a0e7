// Watches over a live gate: falls back to hold by itself, and says why, when it is not what two people confirmed any more.
import type { FallBackReason, NewGateChange } from '../../domain/gate-change.ts';
import { reasonsToFallBack, watchFigures, type Watched, type WatchFigure } from '../../gate/fall-back.ts';
import { fallBackLimits } from '../../gate/go-live-limits.ts';
import { dueByTime, type Live } from '../../gate/standing.ts';
import { lockStanding, readStanding, writeChange } from './change-gate.ts';
import { countCurrentEvidence, machineOf, shownEvidence, type GoLiveDeps } from './count-evidence.ts';

/** Everything that is looked at, as it is now. */
async function lookAt(deps: GoLiveDeps, live: Live, now: Date): Promise<Watched> {
  const { database, wantedBound } = deps;
  const { gateModes, shadow, automaticAdmissions } = database;
  const stored = await gateModes.current();
  const shown = await shownEvidence(deps, { seq: live.proposal, evidenceSha256: live.evidenceSha256 });
  const { record, recommendations, distances } = fallBackLimits;
  const newest = Math.max(recommendations.newest, distances.newest);
  return {
    now,
    live,
    isAsConfirmed: stored?.mode === 'live' && stored.changeSeq === live.confirmation,
    machine: machineOf(deps),
    wantedBound,
    confirmed: shown?.evidence ?? null,
    current: (await countCurrentEvidence(deps, live)).evidence,
    recent: await shadow.recent(live.since, newest),
    record: await shadow.recordAnswers(new Date(now.getTime() - record.windowMs), record.newest),
    audits: await automaticAdmissions.tally(live.since),
  };
}

/** Every figure with its limit; empty in hold. */
export async function readWatch(deps: GoLiveDeps): Promise<readonly WatchFigure[]> {
  const { live } = await readStanding(deps.database);
  return live === null ? [] : watchFigures(await lookAt(deps, live, deps.clock.now()));
}

async function whatToDo(deps: GoLiveDeps, live: Live, now: Date): Promise<NewGateChange | null> {
  const due = dueByTime({ live, proposal: null, from: null }, now);
  if (due !== null) return due;
  const reasons = reasonsToFallBack(watchFigures(await lookAt(deps, live, now)));
  return reasons.length === 0 ? null : { kind: 'fell-back', reasons, at: now };
}

export type WatchOutcome =
  | { readonly kind: 'hold' | 'live' | 'expired' }
  | { readonly kind: 'fell-back'; readonly reasons: readonly FallBackReason[] };

/**
 * Looks once. Answers what became of the gate by that.
 * Whatever cannot be read rejects, and the look is not put on record: a gate that is not looked at for a few minutes
 * reads as hold.
 */
export async function watchGate(deps: GoLiveDeps): Promise<WatchOutcome> {
  const { database, clock } = deps;
  const { live } = await readStanding(database);
  if (live === null) return { kind: 'hold' };
  const now = clock.now();
  const change = await whatToDo(deps, live, now);
  return database.transaction(async (tx): Promise<WatchOutcome> => {
    const standing = await lockStanding(tx);
    // held, or confirmed anew, meanwhile: what was seen is about something else
    if (standing.live?.confirmation !== live.confirmation)
      return { kind: standing.live === null ? 'hold' : 'live' };
    if (change === null) {
      await tx.gateModes.watched(now);
      return { kind: 'live' };
    }
    await writeChange(tx, change);
    return change.kind === 'fell-back' ? { kind: 'fell-back', reasons: change.reasons } : { kind: 'expired' };
  });
}
