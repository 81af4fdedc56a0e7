// The queue at the left of the desk: what is pressing, the way to find and to narrow, the cases.
import type { Ref } from 'preact';
import { useLanguage } from '../shared/strings/language.ts';
import { Button } from '../shared/ui/Button.tsx';
import { Icon } from '../shared/ui/Icon.tsx';
import { QueueHead, type QueueHeadProps } from './queue-head.tsx';
import { QueueButton } from './queue-row.tsx';
import type { QueueRow } from './queue-rows.ts';
import { FilterBox, SearchBox, type FilterBoxProps, type SearchBoxProps } from './queue-tools.tsx';
import { dayAndTime, shortId, timeOfDay } from './time-words.ts';
import type { QueueState } from './use-queue.ts';
import { useWords } from './words.ts';

export interface QueuePaneProps {
  readonly listRef: Ref<HTMLUListElement>;
  readonly queue: QueueState;
  readonly openId: string | null;
  /** What the last press of a key or button came to; empty when there is nothing to say. */
  readonly said: string;
  readonly head: Omit<QueueHeadProps, 'counts' | 'shift'>;
  readonly search: SearchBoxProps;
  readonly filter: FilterBoxProps;
  readonly onOpen: (applicationId: string) => void;
  readonly onMore: () => void;
}

export function QueuePane(props: QueuePaneProps) {
  const { queue, search, filter, openId, onOpen } = props;
  const { view } = queue;
  const found = search.search.kind === 'found' ? search.search.cases : null;
  const rows: readonly QueueRow[] =
    found === null ? queue.rows : found.map((entry) => ({ ...entry, hasLeft: false }));
  const isNarrowed = Object.keys(filter.filter).length > 0;
  return (
    <nav class="queue" aria-labelledby="queue-title">
      <QueueHead {...props.head} counts={view?.counts ?? null} shift={view?.shift ?? null} />
      <div class="queue-tools">
        <SearchBox {...search} />
        <FilterBox {...filter} />
        <p class="queue-said" role="status">
          {props.said}
        </p>
      </div>
      <div class="queue-list" tabIndex={-1}>
        <ul class="rows" ref={props.listRef}>
          {rows.map((row) => (
            <li key={row.applicationId}>
              <QueueButton row={row} isOpen={row.applicationId === openId} onOpen={onOpen} />
            </li>
          ))}
        </ul>
        {found === null && view !== null && (
          <ListEnd queue={queue} isNarrowed={isNarrowed} onMore={props.onMore} />
        )}
      </div>
      <QueueFoot queue={queue} onOpen={onOpen} />
    </nav>
  );
}

function ListEnd(props: { queue: QueueState; isNarrowed: boolean; onMore: () => void }) {
  const { queue: words } = useWords();
  const { rows, view, nextPage } = props.queue;
  if (rows.length === 0)
    return <p class="soft queue-said">{props.isNarrowed ? words.emptyFilter : words.empty}</p>;
  if (nextPage === null) return null;
  return (
    <div class="queue-more">
      <p class="small soft">{words.shown(rows.length, view?.fitting ?? rows.length)}</p>
      <Button kind="quiet" onClick={props.onMore}>
        {words.more}
      </Button>
    </div>
  );
}

/** Below the list, so that nothing that is told moves a row. */
function QueueFoot({ queue, onOpen }: { queue: QueueState; onOpen: (id: string) => void }) {
  const words = useWords();
  const language = useLanguage();
  const { view, refreshedAt, isStale } = queue;
  return (
    <footer class="queue-foot">
      <div role="status">
        {(view?.taken ?? []).map(({ applicationId, by, at }) => (
          <p key={applicationId} class="notice notice-warn">
            {words.queue.taken(by, timeOfDay(at, language))}{' '}
            <button type="button" class="link" onClick={() => onOpen(applicationId)}>
              {shortId(applicationId)}
            </button>
          </p>
        ))}
        {view?.breachedSince && (
          <p class="queue-breach">{words.queue.breachedSince(dayAndTime(view.breachedSince, language))}</p>
        )}
      </div>
      <p class={isStale ? 'refreshed refreshed-stale' : 'refreshed'} role={isStale ? 'status' : undefined}>
        {isStale && <Icon name="warning" size={16} />}{' '}
        {refreshedAt === null
          ? words.loading
          : isStale
            ? words.queue.stale(dayAndTime(refreshedAt, language))
            : words.queue.refreshedAt(timeOfDay(refreshedAt, language))}
      </p>
    </footer>
  );
}
