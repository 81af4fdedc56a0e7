// A guard of two parts by cockatiel: a bulkhead, and within it a circuit breaker.
import {
  bulkhead,
  BulkheadRejectedError,
  circuitBreaker,
  CircuitState,
  CountBreaker,
  DelegateBackoff,
  handleWhenResult,
} from 'cockatiel';
import type { GuardStanding, GuardState, HeldBack, ServiceGuard } from '../../ports/service-guard.ts';
import type { Unavailable } from '../../ports/unavailable.ts';

export const guardLimits = {
  /** Of one process, at one service. */
  mostInFlight: 8,
  longestLine: 16,
  /** Opens when more than half of the newest questions failed, and at least so many were put. */
  newest: 20,
  atLeast: 5,
  /** Closed to the service for so long; each time it fails again, for longer. */
  pausesMs: [15_000, 30_000, 60_000, 120_000],
  /** A service that asks for more patience gets it, up to here. */
  longestPauseMs: 600_000,
  /** Told to who comes while the line is full, or while one question is out to see how the service is. */
  shortWaitMs: 5_000,
} as const;

const states: Readonly<Record<CircuitState, GuardState>> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Isolated]: 'open',
};

/** How it went, in the library's hands; one that threw failed as well, and throws on. */
type Judged<Answer> = {
  readonly fault: Unavailable['why'] | null;
  readonly retryAfterMs: number;
} & ({ readonly answer: Answer } | { readonly error: unknown });

const retryAfterOf = (answer: object): number =>
  'retryAfterMs' in answer && typeof answer.retryAfterMs === 'number' ? answer.retryAfterMs : 0;

/** Longer with each attempt that failed, and never shorter than the service itself asks for. */
export function pauseAfter(attempt: number, askedForMs: number): number {
  const { pausesMs, longestPauseMs } = guardLimits;
  const ours = pausesMs[Math.min(attempt, pausesMs.length) - 1] ?? longestPauseMs;
  return Math.min(longestPauseMs, Math.max(ours, askedForMs));
}

const heldBack = (why: Unavailable['why'], retryAfterMs: number | null): HeldBack => ({
  answer: 'unavailable',
  why,
  retryAfterMs,
  isHeldBack: true,
});

async function judge<Answer extends object>(
  asking: Promise<Answer>,
  faultOf: (answer: Answer) => Unavailable['why'] | null,
): Promise<Judged<Answer>> {
  try {
    const answer = await asking;
    return { answer, fault: faultOf(answer), retryAfterMs: retryAfterOf(answer) };
  } catch (error) {
    return { error, fault: 'bad-answer', retryAfterMs: 0 };
  }
}

/** In a line: the library keeps who gave up in it until their turn. Whose question is out is answered by that. */
function whileInLine<Answer>(
  asking: Promise<Answer | HeldBack>,
  isPut: () => boolean,
  signal: AbortSignal,
): Promise<Answer | HeldBack> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      if (!isPut()) resolve(heldBack('timeout', null));
    };
    signal.addEventListener('abort', giveUp, { once: true });
    asking.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

/** Time is the machine's, as the library has it. `onChange`: each time the state is another one. */
export function createServiceGuard(onChange: (standing: GuardStanding) => void): ServiceGuard {
  let standing: GuardStanding = { state: 'closed', since: new Date(), why: null, retryAt: null };
  let [pauseMs, lastFault]: [number, Unavailable['why'] | null] = [0, null];
  const breaker = circuitBreaker(
    handleWhenResult((judged) => (judged as Judged<object>).fault !== null),
    {
      breaker: new CountBreaker({
        threshold: 0.5,
        size: guardLimits.newest,
        minimumNumberOfCalls: guardLimits.atLeast,
      }),
      halfOpenAfter: new DelegateBackoff(({ attempt, result }) => {
        const askedForMs = 'value' in result ? (result.value as Judged<object>).retryAfterMs : 0;
        pauseMs = pauseAfter(attempt, askedForMs);
        return pauseMs;
      }),
    },
  );
  const line = bulkhead(guardLimits.mostInFlight, guardLimits.longestLine);
  breaker.onStateChange((changed) => {
    const since = new Date();
    const state = states[changed];
    const retryAt = state === 'open' ? new Date(since.getTime() + pauseMs) : null;
    standing = { state, since, why: lastFault, retryAt };
    onChange(standing);
  });

  /** Null: it may go. The library would let others wait for the question that is out, whatever their signal says. */
  function notNow(): HeldBack | null {
    const why = standing.why ?? 'unreachable';
    if (standing.state === 'half-open') return heldBack(why, guardLimits.shortWaitMs);
    const leftMs = (standing.retryAt?.getTime() ?? 0) - Date.now();
    return leftMs > 0 ? heldBack(why, leftMs) : null;
  }

  return {
    standing: () => standing,
    async ask<Answer extends object>(
      question: (signal: AbortSignal) => Promise<Answer>,
      faultOf: (answer: Answer) => Unavailable['why'] | null,
      signal: AbortSignal,
    ): Promise<Answer | HeldBack> {
      let isPut = false;
      const put = async (): Promise<Answer | HeldBack> => {
        const held = signal.aborted ? heldBack('timeout', null) : notNow();
        if (held !== null) return held;
        isPut = true;
        const judged = await breaker.execute(async () => {
          const one = await judge(question(signal), faultOf);
          lastFault = one.fault ?? lastFault;
          return one;
        });
        if ('error' in judged) throw judged.error;
        return judged.answer;
      };
      // not even in the line: those in front of it hang, perhaps
      const early = notNow();
      if (early !== null) return early;
      try {
        return await whileInLine(line.execute(put), () => isPut, signal);
      } catch (error) {
        if (error instanceof BulkheadRejectedError) return heldBack('rate-limited', guardLimits.shortWaitMs);
        throw error;
      }
    },
  };
}
