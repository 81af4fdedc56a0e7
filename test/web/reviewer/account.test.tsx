// Signing in with the provider and the account page, as people meet them.
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { PeopleView, SessionView } from '../../../server/contract/accounts.ts';
import type { ReviewerView } from '../../../server/contract/review.ts';
import { takeArrival } from '../../../web/reviewer/arrival.ts';
import { DeskPage } from '../../../web/reviewer/desk-page.tsx';
import { deskEn as en } from '../../../web/shared/strings/desk.en.ts';
import { Problem } from '../../../web/shared/api.ts';
import { fakeServer } from './fake-server.ts';
import { reviewer } from './fixtures.ts';
import { useDeskInTests, type Answers } from './open-desk.tsx';

const provider = {
  'GET /api/review/sign-in': { json: { provider: { name: 'Example ID' }, links: 'break-glass' } },
};
const nobody = { 'GET /api/review/me': { problem: 'not-authenticated', status: 401 } } as const;

function open(answers: Answers, address: string, problem: Problem | null = null) {
  history.replaceState(null, '', address);
  const server = fakeServer({ ...provider, ...answers });
  render(<DeskPage signInToken={null} problem={problem} />);
  return server;
}

useDeskInTests();

describe('what the address brings', () => {
  it('loses its token at once', () => {
    history.replaceState(null, '', '/review?case=x#sign-in=abc%2B1');
    expect(takeArrival(location, history)).toEqual({ signInToken: 'abc+1', problem: null });
    expect(location.href).toMatch(/\/review\?case=x$/);
    expect(takeArrival(location, history)).toEqual({ signInToken: null, problem: null });
  });

  it('says how a sign-in at the provider ended, with a reference only where it has the form of one', () => {
    const reference = 'r_0b7c2f9e-1111-4222-8333-444455556666';
    history.replaceState(null, '', `/review#sign-in-problem=no-reviewer-role&reference=${reference}`);
    const { problem } = takeArrival(location, history);
    expect(problem).toMatchObject({ type: 'no-reviewer-role', details: { requestId: reference } });
    history.replaceState(null, '', '/review#sign-in-problem=internal&reference=call-0900-555');
    expect(takeArrival(location, history).problem?.details).toEqual({});
  });
});

describe('the sign-in page', () => {
  it('leads to the provider by its name, and speaks of no links', async () => {
    open(nobody, '/review');
    const way = await screen.findByText(en.signIn.withProvider('Example ID'));
    expect(way.getAttribute('href')).toBe('/api/review/oidc/start');
    expect(screen.queryByText(en.signIn.how)).toBeNull();
  });

  it.each([
    'sign-in-not-proved',
    'sign-in-declined',
    'no-reviewer-role',
    'reviewer-barred',
    'provider-not-reachable',
  ] as const)('says what is the matter after %s, and leaves a way on', async (type) => {
    open(nobody, '/review', new Problem(type, 0));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain(en.problems[type].says);
    expect(alert.textContent).toContain(en.problems[type].next);
    await screen.findByText(en.signIn.withProvider('Example ID'));
  });

  it('offers another account to somebody whose account has no role', async () => {
    open(nobody, '/review', new Problem('no-reviewer-role', 0));
    const other = await screen.findByText(en.signIn.otherAccount);
    expect(other.getAttribute('href')).toBe('/api/review/oidc/start?account=other');
  });

  it('opens again, after signing in, what was open before', async () => {
    open(nobody, '/review?view=account');
    const way = await screen.findByText(en.signIn.withProvider('Example ID'));
    way.addEventListener('click', (event) => event.preventDefault());
    fireEvent.click(way);
    cleanup();
    open(
      { 'GET /api/review/me': { json: reviewer }, 'GET /api/review/sessions': { json: { sessions: [] } } },
      '/review',
    );
    await screen.findByText(en.account.title, { selector: 'h2' });
    expect(location.search).toBe('?view=account');
  });

  it('offers to sign out at the provider as well, once signed out here', async () => {
    open(
      {
        'GET /api/review/me': { json: reviewer },
        'GET /api/review/sessions': { json: { sessions: [] } },
        'POST /api/review/sign-out': { json: { canSignOutAtProvider: true } },
      },
      '/review?view=account',
    );
    fireEvent.click(await screen.findByText(en.signOut));
    const way = await screen.findByText(en.signIn.signOutAtProvider('Example ID'));
    expect(way.getAttribute('href')).toBe('/api/review/oidc/sign-out');
  });
});

