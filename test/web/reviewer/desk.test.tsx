// The desk as a reviewer meets it: sign-in, queue, case, decision.
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { CaseView } from '../../../server/contract/review.ts';
import type { EndingsView } from '../../../server/contract/review-endings.ts';
import { DeskPage } from '../../../web/reviewer/desk-page.tsx';
import { deskEn as en } from '../../../web/shared/strings/desk.en.ts';
import { deskZhCN as zh } from '../../../web/shared/strings/desk.zh-CN.ts';
import { casePath, openCase, press } from './desk-hand.tsx';
import { openDesk, useDeskInTests, type Answers } from './open-desk.tsx';
import { fakeServer } from './fake-server.ts';
import {
  caseId,
  makeCase,
  makeCheck,
  makeDecided,
  makeEntry,
  makeQueue,
  myClaim,
  otherId,
  revealed,
  reviewer,
  statement,
  theirClaim,
} from './fixtures.ts';
import { handOut } from './fake-server.ts';

useDeskInTests();

const openQueue = (answers: Answers) =>
  openDesk('/review', {}, { 'GET /api/review/queue': { json: makeQueue() }, ...answers });
const signedIn = {
  'GET /api/review/me': { json: reviewer },
  'GET /api/review/queue': { json: makeQueue() },
  'GET /api/review/sign-in': { json: { provider: null, links: 'demo' } },
};

