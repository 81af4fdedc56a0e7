// What people decided before, with everything that happened to the application.
import { useState } from 'preact/hooks';
import type { RevealedView } from '../../server/contract/reveal.ts';
import type { CaseView } from '../../server/contract/review.ts';
import { useLanguage } from '../shared/strings/language.ts';
import { dayAndTime } from './time-words.ts';
import { useWords } from './words.ts';

export function History({ view, revealed }: { view: CaseView; revealed: RevealedView | null }) {
  const words = useWords();
  const language = useLanguage();
  return (
    <details class="panel" open={view.decisions.length > 0}>
      <summary>
        <h3>{words.history.title}</h3> <span class="soft figures">{view.decisions.length}</span>
      </summary>
      {view.decisions.length === 0 && <p class="soft">{words.history.none}</p>}
      <ol class="history">
        {view.decisions.map((decision) => (
          <li key={`${decision.at}${decision.by}`}>
            <p>
              <strong>{words.decisions[decision.decision]}</strong> · {decision.by} ·{' '}
              {dayAndTime(decision.at, language)} · {words.history.round(decision.round)}
            </p>
            <p>
              {decision.reasons.map((reason) => words.reasons[reason]).join(' · ')}
              {decision.items.length > 0 &&
                ` → ${decision.items.map((item) => words.items[item]).join(' · ')}`}
            </p>
            <Texts
              {...(revealed?.texts?.find((one) => one.decisionId === decision.decisionId) ?? decision)}
            />
          </li>
        ))}
      </ol>
    </details>
  );
}

function Texts({ message, note }: { message: string; note: string }) {
  const words = useWords();
  return (
    <>
      {message && (
        <p class="soft">
          {words.history.message}: {message}
        </p>
      )}
      {note && (
        <p class="soft">
          {words.history.note}: {note}
        </p>
      )}
    </>
  );
}

export function Trail({ view }: { view: CaseView }) {
  const words = useWords();
  const language = useLanguage();
  // a case that many have looked at has hundreds of entries: they are drawn for whoever opens them
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="panel" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h3>{words.trail.title}</h3> <span class="soft figures">{view.trail.length}</span>
      </summary>
      {view.trail.length === 0 && <p class="soft">{words.trail.none}</p>}
      {isOpen && view.trail.length > 0 && (
        <table class="trail">
          <thead>
            <tr>
              <th scope="col">{words.trail.when}</th>
              <th scope="col">{words.trail.who}</th>
              <th scope="col">{words.trail.what}</th>
            </tr>
          </thead>
          <tbody>
            {view.trail.map((event, index) => (
              <tr key={index}>
                <td class="figures">{dayAndTime(event.at, language)}</td>
                <td>
                  {words.trail.actors[event.actor.kind]} {event.actor.reviewerId}
                </td>
                <td title={event.type}>{words.trail.events[event.type]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}
