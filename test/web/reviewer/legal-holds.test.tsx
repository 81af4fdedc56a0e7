// Legal holds as an operator meets them: on a page of their own and on each case; and as others do.
import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { LegalHoldView } from '../../../server/contract/retention.ts';
import type { ReviewerView } from '../../../server/contract/review.ts';
import { viewKeys } from '../../../web/reviewer/desk-views.ts';
import { deskEn } from '../../../web/shared/strings/desk.en.ts';
import { legalHoldsEn as en } from '../../../web/shared/strings/legal-holds.en.ts';
import { axeViolations } from './axe.ts';
import { casePath, openCase } from './desk-hand.tsx';
import type { FakeAnswer } from './fake-server.ts';
import { caseId, makeCase, makeQueue, otherId } from './fixtures.ts';
import { openDesk, useDeskInTests, type Answers } from './open-desk.tsx';

useDeskInTests();

const holdsPath = '/api/review/legal-holds';
const ofCase = `${holdsPath}?applicationId=${caseId}`;
const holdPath = `${casePath}/legal-hold`;
const hold = (part: Partial<LegalHoldView> = {}): LegalHoldView => ({
  holdId: 'h_0000000000000000000001',
  applicationId: caseId,
  reason: 'a dispute about a delivery',
  setBy: 'r_9',
  setByName: 'Li Demo',
  setAt: '2026-11-20T08:00:00.000Z',
  ...part,
});
const byCommand = hold({
  holdId: 'h_0000000000000000000002',
  applicationId: otherId,
  reason: 'an inspection',
  setBy: null,
  setByName: null,
});
const list = (...holds: LegalHoldView[]): FakeAnswer => ({ json: { holds } });

function openPage(answers: Answers = {}, role: ReviewerView['role'] = 'operator', query = '?view=holds') {
  return openDesk(
    `/review${query}`,
    { role },
    {
      'GET /api/review/queue': { json: makeQueue() },
      [`GET ${holdsPath}`]: list(hold(), byCommand),
      ...answers,
    },
  );
}

/** The answers one after the other, the last for good. */
function inTurn(...answers: [FakeAnswer, ...FakeAnswer[]]): () => FakeAnswer {
  const left = [...answers];
  return () => (left.length > 1 ? left.shift() : left[0]) ?? answers[0];
}

type Server = ReturnType<typeof openPage>;
const posted = ({ asked }: Server) =>
  asked.filter(({ method }) => method === 'POST').map(({ path, body }) => ({ path, body }));
const reads = ({ asked }: Server, path: string): number =>
  asked.filter((one) => one.method === 'GET' && one.path === path).length;
const type = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const say = (dialog: HTMLElement, text: string) =>
  fireEvent.click(within(dialog).getByText(text, { selector: 'button' }));

describe('who meets the page', () => {
  it('opens for operators by its key', async () => {
    openPage({}, 'operator', '');
    await screen.findByText(deskEn.queue.title, { selector: 'h2' });
    fireEvent.keyDown(document.body, { key: viewKeys.holds });
    await screen.findByText('a dispute about a delivery');
  });

  it.each(['reviewer', 'lead'] as const)(
    'has neither link nor key for a %s, and asks nothing',
    async (role) => {
      const { asked } = openPage({}, role, '');
      await screen.findByText(deskEn.queue.title, { selector: 'h2' });
      expect(document.querySelector('a[href*="view=holds"]')).toBeNull();
      fireEvent.keyDown(document.body, { key: viewKeys.holds });
      expect(location.search).toBe('');
      expect(asked.some(({ path }) => path.includes('legal-hold'))).toBe(false);
    },
  );

  it('says whom it is for to a lead who opens its address', async () => {
    const { asked } = openPage({}, 'lead');
    await screen.findByText(en.onlyOperators);
    expect(asked.some(({ path }) => path.includes('legal-hold'))).toBe(false);
  });
});

