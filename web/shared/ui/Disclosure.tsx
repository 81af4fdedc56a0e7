// Details behind one tap, closed at first unless they are what is wanted.
import type { ComponentChildren } from 'preact';

export function Disclosure(props: { title: string; isOpen?: boolean; children: ComponentChildren }) {
  const { title, isOpen = false, children } = props;
  return (
    <details class="disclosure" open={isOpen}>
      <summary>{title}</summary>
      <div class="disclosure-body">{children}</div>
    </details>
  );
}
