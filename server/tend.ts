// What falls due by time alone, asked for every minute: nothing of it keeps the rest from being done by failing.
import type { Logger } from 'pino';
import { allInTurn } from './domain/all-in-turn.ts';
import { forgetSessions } from './features/accounts/forget-sessions.ts';
import { expireDrafts } from './features/application/expire-drafts.ts';
import { watchFaces } from './features/privacy/watch-faces.ts';
import { eraseDue } from './features/privacy/erase-due.ts';
import { tendQuality } from './features/quality/tend-quality.ts';
import { forgetOldDrafts } from './features/review/save-draft.ts';
import { settleDue } from './features/review/settle-decision.ts';
import { watchQueue } from './features/review/watch-queue.ts';
import { resumeWaiting } from './features/verification/resume-waiting.ts';
import { referStuck } from './features/verification/refer-stuck.ts';

/** A quarter of a year of hours, and an hour of processes that are gone. */
const figuresKeptMs = 92 * 24 * 3_600_000;
const guardsKeptMs = 3_600_000;

export interface TendDeps {
  readonly log: Logger;
  readonly watch: () => Promise<void>;
  readonly verification: Parameters<typeof referStuck>[0];
  readonly shared: Parameters<typeof settleDue>[0] &
    Parameters<typeof resumeWaiting>[0] &
    Parameters<typeof forgetOldDrafts>[0] &
    Parameters<typeof watchQueue>[0] &
    Parameters<typeof expireDrafts>[0] &
    Parameters<typeof eraseDue>[0] &
    Parameters<typeof watchFaces>[0] &
    Parameters<typeof forgetSessions>[0];
  readonly keepTrail: (signal: AbortSignal) => Promise<void>;
  readonly quality: Parameters<typeof tendQuality>[0];
}

/** The order is that of what matters most to people; `signal` ends it between two. */
export function createTending(deps: TendDeps): (signal: AbortSignal) => Promise<void> {
  const { log, watch, verification, shared, quality, keepTrail } = deps;

  const referAndTell = async (signal: AbortSignal): Promise<void> => {
    const referred = await referStuck(verification, signal);
    if (referred > 0) log.error({ event: 'verification.stuck', referred });
  };
  const watchQueueAndTell = async (): Promise<void> => {
    const alarm = await watchQueue(shared);
    if (alarm?.event === 'breached') log.error({ ...alarm, event: 'queue.breached' });
    if (alarm?.event === 'caught-up') log.info({ ...alarm, event: 'queue.caught-up' });
  };

  const forgetFigures = async (): Promise<void> => {
    const now = shared.clock.now().getTime();
    const before = { hours: new Date(now - figuresKeptMs), seen: new Date(now - guardsKeptMs) };
    await shared.database.serviceFigures.forget(before);
  };

  const watchFacesAndTell = async (): Promise<void> => {
    const changed = await watchFaces(shared);
    if (changed?.level === 'below') log.info({ event: 'stored-faces.below', people: changed.people });
    else if (changed !== null) log.error({ event: `stored-faces.${changed.level}`, people: changed.people });
  };

  return (signal) =>
    allInTurn(
      [
        watch,
        () => resumeWaiting(shared, signal),
        () => referAndTell(signal),
        () => settleDue(shared, signal),
        () => expireDrafts(shared, signal),
        () => eraseDue(shared, signal),
        watchFacesAndTell,
        watchQueueAndTell,
        () => keepTrail(signal),
        () => forgetOldDrafts(shared),
        () => forgetSessions(shared),
        () => shared.database.evidencePasses.forget(shared.clock.now()),
        () => shared.database.leftSessions.forget(shared.clock.now()),
        forgetFigures,
        () => tendQuality(quality, signal),
      ],
      signal,
    );
}
