// The view in which cases are decided: queue at the left, one case at the right.
import { useRef, useState } from 'preact/hooks';
import { asProblem } from '../shared/api.ts';
import { CasePane } from './case-pane.tsx';
import type { ViewPageProps } from './view-pages.tsx';
import { keepFilter, readFilter, type QueueFilter } from './queue-filter.ts';
import { ParkedElsewhere } from './parked-elsewhere.tsx';
import { QueuePane } from './queue-pane.tsx';
import { heldElsewhere, neighbour } from './queue-rows.ts';
import { changeShift } from './review-api.ts';
import { useKeys } from './use-keys.ts';
import { useNext } from './use-next.ts';
import { useParked } from './use-parked.ts';
import { useQueue } from './use-queue.ts';
import { useSearch } from './use-search.ts';
import { problemWords, useWords } from './words.ts';

export function QueuePage({ reviewer, openId, onOpen, onSignedOut }: ViewPageProps) {
  const words = useWords();
  const list = useRef<HTMLUListElement>(null);
  const searchInput = useRef<HTMLInputElement>(null);
  const firstFilter = useRef<HTMLSelectElement>(null);
  const [filter, setFilter] = useState<QueueFilter>(readFilter);
  const [isFilterOpen, setFilterOpen] = useState(false);
  const [isHolding, setHolding] = useState(false);
  const isListInUse = (): boolean =>
    list.current !== null &&
    (list.current.matches(':hover') || list.current.contains(document.activeElement));
  const { queue, refresh, showMore } = useQueue(filter, isListInUse, onSignedOut);
  const { search, find, clear } = useSearch(onSignedOut);
  const { rows, view } = queue;
  const next = useNext({ rows, openId, filter, onOpen: (id) => open(id), onSignedOut });

  const parkedLast = useParked({ onUndone: (id) => open(id), onSignedOut });
  const { parked } = parkedLast;

  const open = (applicationId: string): void => {
    setHolding(false);
    onOpen(applicationId);
    refresh();
  };
  const openRow = (row: { applicationId: string } | null): void => {
    if (row) open(row.applicationId);
  };
  const narrow = (wanted: QueueFilter): void => {
    keepFilter(wanted);
    setFilter(wanted);
  };
  const setShift = (isOn: boolean): void => {
    changeShift(isOn).then(refresh, (error: unknown) => {
      const problem = asProblem(error);
      if (problem.type === 'not-authenticated') onSignedOut(problem);
      else refresh();
    });
  };

  const isDone = useRef(false);
  const openRowNow = rows.find((row) => row.applicationId === openId) ?? null;
  /** Not away from a case that one holds and has not decided: by the button of the decision, or not at all. */
  const takeNext = (): void => {
    const isToBeDecided = openRowNow?.isMine === true && !openRowNow.hasLeft && !isDone.current;
    if (isToBeDecided) setHolding(true);
    else next.take();
  };

  useKeys({
    down: () => openRow(neighbour(rows, openId, 1)),
    up: () => openRow(neighbour(rows, openId, -1)),
    next: takeNext,
    search: () => searchInput.current?.focus(),
    filter: () => {
      setFilterOpen(true);
      // it can take the focus once it is there
      requestAnimationFrame(() => firstFilter.current?.focus());
    },
    ...(view === null ? {} : { shift: () => setShift(!view.shift.isOn) }),
  });

  const said = isHolding
    ? words.queue.decideFirst
    : parkedLast.problem !== null
      ? problemWords(parkedLast.problem, words).says
      : next.outcome === null
        ? ''
        : next.outcome === 'none-free'
          ? words.queue.noneFree
          : problemWords(next.outcome, words).says;
  const hasNext = (view?.counts.free ?? 0) > 0 || heldElsewhere(rows, openId) !== null;
  return (
    <>
      <QueuePane
        listRef={list}
        queue={queue}
        openId={openId}
        said={said}
        head={{ isTaking: next.isTaking, onNext: takeNext, onShift: setShift }}
        search={{ search, inputRef: searchInput, onFind: find, onClear: clear }}
        filter={{
          filter,
          isOpen: isFilterOpen,
          firstRef: firstFilter,
          onToggle: setFilterOpen,
          onChange: narrow,
        }}
        onOpen={open}
        onMore={showMore}
      />
      <CasePane
        key={openId ?? 'none'}
        applicationId={openId}
        reviewer={reviewer}
        row={openRowNow}
        hasNext={hasNext}
        onNext={next.take}
        onOpen={onOpen}
        onChanged={refresh}
        onReleased={next.putBack}
        onParked={parkedLast.note}
        isDone={isDone}
        isUndone={openId !== null && parkedLast.undoneId === openId}
        onUndone={parkedLast.markUndone}
        onSignedOut={onSignedOut}
      />
      {parked !== null && parked.applicationId !== openId && (
        <ParkedElsewhere parked={parked} onUndo={parkedLast.undo} onOver={parkedLast.forget} />
      )}
    </>
  );
}
