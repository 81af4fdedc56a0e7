// The desk of a signed-in reviewer: queue at the left, one case at the right.
import { useRef, useState } from 'preact/hooks';
import type { ReviewerView } from '../../server/contract/review.ts';
import type { Problem } from '../shared/api.ts';
import type { Language } from '../shared/strings/language.ts';
import { CasePane } from './case-pane.tsx';
import { DeskHead } from './desk-head.tsx';
import { KeyHelp } from './key-help.tsx';
import { QueuePane } from './queue-pane.tsx';
import { neighbour, nextFree } from './queue-rows.ts';
import { useCaseAddress } from './use-case-address.ts';
import { useKeys } from './use-keys.ts';
import { useQueue } from './use-queue.ts';
import { useWords } from './words.ts';

export interface DeskProps {
  readonly reviewer: ReviewerView;
  readonly onSignedOut: (problem: Problem) => void;
  readonly onLeave: () => void;
  readonly onLanguage: (language: Language) => void;
}

export function Desk({ reviewer, onSignedOut, onLeave, onLanguage }: DeskProps) {
  const words = useWords();
  const [openId, open] = useCaseAddress();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const list = useRef<HTMLElement>(null);
  const isListInUse = (): boolean =>
    list.current !== null &&
    (list.current.matches(':hover') || list.current.contains(document.activeElement));
  const { queue, refresh } = useQueue(isListInUse, onSignedOut);
  const openRow = (row: { applicationId: string } | null): void => {
    if (row) open(row.applicationId);
  };

  useKeys({
    down: () => openRow(neighbour(queue.rows, openId, 1)),
    up: () => openRow(neighbour(queue.rows, openId, -1)),
    helpKey: () => setHelpOpen(true),
  });

  const next = nextFree(queue.rows, openId);
  return (
    <div class="desk">
      <a class="skip-link" href="#case">
        {words.skipToCase}
      </a>
      <DeskHead
        reviewer={reviewer}
        onHelp={() => setHelpOpen(true)}
        onLeave={onLeave}
        onLanguage={onLanguage}
      />
      <QueuePane listRef={list} queue={queue} openId={openId} onOpen={open} />
      <CasePane
        key={openId ?? 'none'}
        applicationId={openId}
        reviewer={reviewer}
        row={queue.rows.find((row) => row.applicationId === openId) ?? null}
        hasNext={next !== null}
        onNext={() => openRow(next)}
        onChanged={refresh}
        onSignedOut={onSignedOut}
      />
      {isHelpOpen && <KeyHelp onClose={() => setHelpOpen(false)} />}
    </div>
  );
}
