// The room under the head that a view other than the queue has for itself; it scrolls, so keys must reach it.
import type { ComponentChildren } from 'preact';

export function PageFrame({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <main class="view-page" id="page" tabIndex={0}>
      <h2>{title}</h2>
      {children}
    </main>
  );
}
