// Puts a page into the document, in the language it starts with.
import type { ComponentChild } from 'preact';
import { render } from 'preact';

export function renderPage(page: ComponentChild): void {
  const root = document.getElementById('root');
  if (root) render(page, root);
}
