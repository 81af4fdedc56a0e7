// Who left unwillingly: applications that never come to a decision, and that a reviewer should know of.
import { useEffect, useState } from 'preact/hooks';
import type { EndingsView } from '../../server/contract/review-endings.ts';
import { isAbort } from '../shared/api.ts';
import { useLanguage } from '../shared/strings/language.ts';
import { readEndings } from './review-api.ts';
import { dayAndTime, shortId } from './time-words.ts';
import { useWords } from './words.ts';

type Ending = EndingsView['endings'][number];

/** Says nothing while there is none, or while it could not be asked: the queue tells of a lost connection. */
export function Endings({ onOpen }: { onOpen: (applicationId: string) => void }) {
  const words = useWords();
  const [endings, setEndings] = useState<readonly Ending[]>([]);
  useEffect(() => {
    const left = new AbortController();
    readEndings(left.signal).then(
      (view) => setEndings(view.endings),
      (error: unknown) => {
        if (!isAbort(error)) setEndings([]);
      },
    );
    return () => left.abort();
  }, []);
  if (endings.length === 0) return null;
  return (
    <section class="panel endings" aria-labelledby="endings-title">
      <h3 id="endings-title">{words.endings.title}</h3>
      <p class="soft">{words.endings.lead}</p>
      <ul class="ending-rows">
        {endings.map((ending) => (
          <li key={ending.applicationId}>
            <EndingLine ending={ending} onOpen={onOpen} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function EndingLine({ ending, onOpen }: { ending: Ending; onOpen: (applicationId: string) => void }) {
  const words = useWords();
  const language = useLanguage();
  const facts = [
    ending.subjectKind !== null && words.subjectKinds[ending.subjectKind],
    ending.path === 'face-free' && words.paths['face-free'],
    ending.wasSubmitted ? words.endings.wasSubmitted : words.endings.neverSubmitted,
    dayAndTime(ending.at, language),
  ];
  return (
    <>
      <span class="ending-id">
        {ending.hasCase ? (
          <button type="button" class="ending-open figures" onClick={() => onOpen(ending.applicationId)}>
            {shortId(ending.applicationId)}
          </button>
        ) : (
          <span class="figures">{shortId(ending.applicationId)}</span>
        )}
      </span>
      <span>
        <strong>{words.endings.reasons[ending.reason]}</strong>
        <span class="soft small"> · {facts.filter(Boolean).join(' · ')}</span>
      </span>
    </>
  );
}
