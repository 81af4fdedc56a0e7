// One's own sessions on the account page.
import type { SessionsView } from '../../server/contract/accounts.ts';
import type { Problem } from '../shared/api.ts';
import { Button } from '../shared/ui/Button.tsx';
import { endMyOtherSessions, endMySession, readMySessions } from './account-api.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { SessionList } from './session-list.tsx';
import { useChangingView } from './use-changing-view.ts';
import { useWords } from './words.ts';

export function MySessions({ onSignedOut }: { onSignedOut: (problem: Problem) => void }) {
  const words = useWords();
  const { view, problem, isBusy, done, change } = useChangingView(readMySessions, onSignedOut);
  const fewer = (before: SessionsView | null, after: SessionsView): string =>
    words.account.ended((before?.sessions.length ?? 0) - after.sessions.length);
  const isEmergency = view?.sessions.some(({ isThis, way }) => isThis && way === 'break-glass') === true;
  return (
    <section class="account-part" aria-labelledby="my-sessions">
      <h3 id="my-sessions">{words.account.sessions}</h3>
      {isEmergency && <p class="notice notice-warn">{words.account.emergency}</p>}
      <p class="soft">{words.account.sessionsMean}</p>
      {problem && <ProblemNotice problem={problem} />}
      {view === null && problem === null && <p role="status">{words.loading}</p>}
      {view !== null && (
        <SessionList
          sessions={view.sessions}
          isBusy={isBusy}
          onEnd={(sessionId) => change(endMySession(sessionId), fewer)}
        />
      )}
      {view !== null && view.sessions.length > 1 && (
        <Button isBusy={isBusy} onClick={() => change(endMyOtherSessions(), fewer)}>
          {words.account.endOthers}
        </Button>
      )}
      <p role="status">{done}</p>
    </section>
  );
}
