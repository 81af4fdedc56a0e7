// The views of the desk: by address, by link, by key; each leads back to the case that was open.
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DeskPage } from '../../../web/reviewer/desk-page.tsx';
import {
  deskAddress,
  deskViews,
  readDeskAddress,
  viewKeys,
  type DeskView,
} from '../../../web/reviewer/desk-views.ts';
import { deskEn as en } from '../../../web/shared/strings/desk.en.ts';
import { fakeServer } from './fake-server.ts';
import { caseId, makeCase, makeQueue, myClaim, reviewer } from './fixtures.ts';

function openDesk(address: string) {
  history.replaceState(null, '', address);
  fakeServer({
    'GET /api/review/me': { json: reviewer },
    'GET /api/review/queue': { json: makeQueue() },
    [`GET /api/review/cases/${caseId}`]: { json: makeCase({ claim: myClaim }) },
  });
  render(<DeskPage signInToken={null} problem={null} />);
}

/** By where it leads: asking a whole case for roles takes seconds on a busy machine. */
function linkTo(view: DeskView): Element {
  const links = [...document.querySelectorAll('.view-nav a')];
  const link = links.find(
    (one) => readDeskAddress(new URL((one as HTMLAnchorElement).href).search, deskViews).view === view,
  );
  if (link === undefined) throw new Error(`no link to ${view}`);
  return link;
}

const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
const accountTitle = () => screen.findByText(en.account.title, { selector: 'h2' });
const queueTitle = () => screen.findByText(en.queue.title, { selector: 'h2' });

beforeEach(() => localStorage.setItem('portcullis-language', 'en'));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('the address of the desk', () => {
  it('reads back as what it was made of', () => {
    for (const view of deskViews)
      for (const openId of [null, caseId])
        expect(readDeskAddress(deskAddress({ view, openId }), deskViews)).toEqual({ view, openId });
  });

  it('leads to the queue when it names a view that there is not', () => {
    expect(readDeskAddress('?view=nowhere', deskViews).view).toBe('queue');
    expect(readDeskAddress('?view=gate', ['queue', 'account']).view).toBe('queue');
  });
});

describe('the views', () => {
  it('open by their address', async () => {
    openDesk('/review?view=account');
    await accountTitle();
    expect(screen.queryByText(en.queue.title, { selector: 'h2' })).toBeNull();
  });

  it('change by link, keep the open case, and go back with the browser', async () => {
    openDesk(`/review?case=${caseId}`);
    await screen.findByText(en.case.heading('7F3K'));
    fireEvent.click(linkTo('account'));
    await accountTitle();
    expect(location.search).toBe(`?view=account&case=${caseId}`);
    fireEvent.click(linkTo('queue'));
    await screen.findByText(en.case.heading('7F3K'));
    expect(location.search).toBe(`?case=${caseId}`);
    history.back();
    await accountTitle();
  });

  it('say which of them is shown', async () => {
    openDesk('/review?view=account');
    await accountTitle();
    const current = screen
      .getByRole('navigation', { name: en.viewsLabel })
      .querySelectorAll('[aria-current]');
    expect([...current].map((link) => link.textContent)).toEqual([expect.stringContaining(en.views.account)]);
  });

  it('leave a click with Ctrl to the browser, which opens a tab', async () => {
    openDesk('/review');
    await queueTitle();
    const link = linkTo('account');
    let wasLeftToBrowser = false;
    const watch = (event: Event): void => {
      wasLeftToBrowser = !event.defaultPrevented;
      event.preventDefault(); // the page of the test goes nowhere
    };
    window.addEventListener('click', watch, { once: true });
    fireEvent.click(link, { ctrlKey: true });
    expect(wasLeftToBrowser).toBe(true);
    await queueTitle();
  });

  it('change by key', async () => {
    openDesk('/review');
    await queueTitle();
    press(viewKeys.account);
    await accountTitle();
    press(viewKeys.queue);
    await queueTitle();
  });

  it('stay where they are while a number key chooses a reason', async () => {
    openDesk(`/review?case=${caseId}`);
    await screen.findByText(en.case.heading('7F3K'));
    press('a');
    await screen.findByRole('dialog');
    press(viewKeys.account);
    expect(location.search).toBe(`?case=${caseId}`);
    expect(screen.queryByText(en.account.title, { selector: 'h2' })).toBeNull();
  });
});