describe('the list', () => {
  it('says of each which application, by whom and why; and leads to its case', async () => {
    openPage({ [`GET ${casePath}`]: { json: makeCase() }, [`GET ${ofCase}`]: list(hold()) });
    const row = (await screen.findByText('a dispute about a delivery')).closest('tr');
    expect(row?.textContent).toContain('Li Demo');
    expect(row?.textContent).toContain(caseId);
    expect(screen.getByText('an inspection').closest('tr')?.textContent).toContain(en.byCommand);
    expect(await axeViolations()).toEqual([]);
    fireEvent.click(screen.getByLabelText(en.open('7F3K')));
    await waitFor(() => expect(location.search).toBe(`?case=${caseId}`));
  });

  it('says so when there is none', async () => {
    openPage({ [`GET ${holdsPath}`]: list() });
    await screen.findByText(en.none);
  });

  it('offers to try again when it could not be read', async () => {
    openPage({
      [`GET ${holdsPath}`]: inTurn({ problem: 'internal', status: 500 }, list(byCommand)),
    });
    fireEvent.click(await screen.findByText(deskEn.tryAgain));
    await screen.findByText('an inspection');
  });
});

describe('lifting', () => {
  it('says what follows, and asks for a reason before anything is sent', async () => {
    const server = openPage({
      [`GET ${holdsPath}`]: inTurn(list(hold(), byCommand), list(byCommand)),
      [`POST ${holdPath}/lifting`]: 'nothing',
    });
    fireEvent.click(await screen.findByLabelText(en.liftOf('7F3K')));
    const dialog = await screen.findByRole('dialog', { name: en.liftTitle('7F3K') });
    expect(dialog.textContent).toContain(en.liftMeans);
    expect(await axeViolations()).toEqual([]);
    say(dialog, en.liftConfirm);
    await within(dialog).findByRole('alert');
    type(en.liftReason, '   ');
    say(dialog, en.liftConfirm);
    expect(posted(server)).toEqual([]);
    type(en.liftReason, ' settled ');
    say(dialog, en.liftConfirm);
    const said = await screen.findByText(en.wasLifted('7F3K'));
    await waitFor(() => expect(document.activeElement).toBe(said));
    expect(posted(server)).toEqual([{ path: `${holdPath}/lifting`, body: { reason: 'settled' } }]);
    await waitFor(() => expect(screen.queryByText('a dispute about a delivery')).toBeNull());
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('leaves it in force when one thinks better of it', async () => {
    const server = openPage();
    fireEvent.click(await screen.findByLabelText(en.liftOf('7F3K')));
    say(await screen.findByRole('dialog'), en.keep);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(posted(server)).toEqual([]);
  });

  it('says when somebody else was there before, and shows what is in force now', async () => {
    const server = openPage({
      [`GET ${holdsPath}`]: inTurn(list(hold()), list()),
      [`POST ${holdPath}/lifting`]: { problem: 'event-not-possible', status: 409 },
    });
    fireEvent.click(await screen.findByLabelText(en.liftOf('7F3K')));
    const dialog = await screen.findByRole('dialog');
    type(en.liftReason, 'settled');
    say(dialog, en.liftConfirm);
    await within(dialog).findByText(en.changed.lift.says);
    await screen.findByText(en.none);
    await waitFor(() => expect(reads(server, holdsPath)).toBe(2));
  });
});

describe('setting', () => {
  async function openForm(): Promise<HTMLElement> {
    await screen.findByText('an inspection');
    fireEvent.click(screen.getByText(en.set, { selector: 'button' }));
    return screen.findByRole('dialog', { name: en.set });
  }

  it('takes the whole number of an application and a reason', async () => {
    const server = openPage({ [`POST ${holdPath}`]: { json: hold() } });
    const dialog = await openForm();
    type(en.number, '7F3K');
    say(dialog, en.set);
    const summary = await within(dialog).findByRole('alert');
    expect(summary.textContent).toContain(en.pickNumber);
    expect(summary.textContent).toContain(en.pickReason);
    expect(await axeViolations()).toEqual([]);
    type(en.number, ` ${caseId} `);
    type(en.reason, 'x'.repeat(1001));
    say(dialog, en.set);
    await waitFor(() => expect(within(dialog).getByRole('alert').textContent).not.toContain(en.pickNumber));
    expect(posted(server)).toEqual([]);
    type(en.reason, 'a court asked');
    say(dialog, en.set);
    await screen.findByText(en.wasSet('7F3K'));
    expect(posted(server)).toEqual([{ path: holdPath, body: { reason: 'a court asked' } }]);
    await waitFor(() => expect(reads(server, holdsPath)).toBe(2));
  });

  it('keeps what was typed when there is no such application', async () => {
    openPage({ [`POST ${holdPath}`]: { problem: 'not-found', status: 404 } });
    const dialog = await openForm();
    type(en.number, caseId);
    type(en.reason, 'a court asked');
    say(dialog, en.set);
    await within(dialog).findByText(en.absent.says);
    expect(screen.getByLabelText<HTMLInputElement>(en.number).value).toBe(caseId);
  });
});

describe('a case', () => {
  const operator = { role: 'operator' } as const;

  it('says to an operator that it is not held, and is held with a reason', async () => {
    const server = openCase(
      makeCase(),
      { [`GET ${ofCase}`]: inTurn(list(), list(hold())), [`POST ${holdPath}`]: { json: hold() } },
      operator,
    );
    await screen.findByText(en.caseNotHeld);
    fireEvent.click(screen.getByText(en.set, { selector: 'button' }));
    const dialog = await screen.findByRole('dialog', { name: en.setTitle('7F3K') });
    expect(within(dialog).queryByLabelText(en.number)).toBeNull();
    type(en.reason, 'a dispute about a delivery');
    say(dialog, en.set);
    await screen.findByText(/^Held since/);
    expect(posted(server).filter(({ path }) => path === holdPath)).toEqual([
      { path: holdPath, body: { reason: 'a dispute about a delivery' } },
    ]);
  });

  it('says since when, by whom and why it is held, and is let go with a reason', async () => {
    const server = openCase(
      makeCase(),
      { [`GET ${ofCase}`]: inTurn(list(hold()), list()), [`POST ${holdPath}/lifting`]: 'nothing' },
      operator,
    );
    const part = await screen.findByRole('region', { name: en.caseTitle });
    await within(part).findByText(/^Held since .* set by Li Demo/);
    within(part).getByText('a dispute about a delivery');
    expect(await axeViolations()).toEqual([]);
    fireEvent.click(within(part).getByLabelText(en.liftOf('7F3K')));
    const dialog = await screen.findByRole('dialog');
    type(en.liftReason, 'settled');
    say(dialog, en.liftConfirm);
    await within(part).findByText(en.caseNotHeld);
    await waitFor(() => expect(document.activeElement).toBe(part));
    expect(posted(server).some(({ path }) => path === `${holdPath}/lifting`)).toBe(true);
  });

  it('tells it also of a case that is locked, where nothing else is to be seen', async () => {
    openCase(
      makeCase(),
      { [`GET ${casePath}`]: { problem: 'case-locked', status: 423 }, [`GET ${ofCase}`]: list(hold()) },
      operator,
    );
    await screen.findByText(/^Held since/);
    screen.getByLabelText(en.liftOf('7F3K'));
  });

  it.each(['reviewer', 'lead'] as const)('says nothing of it to a %s', async (role) => {
    const { asked } = openCase(makeCase(), {}, { role });
    await screen.findByText(deskEn.case.claim);
    expect(screen.queryByRole('region', { name: en.caseTitle })).toBeNull();
    expect(asked.some(({ path }) => path.includes('legal-hold'))).toBe(false);
  });
});
