// Chooses reasons: by their number, by ticking, or by typing a part of one and pressing Enter.
import type { Ref } from 'preact';
import { useState } from 'preact/hooks';
import { PickList } from './pick-list.tsx';
import { fits } from './reason-search.ts';
import type { WantedReason } from './wire.ts';
import { useWords } from './words.ts';

export interface ReasonPickerProps {
  readonly options: readonly WantedReason[];
  readonly chosen: readonly WantedReason[];
  readonly isOne: boolean;
  readonly searchRef: Ref<HTMLInputElement>;
  readonly onPick: (reason: WantedReason) => void;
}

/** What is chosen stays in sight, whatever is typed. */
export function ReasonPicker({ options, chosen, isOne, searchRef, onPick }: ReasonPickerProps) {
  const words = useWords();
  const [typed, setTyped] = useState('');
  const found = options.filter((reason) => fits(words.wantedReasons[reason], typed.trim()));
  const isNarrowed = typed.trim() !== '';
  return (
    <>
      <div class="field reason-search">
        <label for="reason-search">
          <kbd aria-hidden="true">/</kbd> {words.decide.findReason}
        </label>
        <input
          ref={searchRef}
          id="reason-search"
          class="input"
          type="search"
          autocomplete="off"
          aria-describedby="reason-found"
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.isComposing || event.ctrlKey || event.metaKey) return;
            event.preventDefault(); // sends nothing
            const [first] = found;
            if (!isNarrowed || first === undefined) return;
            onPick(first);
            setTyped('');
          }}
        />
        <p id="reason-found" class="hint" role="status">
          {isNarrowed ? words.decide.reasonsFound(found.length) : ''}
        </p>
      </div>
      <PickList
        name="reason"
        legend={isOne ? words.decide.oneReason : words.decide.reasons}
        hint={words.decide.reasonsHint}
        isOne={isOne}
        options={options.map((reason) => [reason, words.wantedReasons[reason]] as const)}
        isShown={(reason) => found.includes(reason) || chosen.includes(reason)}
        chosen={chosen}
        hasDigits
        onToggle={onPick}
      />
    </>
  );
}
