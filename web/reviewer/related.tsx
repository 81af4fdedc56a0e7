// Other applications of the same person, business or contact: what became of them, with the way to each.
import { useRef } from 'preact/hooks';
import type { CaseView } from '../../server/contract/review.ts';
import { useLanguage } from '../shared/strings/language.ts';
import { keys } from './keymap.ts';
import { dayAndTime, shortId } from './time-words.ts';
import { useKeys } from './use-keys.ts';
import { useWords } from './words.ts';

type RelatedCase = CaseView['related'][number];

export interface RelatedProps {
  readonly view: CaseView;
  readonly onOpen: (applicationId: string) => void;
}

export function Related({ view: { related }, onOpen }: RelatedProps) {
  const words = useWords();
  const section = useRef<HTMLElement>(null);
  useKeys({ related: () => section.current?.focus() });
  return (
    <section ref={section} class="panel" tabIndex={-1} aria-labelledby="related-title">
      <h3 id="related-title">
        {words.related.title} <span class="soft figures">{related.length}</span>{' '}
        <kbd aria-hidden="true">{keys.related}</kbd>
      </h3>
      {related.length === 0 ? (
        <p class="soft">{words.related.none}</p>
      ) : (
        <ul class="related">
          {related.map((one) => (
            <li key={one.applicationId}>
              <RelatedLine one={one} onOpen={onOpen} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** What was never sent has no case to open. */
function RelatedLine({ one, onOpen }: { one: RelatedCase; onOpen: RelatedProps['onOpen'] }) {
  const words = useWords();
  const language = useLanguage();
  const { outcome, decidedAt } = one;
  const id = shortId(one.applicationId);
  const facts = [
    words.related.opened(dayAndTime(one.openedAt, language)),
    outcome !== null && decidedAt !== null && words.related.decided(dayAndTime(decidedAt, language)),
  ];
  return (
    <>
      <span class="figures">
        {one.isSubmitted ? (
          <button
            type="button"
            class="small-button"
            aria-label={words.related.open(id)}
            onClick={() => onOpen(one.applicationId)}
          >
            {id}
          </button>
        ) : (
          id
        )}
      </span>
      <span>
        <span class={one.state === 'refused' || one.state === 'revoked' ? 'tag tag-warn' : 'tag'}>
          {words.states[one.state]}
        </span>{' '}
        {words.related.same(one.by.map((kind) => words.related.kinds[kind]))}
        <span class="soft small"> · {facts.filter(Boolean).join(' · ')}</span>
        {outcome !== null && (
          <span class="small related-outcome">
            {words.related.outcome(
              words.decisions[outcome.decision],
              outcome.reasons.map((reason) => words.reasons[reason]),
            )}
          </span>
        )}
      </span>
    </>
  );
}
