// The queue: how much waits, then the cases, oldest first.
import type { Ref } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useLanguage } from '../shared/strings/language.ts';
import { Icon } from '../shared/ui/Icon.tsx';
import type { QueueRow } from './queue-rows.ts';
import { ageWords, dayAndTime, shortId, timeOfDay } from './time-words.ts';
import type { QueueState } from './use-queue.ts';
import { useWords } from './words.ts';

/** The server sends no more than this. */
const mostRows = 200;

export interface QueuePaneProps {
  readonly listRef: Ref<HTMLElement>;
  readonly queue: QueueState;
  readonly openId: string | null;
  readonly onOpen: (applicationId: string) => void;
}

export function QueuePane({ listRef, queue, openId, onOpen }: QueuePaneProps) {
  const words = useWords();
  const language = useLanguage();
  const nowMs = useMinuteClock();
  const { counts, rows, refreshedAt, isStale } = queue;
  return (
    <nav class="queue" aria-labelledby="queue-title" ref={listRef}>
      <h2 id="queue-title">{words.queue.title}</h2>
      <dl class="counts">
        {(['open', 'mine', 'checking', 'decidedToday'] as const).map((name) => (
          <div key={name}>
            <dt>{words.queue[name]}</dt>
            <dd class="figures">{counts?.[name] ?? '–'}</dd>
          </div>
        ))}
      </dl>
      {counts !== null && rows.length === 0 && <p class="soft">{words.queue.empty}</p>}
      <ul class="rows">
        {rows.map((row) => (
          <li key={row.applicationId}>
            <QueueButton row={row} isOpen={row.applicationId === openId} nowMs={nowMs} onOpen={onOpen} />
          </li>
        ))}
      </ul>
      {rows.length >= mostRows && <p class="small soft">{words.queue.capped}</p>}
      <p class={isStale ? 'refreshed refreshed-stale' : 'refreshed'} role={isStale ? 'status' : undefined}>
        {isStale && <Icon name="warning" size={16} />}{' '}
        {refreshedAt === null
          ? words.loading
          : isStale
            ? words.queue.stale(dayAndTime(refreshedAt, language))
            : words.queue.refreshedAt(timeOfDay(refreshedAt, language))}
      </p>
    </nav>
  );
}

interface QueueButtonProps {
  readonly row: QueueRow;
  readonly isOpen: boolean;
  readonly nowMs: number;
  readonly onOpen: (applicationId: string) => void;
}

function QueueButton({ row, isOpen, nowMs, onOpen }: QueueButtonProps) {
  const words = useWords();
  const holder = row.isMine
    ? words.queue.yours
    : row.claimedBy === null
      ? words.queue.free
      : words.queue.claimedBy(row.claimedBy);
  const kind = [
    words.subjectKinds[row.subjectKind],
    row.path === 'face-free' ? words.paths['face-free'] : null,
    row.round > 1 ? words.queue.round(row.round) : null,
  ];
  return (
    <button
      type="button"
      class={`row${row.hasLeft ? ' row-left' : ''}${row.isMine ? ' row-mine' : ''}`}
      aria-current={isOpen ? 'true' : undefined}
      onClick={() => onOpen(row.applicationId)}
    >
      <span class="row-top">
        <span class="row-id figures">{shortId(row.applicationId)}</span>
        <span class="row-age">
          <span class="visually-hidden">{words.queue.waited('')}</span>
          {ageWords(row.submittedAt, nowMs, words.age)}
        </span>
      </span>
      <span class="row-kind">{kind.filter(Boolean).join(' · ')}</span>
      <span class="row-holder">{row.hasLeft ? words.queue.hasLeft : holder}</span>
      {row.isForOthers && <span class="tag">{words.queue.isForOthers}</span>}
      {row.awaitsSecondReviewer && !row.isForOthers && (
        <span class="tag tag-warn">{words.queue.awaitsSecond}</span>
      )}
    </button>
  );
}

/** The time now, moving on each half minute, so that ages stay true. */
function useMinuteClock(): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
