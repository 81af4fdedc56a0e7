// A moving drawing of how to agree: a thumb that presses the button and holds it until it is full.

/** Stands still, pressed and half full, where no motion is wanted. The words beside it say the same. */
export function HoldSketch() {
  return (
    <svg class="hold-sketch" viewBox="0 0 96 84" width="72" height="63" aria-hidden="true" focusable="false">
      <rect class="hold-sketch-button" x="2" y="8" width="92" height="34" rx="8" />
      <rect class="hold-sketch-fill" x="3" y="9" width="90" height="32" rx="7" />
      <circle class="hold-sketch-ring" cx="48" cy="28" r="16" />
      <path
        class="hold-sketch-thumb"
        d="M38 84V30a10 10 0 0 1 20 0v24c10 2 18 8 20 16l2 14M42.500 33v-4a5.500 5.500 0 0 1 11 0v4zM40 62c4 2 12 2 16 0"
      />
    </svg>
  );
}
