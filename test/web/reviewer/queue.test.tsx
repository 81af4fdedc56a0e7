// The queue as a reviewer works it: found, narrowed, taken, lost, told, by keys.
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { QueueView } from '../../../server/contract/queue.ts';
import { DeskPage } from '../../../web/reviewer/desk-page.tsx';
import { deskEn as en } from '../../../web/shared/strings/desk.en.ts';
import { fakeServer, type FakeAnswer } from './fake-server.ts';
import { caseId, makeCase, makeEntry, makeQueue, myClaim, otherId, reviewer, thirdId } from './fixtures.ts';

const queuePath = '/api/review/queue';
const hourMs = 3_600_000;

function openQueue(
  queue: QueueView = makeQueue(),
  answers: Record<string, FakeAnswer | (() => FakeAnswer)> = {},
  address = '/review',
) {
  history.replaceState(null, '', address);
  const server = fakeServer({
    'GET /api/review/me': { json: reviewer },
    'GET /api/review/sign-in': { json: { provider: null, links: 'demo' } },
    [`GET ${queuePath}`]: { json: queue },
    [`GET /api/review/cases/${caseId}`]: { json: makeCase() },
    ...answers,
  });
  render(<DeskPage signInToken={null} problem={null} />);
  return server;
}

const press = (key: string) => fireEvent.keyDown(document.body, { key });
const list = () => screen.findByRole('navigation', { name: en.queue.title });
const rows = async () => within(await list()).findAllByRole('listitem');
const bodyOf = (server: ReturnType<typeof openQueue>, path: string) =>
  server.asked.filter((one) => one.path === path).map(({ body }) => body);

beforeEach(() => localStorage.setItem('portcullis-language', 'en'));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

describe('a row', () => {
  it('says how long is left, or that it is late', async () => {
    openQueue(
      makeQueue([
        makeEntry({ age: 'breached', workingMsLeft: 0 }),
        makeEntry({ applicationId: otherId, age: 'near', workingMsLeft: 2.5 * hourMs }),
      ]),
    );
    const [late, near] = await rows();
    expect(late?.textContent).toContain(en.queue.late);
    expect(near?.textContent).toContain('2 h 30 min left');
  });

  it('says for whom it is kept, and from whom it was taken over', async () => {
    const keptUntil = '2026-11-23T12:30:00.000Z';
    openQueue(
      makeQueue([
        makeEntry({ keptFor: 'Chen Demo', keptUntil }),
        makeEntry({ applicationId: otherId, keptFor: 'Lin Demo', isKeptForMe: true, keptUntil }),
        makeEntry({ applicationId: thirdId, claimedBy: 'Lin Demo', isMine: true, takenFrom: 'Chen Demo' }),
      ]),
    );
    const [other, own, taken] = await rows();
    expect(other?.textContent).toContain('kept for Chen Demo');
    expect(own?.textContent).toContain('came back to you');
    expect(taken?.textContent).toContain(en.queue.takenFrom('Chen Demo'));
  });
});

describe('the next case', () => {
  it('is claimed by the server with n, and opened', async () => {
    const server = openQueue(makeQueue(), { 'POST /api/review/next': { json: { applicationId: caseId } } });
    await rows();
    press('n');
    await screen.findByText(en.case.heading('7F3K'));
    expect(bodyOf(server, '/api/review/next')).toEqual([{ except: [] }]);
  });

  it('is the one that is held already, before any new one', async () => {
    const mine = makeEntry({ isMine: true, claimedBy: 'Lin Demo' });
    const server = openQueue({ ...makeQueue([mine]), mine: [mine] });
    await rows();
    press('n');
    await screen.findByText(en.case.heading('7F3K'));
    expect(bodyOf(server, '/api/review/next')).toEqual([]);
  });

  it('does not lead away from a case that is held and not decided', async () => {
    const mine = makeEntry({ isMine: true, claimedBy: 'Lin Demo' });
    const server = openQueue(
      { ...makeQueue([mine]), mine: [mine] },
      { [`GET /api/review/cases/${caseId}`]: { json: makeCase({ claim: myClaim }) } },
      `/review?case=${caseId}`,
    );
    await screen.findByText(en.case.heading('7F3K'));
    await rows();
    press('n');
    await screen.findByText(en.queue.decideFirst);
    expect(bodyOf(server, '/api/review/next')).toEqual([]);
  });

  it('may not be there, which is said', async () => {
    openQueue(makeQueue(), { 'POST /api/review/next': { json: { applicationId: null } } });
    await rows();
    press('n');
    await screen.findByText(en.queue.noneFree);
  });

  it('is not one that was put back', async () => {
    const server = openQueue(
      makeQueue([makeEntry({ isMine: true, claimedBy: 'Lin Demo' })]),
      {
        [`GET /api/review/cases/${caseId}`]: { json: makeCase({ claim: myClaim }) },
        [`DELETE /api/review/cases/${caseId}/claim`]: 'nothing',
        'POST /api/review/next': { json: { applicationId: null } },
        [`GET ${queuePath}`]: () => ({
          json: makeQueue(
            server.asked.some(({ method }) => method === 'DELETE')
              ? [makeEntry()]
              : [makeEntry({ isMine: true, claimedBy: 'Lin Demo' })],
          ),
        }),
      },
      `/review?case=${caseId}`,
    );
    await screen.findByText(en.case.heading('7F3K'));
    press('u');
    await screen.findByText(en.queue.free);
    press('n');
    await waitFor(() => expect(bodyOf(server, '/api/review/next')).toEqual([{ except: [caseId] }]));
  });
});

