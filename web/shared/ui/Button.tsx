// A button that always says what happens; `main` is the one at the bottom of a screen.
import type { ComponentChildren, Ref } from 'preact';

export interface ButtonProps {
  readonly kind?: 'main' | 'second' | 'quiet' | 'danger';
  readonly type?: 'button' | 'submit';
  readonly isBusy?: boolean;
  readonly isDisabled?: boolean;
  readonly onClick?: () => void;
  /** Says more than the words on it, and holds them: what it does to which of several things. */
  readonly label?: string;
  readonly describedBy?: string | undefined;
  readonly buttonRef?: Ref<HTMLButtonElement>;
  readonly children: ComponentChildren;
}

/** While busy it keeps its place and its focus, says so to screen readers, and does nothing when pressed. */
export function Button(props: ButtonProps) {
  const { kind = 'second', type = 'button', isBusy = false, isDisabled = false, children } = props;
  return (
    <button
      ref={props.buttonRef ?? null}
      type={type}
      class={`button button-${kind}`}
      disabled={isDisabled}
      aria-disabled={isBusy ? 'true' : undefined}
      aria-busy={isBusy ? 'true' : undefined}
      aria-label={props.label}
      aria-describedby={props.describedBy}
      onClick={(event) => {
        if (isBusy) event.preventDefault();
        else props.onClick?.();
      }}
    >
      {children}
    </button>
  );
}