const session = (sessionId: string, part: Partial<SessionView> = {}): SessionView => ({
  sessionId,
  isThis: false,
  way: 'provider',
  browser: 'Firefox · Windows',
  openedAt: '2026-11-02T01:00:00.000Z',
  lastSeenAt: '2026-11-02T01:30:00.000Z',
  expiresAt: '2026-11-02T13:00:00.000Z',
  ...part,
});
const mine = [session('s_1', { isThis: true }), session('s_2', { browser: null })];
const asRole = (role: ReviewerView['role']) => ({
  'GET /api/review/me': { json: { ...reviewer, role } },
  'GET /api/review/sessions': { json: { sessions: mine } },
});

describe('the account page', () => {
  it('lists one’s sessions, and ends the others but not the one that asks', async () => {
    const server = open(
      { ...asRole('reviewer'), 'DELETE /api/review/sessions': { json: { sessions: mine.slice(0, 1) } } },
      '/review?view=account',
    );
    await screen.findByText(en.account.thisOne);
    expect(screen.getAllByText(en.account.end)).toHaveLength(1);
    expect(screen.queryByText(en.account.people)).toBeNull();
    fireEvent.click(screen.getByText(en.account.endOthers));
    await screen.findByText(en.account.ended(1));
    expect(screen.queryByText(en.account.end)).toBeNull();
    expect(server.asked.at(-1)).toMatchObject({ method: 'DELETE', path: '/api/review/sessions' });
  });

  const person = (part: Partial<PeopleView['people'][number]> = {}): PeopleView['people'][number] => ({
    reviewerId: 'li-wei',
    name: 'Li Wei',
    role: 'reviewer',
    isYou: false,
    barredAt: null,
    sessions: [session('s_9')],
    ...part,
  });

  it('shows everybody to a lead, who ends sessions and bars nobody', async () => {
    open(
      { ...asRole('lead'), 'GET /api/review/people': { json: { people: [person()] } } },
      '/review?view=account',
    );
    await screen.findByText('Li Wei');
    expect(screen.queryByText(en.account.bar)).toBeNull();
  });

  it('asks an operator once more before somebody is barred, then says that it is done', async () => {
    const barred = person({ sessions: [], barredAt: '2026-11-02T02:00:00.000Z' });
    const server = open(
      {
        ...asRole('operator'),
        'GET /api/review/people': { json: { people: [person()] } },
        'PUT /api/review/people/li-wei/barred': { json: { people: [barred] } },
      },
      '/review?view=account',
    );
    fireEvent.click(await screen.findByText(en.account.bar));
    await screen.findByText(en.account.barTitle('Li Wei'));
    expect(server.asked.some(({ method }) => method === 'PUT')).toBe(false);
    const confirm = screen.getAllByText(en.account.barConfirm).at(-1);
    if (confirm) fireEvent.click(confirm);
    await screen.findByText(en.account.barred('Li Wei'));
    await screen.findByText(en.account.letIn);
  });

  it('leads to the sign-in page when the session is over', async () => {
    open(
      { ...asRole('reviewer'), 'GET /api/review/sessions': { problem: 'not-authenticated', status: 401 } },
      '/review?view=account',
    );
    await waitFor(() => screen.getByText(en.signIn.withProvider('Example ID')));
  });
});
