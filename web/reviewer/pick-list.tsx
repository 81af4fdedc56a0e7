// Several of a few, or one of them: boxes of equal weight, none ticked beforehand.

export interface PickListProps<Value extends string> {
  /** Ids are `NAME-0`, `NAME-1`, … */
  readonly name: string;
  readonly legend: string;
  readonly hint?: string;
  readonly options: readonly (readonly [Value, string])[];
  readonly chosen: readonly string[];
  /** Those that are out of sight keep their number; all are in sight when left out. */
  readonly isShown?: (value: Value) => boolean;
  /** Whether one takes the place of another; several otherwise. */
  readonly isOne?: boolean;
  /** Shows the number key of each. */
  readonly hasDigits?: boolean;
  readonly onToggle: (value: Value) => void;
}

export function PickList<Value extends string>(props: PickListProps<Value>) {
  const { name, legend, hint, options, chosen, isOne = false, hasDigits = false, isShown, onToggle } = props;
  return (
    <fieldset class="pick-list" aria-describedby={hint === undefined ? undefined : `${name}-hint`}>
      <legend>{legend}</legend>
      {hint !== undefined && (
        <p id={`${name}-hint`} class="hint">
          {hint}
        </p>
      )}
      {options.map(([value, label], index) => (
        <label
          key={value}
          class={chosen.includes(value) ? 'option option-chosen' : 'option'}
          hidden={isShown?.(value) === false}
        >
          <input
            type={isOne ? 'radio' : 'checkbox'}
            id={`${name}-${index}`}
            name={name}
            value={value}
            checked={chosen.includes(value)}
            onChange={() => onToggle(value)}
          />
          <span>{label}</span>
          {hasDigits && <kbd aria-hidden="true">{index + 1}</kbd>}
        </label>
      ))}
    </fieldset>
  );
}
