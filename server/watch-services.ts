// Watches over the services that this process asks: their guards, and what came of each question, for all processes to read.
import type { Logger } from 'pino';
import type { Clock } from './ports/clock.ts';
import { heldBackOutcome, type ServiceFigures } from './ports/service-figures.ts';
import type { GuardStanding, ServiceGuard } from './ports/service-guard.ts';

export type ServiceKind = 'government-record' | 'business-registry';

export interface WatchedService {
  readonly service: string;
  readonly kind: ServiceKind;
}

/** What is put around one service. */
export interface ServiceWatch {
  readonly guard: ServiceGuard;
  readonly onAsked: (outcome: string, tookMs: number) => void;
  readonly onHeldBack: () => void;
}

export interface ServicesWatch {
  /** One more that is asked from here. */
  readonly watch: (service: WatchedService) => ServiceWatch;
  readonly watched: () => readonly WatchedService[];
  /** Writes down how each guard of this process stands. */
  readonly tell: () => Promise<void>;
  /** Waits for what is being written; from then on nothing more is. */
  readonly close: () => Promise<void>;
}

export interface WatchTools {
  readonly log: Logger;
  readonly clock: Clock;
  /** Host and process id, as operators read it. */
  readonly process: string;
  /** Asked for when there is something to write: the database may be opened later. */
  readonly figures: () => ServiceFigures;
  readonly createGuard: (onChange: (standing: GuardStanding) => void) => ServiceGuard;
}

/** Nothing is waited for by whoever asks, and no answer is lost by it. */
export function createServicesWatch(tools: WatchTools): ServicesWatch {
  const { log, clock, process, figures, createGuard } = tools;
  const guards = new Map<string, ServiceGuard>();
  const services: WatchedService[] = [];
  const writing = new Set<Promise<void>>();
  let isClosed = false;

  function write(work: () => Promise<void>): Promise<void> {
    if (isClosed) return Promise.resolve();
    const one = (async () => work())()
      .catch((error: unknown) => log.warn({ event: 'service-figures.not-kept', err: error }))
      .finally(() => writing.delete(one));
    writing.add(one);
    return one;
  }
  const tellOf = (service: string, standing: GuardStanding): Promise<void> =>
    write(() => figures().tell({ service, process, ...standing, seenAt: clock.now() }));

  return {
    watch({ service, kind }) {
      const guard = createGuard((standing) => {
        const { state, why, retryAt } = standing;
        log[state === 'open' ? 'warn' : 'info']({ event: `${kind}.breaker`, service, state, why, retryAt });
        void tellOf(service, standing);
      });
      guards.set(service, guard);
      services.push({ service, kind });
      const count = (outcome: string, tookMs: number): void =>
        void write(() => figures().count({ service, outcome, tookMs, at: clock.now() }));
      return { guard, onAsked: count, onHeldBack: () => count(heldBackOutcome, 0) };
    },
    watched: () => services,
    async tell() {
      for (const [service, guard] of guards) await tellOf(service, guard.standing());
    },
    async close() {
      isClosed = true;
      await Promise.all(writing);
    },
  };
}
