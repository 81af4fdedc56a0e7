// The statement of will that the person agreed to, set like a letter, and its receipt.
import type { CaseView } from '../../server/contract/review.ts';
import type { RevealedView } from '../../server/contract/reveal.ts';
import { useLanguage } from '../shared/strings/language.ts';
import { Receipt } from './receipt.tsx';
import { dayAndTime } from './time-words.ts';
import { useWords } from './words.ts';

export function Willingness({ view, revealed }: { view: CaseView; revealed: RevealedView | null }) {
  const words = useWords();
  const language = useLanguage();
  const { willingness } = view;
  return (
    <section class="panel" aria-labelledby="willingness-title">
      <h3 id="willingness-title">{words.willingness.title}</h3>
      {willingness === null ? (
        <p class="soft">{words.willingness.none}</p>
      ) : (
        <>
          <blockquote class="letter" lang={view.language}>
            {revealed?.statement ?? willingness.statement}
          </blockquote>
          <p class={willingness.answer === 'agree' ? 'said said-agree' : 'said said-decline'}>
            {words.willingness[willingness.answer]}
            {willingness.by !== null && `, ${words.willingness.by[willingness.by]}`}{' '}
            <span class="soft">{words.willingness.at(dayAndTime(willingness.at, language))}</span>
          </p>
          <Receipt view={view} />
        </>
      )}
    </section>
  );
}