describe('signing in', () => {
  it('says how to get a link when nobody is signed in', async () => {
    openQueue({ 'GET /api/review/me': { problem: 'not-authenticated', status: 401 } });
    expect(await screen.findByText(en.signIn.how)).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('says what to do about a link that is used up', async () => {
    fakeServer({
      'POST /api/review/sign-in': { problem: 'sign-in-link-used', status: 401 },
      'GET /api/review/sign-in': { json: { provider: null, links: 'demo' } },
    });
    render(<DeskPage signInToken="abc" problem={null} />);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain(en.problems['sign-in-link-used'].next);
  });

  it('stays open to somebody signed in who opens a used link again', async () => {
    fakeServer({ ...signedIn, 'POST /api/review/sign-in': { problem: 'sign-in-link-used', status: 401 } });
    render(<DeskPage signInToken="abc" problem={null} />);
    expect(await screen.findByText(reviewer.name)).toBeTruthy();
  });

  it('leads back to the sign-in page when the session is over', async () => {
    openQueue({ 'GET /api/review/queue': { problem: 'not-authenticated', status: 401 } });
    expect(await screen.findByText(en.signIn.how)).toBeTruthy();
  });
});

describe('the queue', () => {
  it('says that every application is decided by a person while the gate holds', async () => {
    openQueue({});
    expect(await screen.findByText('HOLD')).toBeTruthy();
    expect(screen.getByText(en.gate.holdMeans)).toBeTruthy();
  });

  it('shows who holds a case and which one awaits a second person', async () => {
    const cases = [
      makeEntry({ claimedBy: 'Chen Demo' }),
      makeEntry({ applicationId: otherId, awaitsSecondReviewer: true }),
    ];
    openQueue({ 'GET /api/review/queue': { json: makeQueue(cases) } });
    const [held, second] = await within(
      await screen.findByRole('navigation', { name: en.queue.title }),
    ).findAllByRole('listitem');
    expect(held?.textContent).toContain('Chen Demo');
    expect(second?.textContent).toContain(en.queue.awaitsSecond);
  });

  it('refreshes when the window gets the focus, and says so when it cannot', async () => {
    let isDown = false;
    openQueue({
      'GET /api/review/queue': () =>
        isDown
          ? { problem: 'foreign-origin', status: 403 }
          : { json: makeQueue([makeEntry({ claimedBy: 'Chen Demo' })]) },
    });
    await screen.findByText(en.queue.claimedBy('Chen Demo'));
    isDown = true;
    fireEvent.focus(window);
    await screen.findByText(/Not updated since/);
    expect(screen.getByText(en.queue.claimedBy('Chen Demo'))).toBeTruthy();
  });

  it('opens the oldest case with j and keeps it in the address', async () => {
    openQueue({ [`GET ${casePath}`]: { json: makeCase() } });
    await screen.findByText(en.queue.free);
    press('j');
    await screen.findByText(en.case.heading('7F3K'));
    expect(location.search).toBe(`?case=${caseId}`);
  });
});

describe('who left unwillingly', () => {
  const made = {
    applicationId: caseId,
    reason: 'unwilling-or-pressured',
    at: '2026-11-23T08:00:00.000Z',
    path: 'face',
    language: 'zh-CN',
    subjectKind: 'individual',
    wasSubmitted: false,
    hasCase: true,
  } as const satisfies EndingsView['endings'][number];
  const endings = [made, { ...made, applicationId: otherId, reason: 'statement-declined', hasCase: false }];

  it('is listed where no case is open, as what it was, and opened where there is something to see', async () => {
    const ending = { reason: made.reason, at: made.at };
    const view = makeCase({
      state: 'withdrawn',
      round: 0,
      submittedAt: null,
      ending,
      evidence: [],
      checks: [],
    });
    openQueue({
      'GET /api/review/endings': { json: { endings } },
      [`GET ${casePath}`]: { json: view },
    });
    const list = (await screen.findByText(en.endings.title)).closest('section');
    expect(list?.textContent).toContain(en.endings.reasons['unwilling-or-pressured']);
    expect(list?.textContent).toContain(en.endings.reasons['statement-declined']);
    const [only, ...more] = within(list as HTMLElement).getAllByRole('button');
    expect(more).toEqual([]);
    fireEvent.click(only as HTMLElement);
    expect(await screen.findByText(/chose “I'm not willing or being pressured”/)).toBeTruthy();
    expect(screen.getByText(en.endings.unsent)).toBeTruthy();
    expect(screen.queryByText(en.photos.missingDocument)).toBeNull();
    expect(screen.queryByText(en.endings.title)).toBeNull();
  });

  it('takes no room where there is none', async () => {
    openQueue({ 'GET /api/review/endings': { json: { endings: [] } } });
    await screen.findByText(en.case.none);
    expect(screen.queryByText(en.endings.title)).toBeNull();
  });
});

describe('a case', () => {
  it('loads all its photos at once, each by an address of its own, and says that it is for the review', async () => {
    const { asked } = openCase();
    await waitFor(() => expect(document.querySelectorAll('.photo-stage img')).toHaveLength(5));
    await waitFor(() => expect(document.querySelector('.photo-loading')).toBeNull());
    const loaded = [...document.querySelectorAll('.photo-stage img')].map((image) =>
      image.getAttribute('src'),
    );
    for (const address of loaded) expect(address).toMatch(/^blob:/);
    const looks = asked.filter(({ path }) => path === `${casePath}/evidence`);
    expect(looks.map(({ body }) => (body as { reason: string }).reason)).toEqual(['review']);
    const opened = asked.map(({ path }) => path).filter((path) => path.startsWith('/api/review/evidence/'));
    expect(new Set(opened).size).toBe(opened.length);
    expect(document.querySelector('img[loading=lazy]')).toBeNull();
  });

  it('writes who looks across the photos', async () => {
    openCase();
    await screen.findByText(en.photos.record);
    const find = () => [...document.querySelectorAll('.photo-box .watermark')];
    await waitFor(() => expect(find()).toHaveLength(3));
    const marks = find();
    for (const mark of marks) expect(mark.textContent).toContain(reviewer.name);
  });

  it('that is decided shows no picture until somebody says why they look', async () => {
    const { asked } = openCase(makeCase({ state: 'refused' }));
    await screen.findByText(en.photos.why);
    expect(document.querySelector('.photo-stage img')).toBeNull();
    expect(asked.some(({ path }) => path.endsWith('/evidence'))).toBe(false);
    fireEvent.change(screen.getByLabelText(en.photos.why), { target: { value: 'complaint' } });
    fireEvent.click(screen.getByText(en.photos.look, { selector: 'button' }));
    await waitFor(() => expect(document.querySelectorAll('.photo-stage img')).toHaveLength(5));
    const look = asked.find(({ path }) => path.endsWith('/evidence'));
    expect(look?.body).toMatchObject({ reason: 'complaint' });
    expect(screen.queryByText(en.photos.why)).toBeNull();
  });

  it('with a photo that got lost on its way offers to ask for that one again', async () => {
    let opened = 0;
    const { asked } = openCase(makeCase(), {
      [`POST ${casePath}/evidence`]: (question) => {
        const answer = handOut(question);
        if (opened++ > 0 || typeof answer === 'string' || !('json' in answer)) return answer;
        const { addresses, ...rest } = answer.json as { addresses: object[] };
        const [first, ...others] = addresses;
        return { ...answer, json: { ...rest, addresses: [{ ...first, address: '/gone' }, ...others] } };
      },
    });
    await screen.findByText(en.tryAgain, { selector: 'button' });
    await waitFor(() => expect(document.querySelector('.photo-loading')).toBeNull());
    fireEvent.click(screen.getByText(en.tryAgain, { selector: 'button' }));
    await waitFor(() => expect(document.querySelectorAll('.photo-stage img')).toHaveLength(5));
    const looks = asked.filter(({ path }) => path.endsWith('/evidence'));
    expect((looks[1]?.body as { evidenceIds: string[] }).evidenceIds).toHaveLength(1);
    expect(screen.queryByText(en.tryAgain)).toBeNull();
  });

  it('whose photos cannot be had offers to try again', async () => {
    let isDown = true;
    openCase(makeCase(), {
      [`POST ${casePath}/evidence`]: (asked) =>
        isDown ? { problem: 'internal', status: 500 } : handOut(asked),
    });
    await screen.findByText(en.problems.internal.says);
    isDown = false;
    fireEvent.click(screen.getByText(en.tryAgain, { selector: 'button' }));
    await waitFor(() => expect(document.querySelectorAll('.photo-stage img')).toHaveLength(5));
  });

  it('shows personal details only once the server was asked for them, and masks them again', async () => {
    const { asked } = openCase(makeCase({ claim: myClaim }), {
      [`POST ${casePath}/reveal`]: { json: revealed },
    });
    await screen.findByText(en.declared.title);
    expect(document.body.textContent).not.toContain('990101199003071236');
    press('v');
    await screen.findByText('990101199003071236');
    expect(document.body.textContent).toContain(statement);
    expect(screen.getByText(en.declared.revealed)).toBeTruthy();
    press('v');
    await waitFor(() => expect(screen.queryByText('990101199003071236')).toBeNull());
    expect(asked.filter(({ path }) => path.endsWith('/reveal'))).toHaveLength(1);
  });

  it('takes a free case on the way to its personal details', async () => {
    openCase(makeCase(), {
      [`POST ${casePath}/claim`]: { json: makeCase({ claim: myClaim }) },
      [`POST ${casePath}/reveal`]: { json: revealed },
    });
    await screen.findByText(en.case.claimFirst);
    press('v');
    await screen.findByText('990101199003071236');
    expect(screen.getByText(en.case.release)).toBeTruthy();
  });

  it('says why it may not show them', async () => {
    openCase(makeCase({ claim: theirClaim }), {
      [`POST ${casePath}/reveal`]: { problem: 'case-claimed-by-another', status: 409 },
    });
    await screen.findByText(en.declared.title);
    press('v');
    expect((await screen.findByRole('alert')).textContent).toContain(
      en.problems['case-claimed-by-another'].says,
    );
  });

  it('gives each number its limit and says which way is better', async () => {
    openCase();
    await screen.findByText(en.checks.title);
    const line = [...document.querySelectorAll('.check-inconclusive .measurement')].map(
      (item) => item.textContent,
    );
    expect(line[0]).toContain('0.54');
    expect(line[0]).toContain(en.checks.limit('0.50'));
    expect(line[0]).toContain(en.checks.lowerIsBetter);
  });

  it('folds what passed and leaves open what did not', async () => {
    openCase();
    const fold = (await screen.findByText(en.checks.passed(5))).closest('details');
    expect(fold?.open).toBe(false);
    expect(within(fold as HTMLElement).queryByText(en.checks.names['business-registry'])).toBeNull();
  });

  it('hides the recommendation until the reviewer decided', async () => {
    openCase(makeCase({ claim: myClaim }));
    await screen.findByText(en.checks.title);
    expect(screen.queryByText(en.sealed.title)).toBeNull();
  });

  it('says that somebody else holds it and offers no decision', async () => {
    openCase(makeCase({ claim: theirClaim }));
    expect(await screen.findByText(/Chen Demo holds this case/)).toBeTruthy();
    const bar = screen.getByRole('group', { name: en.decide.bar });
    for (const button of within(bar).getAllByRole('button'))
      expect((button as HTMLButtonElement).disabled).toBe(true);
    press('a');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('says what to do when a claim comes too late', async () => {
    openCase(makeCase(), { [`POST ${casePath}/claim`]: { problem: 'case-claimed-by-another', status: 409 } });
    await screen.findByText(en.case.claimFirst);
    press('c');
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain(en.problems['case-claimed-by-another'].next);
  });

  it('explains a photo that is not there instead of leaving a hole', async () => {
    openCase(makeCase({ path: 'face-free', liveness: null, willingness: null, evidence: [] }));
    expect(await screen.findByText(en.photos.missingLiveFaceFree)).toBeTruthy();
    expect(screen.getByText(en.case.faceFree)).toBeTruthy();
  });

  it('says why there is no record portrait: not asked for is not the same as not there', async () => {
    const record = async (part: Partial<CaseView>) => {
      cleanup();
      openCase(makeCase({ evidence: [], ...part }));
      await screen.findByText(en.photos.missingDocument);
      return document.body.textContent;
    };
    const refused = [makeCheck('government-record', 'unavailable', 'record-consent-refused')];
    expect(await record({ path: 'face-free' })).toContain(en.photos.missingRecordFaceFree);
    expect(await record({ path: 'face-free' })).not.toContain(en.photos.missingRecord);
    expect(await record({ checks: refused })).toContain(en.photos.missingRecordNotAsked);
    expect(await record({})).toContain(en.photos.missingRecord);
  });

  it('speaks Chinese as well', async () => {
    openCase();
    await screen.findByText(en.declared.title);
    fireEvent.click(screen.getByRole('button', { name: '中文' }));
    expect(await screen.findByText(zh.declared.title)).toBeTruthy();
    expect(document.documentElement.lang).toBe('zh-CN');
  });
});

describe('a decision', () => {
  const claimed = makeCase({ claim: myClaim });

  it.each([
    ['a', 'approve', 2],
    ['r', 'refuse', 6],
    ['g', 'ask-again', 5],
  ] as const)('opened with %s has no reason chosen and focuses no button', async (key, decision, count) => {
    openCase(claimed);
    await screen.findByText(en.case.release);
    press(key);
    const drawer = await screen.findByRole('dialog', { name: en.decide.titles[decision] });
    const boxes = [...drawer.querySelectorAll<HTMLInputElement>('input[name=reason]')];
    expect(boxes).toHaveLength(count);
    for (const box of drawer.querySelectorAll<HTMLInputElement>('input[type=checkbox]'))
      expect(box.checked).toBe(false);
    expect(document.activeElement).toBe(drawer);
  });

  it('takes the claim on the way', async () => {
    const { asked } = openCase(makeCase(), { [`POST ${casePath}/claim`]: { json: claimed } });
    await screen.findByText(en.case.claimFirst);
    press('a');
    await screen.findByRole('dialog');
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toContain(`POST ${casePath}/claim`);
  });

  it('without a reason is not sent, and the drawer says what is missing', async () => {
    const { asked } = openCase(claimed);
    await screen.findByText(en.case.release);
    press('g');
    fireEvent.click(await screen.findByText(en.decide.submit['ask-again']));
    await screen.findByText(en.decide.pickReason);
    expect(screen.getByText(en.decide.pickItem)).toBeTruthy();
    expect(asked.some(({ path }) => path.endsWith('/decision'))).toBe(false);
  });

  it('shows what the applicant will read, in the applicant’s language', async () => {
    openCase(claimed);
    await screen.findByText(en.case.release);
    press('g');
    const drawer = await screen.findByRole('dialog');
    fireEvent.keyDown(drawer, { key: '1' });
    const preview = await screen.findByText('照片看不清，请重新拍一张。');
    expect(preview.closest('[lang]')?.getAttribute('lang')).toBe('zh-CN');
  });

  it('is sent as chosen, then the recommendation is opened and compared', async () => {
    const { asked } = openCase(claimed, {
      [`POST ${casePath}/decision`]: {
        json: makeDecided({
          recommendation: { outcome: 'refuse', reasons: ['record-mismatch'], policyVersion: 'p1' },
        }),
      },
    });
    await screen.findByText(en.case.release);
    press('a');
    const drawer = await screen.findByRole('dialog');
    fireEvent.keyDown(drawer, { key: '1' });
    fireEvent.input(screen.getByLabelText(en.decide.note), { target: { value: 'looked twice' } });
    fireEvent.keyDown(drawer, { key: 'Enter', ctrlKey: true });
    await screen.findByText(en.sealed.title);
    expect(asked.find(({ path }) => path.endsWith('/decision'))?.body).toEqual({
      decision: 'approve',
      reasons: ['evidence-agrees'],
      items: [],
      message: '',
      note: 'looked twice',
    });
    expect(screen.getByText(en.sealed.disagrees)).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(sessionStorage.length).toBe(0);
  });

  it('that needs a second person says so, before and after', async () => {
    openCase(claimed, {
      [`POST ${casePath}/decision`]: {
        json: makeDecided({ state: 'in_review', awaitsSecondReviewer: true }),
      },
    });
    await screen.findByText(en.case.release);
    press('r');
    const drawer = await screen.findByRole('dialog');
    fireEvent.keyDown(drawer, { key: '6' });
    await screen.findByText(en.decide.twoPeopleFraud);
    fireEvent.submit(drawer.querySelector('form') as HTMLFormElement);
    expect(await screen.findByText(en.case.secondNeededYou)).toBeTruthy();
  });

  it('that the server does not take stays in the drawer with what to do', async () => {
    openCase(claimed, { [`POST ${casePath}/decision`]: { problem: 'case-not-claimed', status: 409 } });
    await screen.findByText(en.case.release);
    press('a');
    const drawer = await screen.findByRole('dialog');
    fireEvent.keyDown(drawer, { key: '1' });
    fireEvent.submit(drawer.querySelector('form') as HTMLFormElement);
    await within(drawer).findByText(new RegExp(en.problems['case-not-claimed'].says));
    expect(document.querySelectorAll('input[name=reason]:checked')).toHaveLength(1);
  });

  it('is left without a trace by Escape', async () => {
    const { asked } = openCase(claimed);
    await screen.findByText(en.case.release);
    press('r');
    fireEvent.keyDown(await screen.findByRole('dialog'), { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked.some(({ path }) => path.endsWith('/decision'))).toBe(false);
  });
});
