// Keeps the queue fresh while somebody looks at it.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { QueueView } from '../../server/contract/queue.ts';
import { asProblem, isAbort, type Problem } from '../shared/api.ts';
import { mergeRows, type QueueRow } from './queue-rows.ts';
import { readQueue } from './review-api.ts';

const refreshMs = 4000;

export interface QueueState {
  readonly rows: readonly QueueRow[];
  readonly counts: QueueView['counts'] | null;
  readonly refreshedAt: string | null;
  /** The last attempt to refresh did not succeed. */
  readonly isStale: boolean;
}

const nothingYet: QueueState = { rows: [], counts: null, refreshedAt: null, isStale: false };

/** `isInUse` says whether the pointer or the focus is in the list; then no row changes its place. */
export function useQueue(
  isInUse: () => boolean,
  onSignedOut: (problem: Problem) => void,
): { queue: QueueState; refresh: () => void } {
  const [queue, setQueue] = useState(nothingYet);
  const latest = useRef({ isInUse, onSignedOut });
  latest.current = { isInUse, onSignedOut };
  const running = useRef<AbortController | null>(null);

  const refresh = useCallback(() => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    readQueue(controller.signal).then(
      (view) =>
        setQueue((shown) => ({
          rows: mergeRows(shown.rows, view, latest.current.isInUse()),
          counts: view.counts,
          refreshedAt: new Date().toISOString(),
          isStale: false,
        })),
      (error: unknown) => {
        if (isAbort(error)) return;
        const problem = asProblem(error);
        if (problem.type === 'not-authenticated') latest.current.onSignedOut(problem);
        else setQueue((shown) => ({ ...shown, isStale: true }));
      },
    );
  }, []);

  useEffect(() => {
    const refreshIfSeen = (): void => {
      if (document.visibilityState === 'visible') refresh();
    };
    refresh();
    const timer = setInterval(refreshIfSeen, refreshMs);
    window.addEventListener('focus', refreshIfSeen);
    document.addEventListener('visibilitychange', refreshIfSeen);
    return () => {
      clearInterval(timer);
      window.removeEventListener('focus', refreshIfSeen);
      document.removeEventListener('visibilitychange', refreshIfSeen);
      running.current?.abort();
    };
  }, [refresh]);

  return { queue, refresh };
}
