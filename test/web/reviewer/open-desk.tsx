// Opens a view of the desk in the place of a browser, in English, with the server's answers from tables.
import { cleanup, render } from '@testing-library/preact';
import { afterEach, beforeEach, vi } from 'vitest';
import type { ReviewerView } from '../../../server/contract/review.ts';
import { DeskPage } from '../../../web/reviewer/desk-page.tsx';
import { fakeServer, type Asked, type FakeAnswer } from './fake-server.ts';
import { reviewer } from './fixtures.ts';

export type Answers = Record<string, FakeAnswer | ((asked: Asked) => FakeAnswer)>;

/** To be called once in a test file: English, dialogs that open, and nothing left over. */
export function useDeskInTests(): void {
  beforeEach(() => {
    localStorage.setItem('portcullis-language', 'en');
    // jsdom has no addresses for blobs, and shows no modal dialogs
    let pictures = 0;
    Object.assign(URL, {
      createObjectURL: () => `blob:${++pictures}`,
      revokeObjectURL: () => undefined,
    });
    Object.defineProperty(HTMLDialogElement.prototype, 'showModal', {
      configurable: true,
      value(this: HTMLDialogElement) {
        this.open = true;
      },
    });
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
    sessionStorage.clear();
  });
}

export function openDesk(
  address: string,
  who: Partial<ReviewerView>,
  answers: Answers,
): { readonly asked: readonly Asked[] } {
  history.replaceState(null, '', address);
  const server = fakeServer({
    'GET /api/review/me': { json: { ...reviewer, ...who } },
    'GET /api/review/sign-in': { json: { provider: null, links: 'demo' } },
    ...answers,
  });
  render(<DeskPage signInToken={null} problem={null} />);
  return server;
}
