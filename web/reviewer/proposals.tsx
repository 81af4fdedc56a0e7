// Offers a sentence for each chosen reason; nothing is written that was not asked for.
import { Button } from '../shared/ui/Button.tsx';
import type { Language } from '../shared/strings/language.ts';
import { useWords } from './words.ts';

export interface ProposalsProps {
  readonly language: Language;
  readonly sentences: readonly string[];
  readonly onInsert: (sentence: string) => void;
}

export function Proposals({ language, sentences, onInsert }: ProposalsProps) {
  const { decide: words } = useWords();
  if (sentences.length === 0) return null;
  return (
    <ul class="proposals" aria-label={words.proposals}>
      {sentences.map((sentence, index) => (
        <li key={sentence}>
          <q id={`proposal-${index}`} lang={language}>
            {sentence}
          </q>
          <Button kind="quiet" describedBy={`proposal-${index}`} onClick={() => onInsert(sentence)}>
            {index === 0 && <kbd>i</kbd>} {words.insert}
          </Button>
        </li>
      ))}
    </ul>
  );
}
