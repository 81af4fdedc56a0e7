// Everybody who can enter the desk, for leads and operators: their sessions, and who is barred.
import { useState } from 'preact/hooks';
import type { PeopleView } from '../../server/contract/accounts.ts';
import type { Problem } from '../shared/api.ts';
import { barReviewer, endSession, endSessions, letReviewerIn, readPeople } from './account-api.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { PersonEntry, type Person } from './person-entry.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { useChangingView } from './use-changing-view.ts';
import { useWords } from './words.ts';

export interface PeopleProps {
  /** Operators bar, leads only end sessions. */
  readonly mayBar: boolean;
  readonly onSignedOut: (problem: Problem) => void;
}

const sessionsIn = (view: PeopleView | null): number =>
  (view?.people ?? []).reduce((sum, { sessions }) => sum + sessions.length, 0);

export function People({ mayBar, onSignedOut }: PeopleProps) {
  const words = useWords();
  const { view, problem, isBusy, done, change } = useChangingView(readPeople, onSignedOut);
  const [toBar, setToBar] = useState<Person | null>(null);
  const fewer = (before: PeopleView | null, after: PeopleView): string =>
    words.account.ended(sessionsIn(before) - sessionsIn(after));
  return (
    <section class="account-part" aria-labelledby="people">
      <h3 id="people">{words.account.people}</h3>
      <p class="soft">{words.account.peopleMean}</p>
      {problem && <ProblemNotice problem={problem} />}
      {view === null && problem === null && <p role="status">{words.loading}</p>}
      <p role="status">{done}</p>
      <ul class="people">
        {view?.people.map((person) => (
          <PersonEntry
            key={person.reviewerId}
            person={person}
            isBusy={isBusy}
            mayBar={mayBar}
            onEnd={(sessionId) => change(endSession(person.reviewerId, sessionId), fewer)}
            onEndAll={() => change(endSessions(person.reviewerId), fewer)}
            onBar={() => setToBar(person)}
            onLetIn={() =>
              change(letReviewerIn(person.reviewerId), () => words.account.letInAgain(person.name))
            }
          />
        ))}
      </ul>
      {toBar !== null && (
        <ConfirmDialog
          title={words.account.barTitle(toBar.name)}
          means={words.account.barMeans}
          cancel={words.account.cancel}
          confirm={words.account.barConfirm}
          onClose={() => setToBar(null)}
          onConfirm={() => {
            setToBar(null);
            change(barReviewer(toBar.reviewerId), () => words.account.barred(toBar.name));
          }}
        />
      )}
    </section>
  );
}
