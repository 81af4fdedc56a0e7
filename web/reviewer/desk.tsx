// The desk of a signed-in reviewer: the head, and under it the view that the address names.
import { useState } from 'preact/hooks';
import type { ReviewerView } from '../../server/contract/review.ts';
import type { Problem } from '../shared/api.ts';
import type { Language } from '../shared/strings/language.ts';
import { DeskHead } from './desk-head.tsx';
import { existingViews, viewPages, viewsFor } from './view-pages.tsx';
import { KeyHelp } from './key-help.tsx';
import { QueuePage } from './queue-page.tsx';
import { useDeskAddress } from './use-desk-address.ts';
import { useKeys, useViewKeys } from './use-keys.ts';
import { ViewNav } from './view-nav.tsx';
import { useWords } from './words.ts';

export interface DeskProps {
  readonly reviewer: ReviewerView;
  readonly onHeadChanged: () => void;
  readonly onSignedOut: (problem: Problem) => void;
  readonly onLeave: () => void;
  readonly onLanguage: (language: Language) => void;
}

export function Desk({ reviewer, onHeadChanged, onSignedOut, onLeave, onLanguage }: DeskProps) {
  const words = useWords();
  const { view, openId, show, open } = useDeskAddress(existingViews);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const views = viewsFor(reviewer.role);

  useKeys({ helpKey: () => setHelpOpen(true) });
  useViewKeys(views, show);

  const Page = viewPages[view] ?? QueuePage;
  return (
    <div class="desk">
      <a class="skip-link" href={view === 'queue' ? '#case' : '#page'}>
        {view === 'queue' ? words.skipToCase : words.skipToPage}
      </a>
      <DeskHead
        reviewer={reviewer}
        views={<ViewNav views={views} shown={view} openId={openId} onShow={show} />}
        onHelp={() => setHelpOpen(true)}
        onHeld={onHeadChanged}
        onLeave={onLeave}
        onLanguage={onLanguage}
      />
      <Page
        reviewer={reviewer}
        openId={openId}
        onOpen={open}
        onHeadChanged={onHeadChanged}
        onSignedOut={onSignedOut}
      />
      {isHelpOpen && <KeyHelp views={views} onClose={() => setHelpOpen(false)} />}
    </div>
  );
}
