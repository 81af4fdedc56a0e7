// Keeps the queue fresh while somebody looks at it.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { QueueEntry, QueueView } from '../../server/contract/queue.ts';
import { asProblem, isAbort, type Problem } from '../shared/api.ts';
import type { QueueFilter } from './queue-filter.ts';
import { mergeRows, type QueueRow } from './queue-rows.ts';
import { readQueue } from './review-api.ts';
import { useWhileSeen } from './use-while-seen.ts';

const refreshMs = 4000;

export interface QueueState {
  readonly rows: readonly QueueRow[];
  /** What the server said last; null before it said anything. */
  readonly view: QueueView | null;
  /** Asked for after the first page. */
  readonly further: readonly QueueEntry[];
  /** Where the next page begins; null at the end. */
  readonly nextPage: string | null;
  readonly refreshedAt: string | null;
  /** The last attempt to refresh did not succeed. */
  readonly isStale: boolean;
}

const nothingYet: QueueState = {
  rows: [],
  view: null,
  further: [],
  nextPage: null,
  refreshedAt: null,
  isStale: false,
};

function withFirstPage(shown: QueueState, view: QueueView, isInUse: boolean): QueueState {
  return {
    ...shown,
    view,
    rows: mergeRows(shown.rows, view, isInUse, shown.further),
    nextPage: shown.further.length === 0 ? view.nextPage : shown.nextPage,
    refreshedAt: new Date().toISOString(),
    isStale: false,
  };
}

function withFurtherPage(shown: QueueState, page: QueueView): QueueState {
  const further = [...shown.further, ...page.cases];
  const rows = mergeRows(shown.rows, shown.view ?? page, true, further);
  return { ...shown, further, rows, nextPage: page.nextPage };
}

export interface QueueControl {
  readonly queue: QueueState;
  readonly refresh: () => void;
  readonly showMore: () => void;
}

/** `isInUse` says whether the pointer or the focus is in the list; then no row changes its place. */
export function useQueue(
  filter: QueueFilter,
  isInUse: () => boolean,
  onSignedOut: (problem: Problem) => void,
): QueueControl {
  const [queue, setQueue] = useState(nothingYet);
  const latest = useRef({ isInUse, onSignedOut });
  latest.current = { isInUse, onSignedOut };
  const running = useRef<AbortController | null>(null);

  const ask = useCallback(
    (after: string | null, isFirst: boolean, take: (shown: QueueState, view: QueueView) => QueueState) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      readQueue(filter, after, controller.signal).then(
        (view) => setQueue((shown) => take(isFirst ? nothingYet : shown, view)),
        (error: unknown) => {
          if (isAbort(error)) return;
          const problem = asProblem(error);
          if (problem.type === 'not-authenticated') latest.current.onSignedOut(problem);
          else setQueue((shown) => ({ ...shown, isStale: true }));
        },
      );
    },
    [filter],
  );

  const refresh = useCallback(
    () => ask(null, false, (shown, view) => withFirstPage(shown, view, latest.current.isInUse())),
    [ask],
  );
  const { nextPage } = queue;
  const showMore = useCallback(() => {
    if (nextPage !== null) ask(nextPage, false, withFurtherPage);
  }, [ask, nextPage]);

  useEffect(() => {
    // another filter is another list: it begins from nothing, also under the pointer
    ask(null, true, (shown, view) => withFirstPage(shown, view, false));
    return () => running.current?.abort();
  }, [ask]);
  useWhileSeen(refreshMs, refresh);

  return { queue, refresh, showMore };
}
