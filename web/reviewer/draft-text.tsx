// A text of the decision; may be empty.
import type { Language } from '../shared/strings/language.ts';

export interface DraftTextProps {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  /** Language it is written in, where that is not the reviewer's. */
  readonly lang?: Language;
  readonly value: string;
  readonly onInput: (value: string) => void;
}

export function DraftText({ id, label, hint, lang, value, onInput }: DraftTextProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <p id={`${id}-hint`} class="hint">
        {hint}
      </p>
      <textarea
        id={id}
        class="input"
        rows={2}
        aria-describedby={`${id}-hint`}
        value={value}
        {...(lang === undefined ? {} : { lang })}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  );
}
