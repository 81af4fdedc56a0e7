// What falls due by time alone, asked for every minute: nothing of it keeps the rest from being done by failing.
import type { Logger } from 'pino';
import { allInTurn } from './domain/all-in-turn.ts';
import { forgetSessions } from './features/accounts/forget-sessions.ts';
import { expireDrafts } from './features/application/expire-drafts.ts';
import { eraseDue } from './features/privacy/erase-due.ts';
import { tendQuality } from './features/quality/tend-quality.ts';
import { forgetOldDrafts } from './features/review/save-draft.ts';
import { settleDue } from './features/review/settle-decision.ts';
import { watchQueue } from './features/review/watch-queue.ts';
import { referStuck } from './features/verification/refer-stuck.ts';

export interface TendDeps {
  readonly log: Logger;
  readonly watch: () => Promise<void>;
  readonly verification: Parameters<typeof referStuck>[0];
  readonly shared: Parameters<typeof settleDue>[0] &
    Parameters<typeof forgetOldDrafts>[0] &
    Parameters<typeof watchQueue>[0] &
    Parameters<typeof expireDrafts>[0] &
    Parameters<typeof eraseDue>[0] &
    Parameters<typeof forgetSessions>[0];
  readonly quality: Parameters<typeof tendQuality>[0];
}

/** The order is that of what matters most to people; `signal` ends it between two. */
export function createTending(deps: TendDeps): (signal: AbortSignal) => Promise<void> {
  const { log, watch, verification, shared, quality } = deps;

  const referAndTell = async (signal: AbortSignal): Promise<void> => {
    const referred = await referStuck(verification, signal);
    if (referred > 0) log.error({ event: 'verification.stuck', referred });
  };
  const watchQueueAndTell = async (): Promise<void> => {
    const alarm = await watchQueue(shared);
    if (alarm?.event === 'breached') log.error({ ...alarm, event: 'queue.breached' });
    if (alarm?.event === 'caught-up') log.info({ ...alarm, event: 'queue.caught-up' });
  };

  return (signal) =>
    allInTurn(
      [
        watch,
        () => referAndTell(signal),
        () => settleDue(shared, signal),
        () => expireDrafts(shared, signal),
        () => eraseDue(shared, signal),
        watchQueueAndTell,
        () => forgetOldDrafts(shared),
        () => forgetSessions(shared),
        () => tendQuality(quality, signal),
      ],
      signal,
    );
}
