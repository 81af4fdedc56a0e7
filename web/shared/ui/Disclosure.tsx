// Details behind one tap, closed at first.
import type { ComponentChildren } from 'preact';

export function Disclosure({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <details class="disclosure">
      <summary>{title}</summary>
      <div class="disclosure-body">{children}</div>
    </details>
  );
}
