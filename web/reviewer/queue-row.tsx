// One case in the list: which, how long is left, what kind, whose.
import { useLanguage, type Language } from '../shared/strings/language.ts';
import type { DeskStrings } from '../shared/strings/desk.zh-CN.ts';
import { Icon } from '../shared/ui/Icon.tsx';
import type { QueueRow } from './queue-rows.ts';
import { dayAndTime, shortId, spanWords, timeOfDay } from './time-words.ts';
import { useWords } from './words.ts';

export interface QueueButtonProps {
  readonly row: QueueRow;
  readonly isOpen: boolean;
  readonly onOpen: (applicationId: string) => void;
}

/** Who has it, or for whom it is kept. */
function holderOf(row: QueueRow, { queue }: DeskStrings, language: Language): string {
  if (row.hasLeft) return queue.hasLeft;
  if (row.isMine)
    return row.takenFrom === null ? queue.yours : `${queue.yours}, ${queue.takenFrom(row.takenFrom)}`;
  if (row.claimedBy !== null) return queue.claimedBy(row.claimedBy);
  const until = row.keptUntil === null ? '' : timeOfDay(row.keptUntil, language);
  if (row.isKeptForMe) return queue.keptForYou(until);
  if (row.keptFor !== null) return queue.keptFor(row.keptFor, until);
  return queue.free;
}

export function QueueButton({ row, isOpen, onOpen }: QueueButtonProps) {
  const words = useWords();
  const language = useLanguage();
  const kind = [
    words.subjectKinds[row.subjectKind],
    row.path === 'face-free' ? words.paths['face-free'] : null,
    row.round > 1 ? words.queue.round(row.round) : null,
  ];
  const isWaiting = row.state === 'in_review' && !row.hasLeft;
  const marks = [row.hasLeft && 'row-left', (row.isMine || row.isKeptForMe) && 'row-mine'];
  return (
    <button
      type="button"
      class={['row', ...marks].filter(Boolean).join(' ')}
      aria-current={isOpen ? 'true' : undefined}
      title={isWaiting ? words.queue.due(dayAndTime(row.dueAt, language)) : undefined}
      onClick={() => onOpen(row.applicationId)}
    >
      <span class="row-top">
        <span class="row-id figures">{shortId(row.applicationId)}</span>
        {isWaiting && <TimeLeft row={row} />}
        {row.state !== 'in_review' && <span class="row-age">{words.states[row.state]}</span>}
      </span>
      <span class="row-kind">{kind.filter(Boolean).join(' · ')}</span>
      {(isWaiting || row.hasLeft) && <span class="row-holder">{holderOf(row, words, language)}</span>}
      {row.isForOthers && <span class="tag">{words.queue.isForOthers}</span>}
      {row.escalated && <span class="tag tag-warn">{words.queue.escalated}</span>}
      {row.awaitsSecondReviewer && !row.isForOthers && (
        <span class="tag tag-warn">{words.queue.awaitsSecond}</span>
      )}
    </button>
  );
}

function TimeLeft({ row }: { row: QueueRow }) {
  const words = useWords();
  if (row.age === 'breached')
    return (
      <span class="row-age row-late">
        <Icon name="warning" size={16} /> {words.queue.late}
      </span>
    );
  return (
    <span class={row.age === 'near' ? 'row-age row-near' : 'row-age'}>
      {words.queue.left(spanWords(row.workingMsLeft, words.age))}
    </span>
  );
}
