// A button that is held down for a while to mean it: by finger, mouse, space bar or Enter.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

export interface HoldButtonProps {
  readonly holdMs: number;
  /** True from pressing to letting go. */
  readonly onHold: (isHeld: boolean) => void;
  /** Held long enough; after that letting go changes nothing. */
  readonly onHeld: () => void;
  readonly describedBy: string;
  readonly isDone: boolean;
  readonly children: ComponentChildren;
}

export function HoldButton({ holdMs, onHold, onHeld, describedBy, isDone, children }: HoldButtonProps) {
  const [isPressed, setPressed] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const press = (): void => {
    if (isDone || isPressed) return;
    setPressed(true);
    onHold(true);
    timer.current = setTimeout(onHeld, holdMs);
  };
  const release = (): void => {
    if (!isPressed) return;
    setPressed(false);
    onHold(false);
    if (timer.current !== null) clearTimeout(timer.current);
  };
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  const isKey = (event: KeyboardEvent): boolean => event.key === ' ' || event.key === 'Enter';
  return (
    <button
      type="button"
      class={`button button-main hold ${isPressed ? 'hold-pressed' : ''} ${isDone ? 'hold-done' : ''}`}
      aria-describedby={describedBy}
      aria-pressed={isPressed || isDone}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId); // sliding off the button is not letting go
        press();
      }}
      onPointerUp={release}
      onPointerCancel={release}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (!isKey(event)) return;
        event.preventDefault();
        if (!event.repeat) press();
      }}
      onKeyUp={(event) => {
        if (isKey(event)) release();
      }}
      onBlur={release}
    >
      <span
        class="hold-fill"
        aria-hidden="true"
        style={{ transitionDuration: `${isPressed ? holdMs : 150}ms` }}
      />
      <span class="hold-words">{children}</span>
    </button>
  );
}
