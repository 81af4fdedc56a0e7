// Finding one application, and narrowing the list.
import type { Ref } from 'preact';
import type { DeskStrings } from '../shared/strings/desk.zh-CN.ts';
import { Button } from '../shared/ui/Button.tsx';
import { countParts, narrowed, type QueueFilter } from './queue-filter.ts';
import { reasonsFor } from './reason-choice.ts';
import type { Search } from './use-search.ts';
import { problemWords, useWords } from './words.ts';

export interface SearchBoxProps {
  readonly search: Search;
  readonly inputRef: Ref<HTMLInputElement>;
  readonly onFind: (text: string) => void;
  readonly onClear: () => void;
}

export function SearchBox({ search, inputRef, onFind, onClear }: SearchBoxProps) {
  const words = useWords();
  const { search: say } = words.queue;
  return (
    <form
      class="queue-search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        const text = new FormData(event.currentTarget).get('text');
        onFind(typeof text === 'string' ? text : '');
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.currentTarget.reset();
        onClear();
        (document.activeElement as HTMLElement | null)?.blur();
      }}
    >
      <label for="queue-search">
        <kbd>/</kbd> {say.label}
      </label>
      <input
        ref={inputRef}
        id="queue-search"
        name="text"
        class="input"
        maxLength={24}
        autocomplete="off"
        spellcheck={false}
        placeholder={say.short}
        title={say.hint}
        aria-describedby="queue-search-said"
      />
      <p id="queue-search-said" class="queue-said" role="status">
        {search.kind === 'too-short' && say.tooShort}
        {search.kind === 'failed' && problemWords(search.problem, words).says}
        {search.kind === 'found' && say.found(search.cases.length, search.text)}
      </p>
      {search.kind === 'found' && (
        <Button kind="quiet" onClick={onClear}>
          {say.clear}
        </Button>
      )}
    </form>
  );
}

export interface FilterBoxProps {
  readonly filter: QueueFilter;
  readonly isOpen: boolean;
  readonly firstRef: Ref<HTMLSelectElement>;
  readonly onToggle: (isOpen: boolean) => void;
  readonly onChange: (filter: QueueFilter) => void;
}

type Choices = Readonly<Record<string, string>>;
type Chosen = Exclude<keyof QueueFilter, 'awaitsSecond'>;

function choicesOf(words: DeskStrings): Readonly<Record<Chosen, Choices>> {
  const { filter } = words.queue;
  return {
    subjectKind: words.subjectKinds,
    language: words.languages,
    path: words.paths,
    round: filter.rounds,
    age: filter.ages,
    hold: filter.holds,
    reason: words.reasons,
  };
}

/** Each list in the order in which one thinks of it. */
const order: readonly Chosen[] = ['age', 'hold', 'subjectKind', 'language', 'path', 'round', 'reason'];

export function FilterBox({ filter, isOpen, firstRef, onToggle, onChange }: FilterBoxProps) {
  const words = useWords();
  const { filter: say } = words.queue;
  const active = countParts(filter);
  return (
    <div class="queue-filter">
      <details open={isOpen} onToggle={(event) => onToggle(event.currentTarget.open)}>
        <summary>
          <kbd>f</kbd> {active === 0 ? say.title : say.active(active)}
        </summary>
        {isOpen && <FilterBody filter={filter} firstRef={firstRef} onChange={onChange} />}
      </details>
      {active > 0 && (
        <Button kind="quiet" onClick={() => onChange({})}>
          {say.clear}
        </Button>
      )}
    </div>
  );
}

function FilterBody({
  filter,
  firstRef,
  onChange,
}: Pick<FilterBoxProps, 'filter' | 'firstRef' | 'onChange'>) {
  const words = useWords();
  const { filter: say } = words.queue;
  const choices = choicesOf(words);
  return (
    <div class="queue-filter-body">
      {order.map((part, index) => (
        <label key={part}>
          <span>{say[part]}</span>
          <select
            ref={index === 0 ? firstRef : null}
            value={filter[part] ?? ''}
            onChange={({ currentTarget: { value } }) =>
              onChange(narrowed(filter, part, value === '' ? undefined : (value as never)))
            }
          >
            <option value="">{say.any}</option>
            {Object.entries(choices[part])
              .filter(([value]) => part !== 'reason' || !reviewersOnly.has(value))
              .map(([value, text]) => (
                <option key={value} value={value}>
                  {text}
                </option>
              ))}
          </select>
        </label>
      ))}
      <label class="option">
        <input
          type="checkbox"
          checked={filter.awaitsSecond === true}
          onChange={(event) =>
            onChange(narrowed(filter, 'awaitsSecond', event.currentTarget.checked ? true : undefined))
          }
        />
        <span>{say.awaitsSecond}</span>
      </label>
    </div>
  );
}

/** Reasons that no check gives: reviewers give them with a decision. */
const reviewersOnly: ReadonlySet<string> = new Set(Object.values(reasonsFor).flat());
