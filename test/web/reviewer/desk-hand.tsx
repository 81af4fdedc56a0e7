// Opens the desk before a server made of tables, and works it by its keys.
import { cleanup, fireEvent, render } from '@testing-library/preact';
import { vi } from 'vitest';
import type { ReviewerView } from '../../../server/contract/review.ts';
import { DeskPage } from '../../../web/reviewer/desk-page.tsx';
import { fakeServer, type FakeAnswer } from './fake-server.ts';
import { caseId, makeCase, makeQueue, reviewer } from './fixtures.ts';

export type Answers = Record<string, FakeAnswer | (() => FakeAnswer)>;

export const casePath = `/api/review/cases/${caseId}`;

export const signedIn = {
  'GET /api/review/me': { json: reviewer },
  'GET /api/review/queue': { json: makeQueue() },
  'GET /api/review/sign-in': { json: { provider: null, links: 'demo' } },
};

export const signedInAs = (who: ReviewerView): Answers => ({ 'GET /api/review/me': { json: who } });

export function openDesk(answers: Answers, address = '/review') {
  history.replaceState(null, '', address);
  const server = fakeServer({ ...signedIn, ...answers });
  render(<DeskPage signInToken={null} problem={null} />);
  return server;
}

/** A draft is taken as it comes, unless told otherwise. */
export const openCase = (view = makeCase(), answers: Answers = {}) =>
  openDesk(
    { [`GET ${casePath}`]: { json: view }, [`PUT ${casePath}/draft`]: 'nothing', ...answers },
    `/review?case=${caseId}`,
  );

export const press = (key: string) => fireEvent.keyDown(document.body, { key });

export function chooseEnglish(): void {
  localStorage.setItem('portcullis-language', 'en');
}

export function leaveDesk(): void {
  cleanup();
  vi.unstubAllGlobals();
  sessionStorage.clear();
}