describe('finding', () => {
  it('takes the focus with /, looks by body and not by address, and goes back with Escape', async () => {
    const found = makeEntry({ applicationId: otherId, state: 'refused' });
    const server = openQueue(makeQueue(), { 'POST /api/review/search': { json: { cases: [found] } } });
    await rows();
    press('/');
    const input = screen.getByRole('textbox', { name: new RegExp(en.queue.search.label) });
    expect(document.activeElement).toBe(input);
    fireEvent.input(input, { target: { value: '010X' } });
    fireEvent.submit(screen.getByRole('search'));
    await screen.findByText(en.queue.search.found(1, '010X'));
    expect(bodyOf(server, '/api/review/search')).toEqual([{ text: '010X' }]);
    expect(server.asked.some(({ path }) => path.includes('010X'))).toBe(false);
    const [row] = await rows();
    expect(row?.textContent).toContain(en.states.refused);
    fireEvent.keyDown(input, { key: 'Escape' });
    await screen.findByText(en.queue.free);
  });

  it('says when too little was typed', async () => {
    const server = openQueue();
    await rows();
    const input = screen.getByRole('textbox', { name: new RegExp(en.queue.search.label) });
    fireEvent.input(input, { target: { value: '01' } });
    fireEvent.submit(screen.getByRole('search'));
    await screen.findByText(en.queue.search.tooShort);
    expect(bodyOf(server, '/api/review/search')).toEqual([]);
  });
});

describe('narrowing', () => {
  it('is asked of the server, kept over a reload, used for the next case, and cleared', async () => {
    const server = openQueue(makeQueue(), {
      [`GET ${queuePath}?language=en`]: { json: makeQueue([makeEntry({ applicationId: otherId })]) },
      'POST /api/review/next': { json: { applicationId: null } },
    });
    await rows();
    press('f');
    fireEvent.change(await screen.findByRole('combobox', { name: en.queue.filter.language }), {
      target: { value: 'en' },
    });
    await screen.findByText('9QX2');
    expect(screen.getByText(en.queue.filter.active(1))).toBeTruthy();
    press('n');
    await waitFor(() => expect(bodyOf(server, '/api/review/next')).toEqual([{ language: 'en', except: [] }]));
    cleanup();
    openQueue(makeQueue(), {
      [`GET ${queuePath}?language=en`]: { json: makeQueue([makeEntry({ applicationId: otherId })]) },
    });
    await screen.findByText('9QX2');
    fireEvent.click(screen.getByRole('button', { name: en.queue.filter.clear }));
    await screen.findByText('7F3K');
  });
});

it('further pages come after the first, on asking', async () => {
  const after = `2026-11-23T08:00:00.000Z_${caseId}`;
  openQueue(
    { ...makeQueue(), fitting: 2, nextPage: after },
    {
      [`GET ${queuePath}?after=${encodeURIComponent(after)}`]: {
        json: makeQueue([makeEntry({ applicationId: otherId })]),
      },
    },
  );
  await screen.findByText(en.queue.shown(1, 2));
  fireEvent.click(screen.getByRole('button', { name: en.queue.more }));
  await screen.findByText('9QX2');
  expect(screen.queryByRole('button', { name: en.queue.more })).toBeNull();
});

it('tells whose claim ran out who took the case over, with a way to it', async () => {
  openQueue({
    ...makeQueue(),
    taken: [{ applicationId: caseId, by: 'Chen Demo', at: '2026-11-23T08:00:00.000Z' }],
  });
  const notice = await screen.findByText(/Chen Demo took over after your claim ran out/);
  fireEvent.click(within(notice).getByRole('button', { name: '7F3K' }));
  await screen.findByText(en.case.heading('7F3K'));
});

it('goes on and off shift by the switch and by its key', async () => {
  let isOn = false;
  const server = openQueue(makeQueue(), {
    'PUT /api/review/shift': () => {
      isOn = !isOn;
      return { json: { isOn, endsAt: null } };
    },
    [`GET ${queuePath}`]: () => ({ json: { ...makeQueue(), shift: { isOn, endsAt: null } } }),
  });
  fireEvent.click(await screen.findByRole('switch', { name: en.queue.shift.off }));
  await screen.findByRole('switch', { name: en.queue.shift.on, checked: true });
  press('o');
  await screen.findByRole('switch', { name: en.queue.shift.off, checked: false });
  expect(bodyOf(server, '/api/review/shift')).toEqual([{ isOn: true }, { isOn: false }]);
});
