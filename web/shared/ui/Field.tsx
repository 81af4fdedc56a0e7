// One labelled input with its explanation and its error, tied together for screen readers.
export interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly onBlur?: () => void;
  readonly type?: 'text' | 'tel' | 'email' | 'date' | 'datetime-local' | 'url';
  readonly inputMode?: 'text' | 'numeric' | 'tel' | 'email' | 'url';
  readonly autoComplete?: string;
  readonly isOptional?: string | undefined;
  readonly rows?: number;
  readonly maxLength?: number;
  readonly isSpellChecked?: boolean;
}

export function Field(props: FieldProps) {
  const { id, label, hint, error, value } = props;
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  const shared = {
    id,
    name: id,
    value,
    class: 'input',
    'aria-describedby': describedBy,
    'aria-invalid': error ? ('true' as const) : undefined,
    autocomplete: props.autoComplete ?? 'off',
    spellcheck: props.isSpellChecked ?? false,
    onBlur: () => props.onBlur?.(),
    ...(props.maxLength === undefined ? {} : { maxLength: props.maxLength }),
  };
  // The type declarations take one literal at a time, never a choice of them.
  const type = { type: props.type ?? 'text' } as { type: 'text' };
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      <label for={id}>
        {label}
        {props.isOptional && <span class="optional"> {props.isOptional}</span>}
      </label>
      {hint && (
        <p id={`${id}-hint`} class="hint">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} class="field-error">
          {error}
        </p>
      )}
      {props.rows ? (
        <textarea
          {...shared}
          rows={props.rows}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      ) : (
        <input
          {...shared}
          {...type}
          inputMode={props.inputMode ?? 'text'}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      )}
    </div>
  );
}
