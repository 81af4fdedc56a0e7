// A question with answers of equal weight: same size, same place, none chosen beforehand.
import type { ComponentChildren } from 'preact';

export interface ChoiceOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string;
}

export interface ChoiceProps<Value extends string> {
  readonly name: string;
  readonly legend: ComponentChildren;
  readonly options: readonly ChoiceOption<Value>[];
  /** Null until the person chose. */
  readonly value: Value | null;
  readonly onChoose: (value: Value) => void;
  readonly error?: string | undefined;
  readonly describedBy?: string | undefined;
  /** `row` puts two short answers side by side. */
  readonly layout?: 'row' | 'column';
}

export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { name, legend, options, value, error, layout = 'row' } = props;
  const describedBy = [props.describedBy, error && `${name}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset class={error ? 'choice field-wrong' : 'choice'} aria-describedby={describedBy}>
      <legend>{legend}</legend>
      {error && (
        <p id={`${name}-error`} class="field-error">
          {error}
        </p>
      )}
      <div class={`choice-options choice-${layout}`}>
        {options.map((option, index) => (
          <label key={option.value} class={value === option.value ? 'option option-chosen' : 'option'}>
            <input
              type="radio"
              id={index === 0 ? name : `${name}-${option.value}`}
              name={name}
              value={option.value}
              checked={value === option.value}
              onChange={() => props.onChoose(option.value)}
            />
            <span>
              {option.label}
              {option.hint && <small>{option.hint}</small>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
