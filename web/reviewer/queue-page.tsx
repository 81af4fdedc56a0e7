// The view in which cases are decided: queue at the left, one case at the right.
import { useRef } from 'preact/hooks';
import { CasePane } from './case-pane.tsx';
import type { ViewPageProps } from './view-pages.tsx';
import { QueuePane } from './queue-pane.tsx';
import { neighbour, nextFree } from './queue-rows.ts';
import { useKeys } from './use-keys.ts';
import { useQueue } from './use-queue.ts';

export function QueuePage({ reviewer, openId, onOpen, onSignedOut }: ViewPageProps) {
  const list = useRef<HTMLElement>(null);
  const isListInUse = (): boolean =>
    list.current !== null &&
    (list.current.matches(':hover') || list.current.contains(document.activeElement));
  const { queue, refresh } = useQueue(isListInUse, onSignedOut);
  const openRow = (row: { applicationId: string } | null): void => {
    if (row) onOpen(row.applicationId);
  };

  useKeys({
    down: () => openRow(neighbour(queue.rows, openId, 1)),
    up: () => openRow(neighbour(queue.rows, openId, -1)),
  });

  const next = nextFree(queue.rows, openId);
  return (
    <>
      <QueuePane listRef={list} queue={queue} openId={openId} onOpen={onOpen} />
      <CasePane
        key={openId ?? 'none'}
        applicationId={openId}
        reviewer={reviewer}
        row={queue.rows.find((row) => row.applicationId === openId) ?? null}
        hasNext={next !== null}
        onNext={() => openRow(next)}
        onOpen={onOpen}
        onChanged={refresh}
        onSignedOut={onSignedOut}
      />
    </>
  );
}
