// The quality page as each role meets it: figures with what they rest on, alarms, known cases.
import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { ReviewerView } from '../../../server/contract/review.ts';
import { decisions } from '../../../server/domain/review-case.ts';
import { unavailableReasons } from '../../../server/ports/unavailable.ts';
import { viewKeys } from '../../../web/reviewer/desk-views.ts';
import { deskEn } from '../../../web/shared/strings/desk.en.ts';
import { qualityEn as en } from '../../../web/shared/strings/quality.en.ts';
import { axeViolations } from './axe.ts';
import { caseId, makeQueue } from './fixtures.ts';
import { makeGate } from './gate-fixtures.ts';
import { openDesk, useDeskInTests, type Answers } from './open-desk.tsx';
import {
  makeAgreement,
  makeKnownCase,
  makeLevels,
  makePath,
  makeQuality,
  noAgreement,
} from './quality-fixtures.ts';

useDeskInTests();

const storedFaces = {
  people: 12_345,
  applications: 12_400,
  level: 'below',
  since: '2026-11-01T00:00:00.000Z',
  countedAt: '2026-11-24T08:00:00.000Z',
  threshold: 100_000,
};

const knownPath = '/api/review/quality/known-cases';

function openQuality(answers: Answers = {}, role: ReviewerView['role'] = 'lead', address = '?view=quality') {
  return openDesk(
    `/review${address}`,
    { role },
    {
      'GET /api/gate': { json: makeGate() },
      'GET /api/review/service-levels': { json: makeLevels() },
      'GET /api/review/stored-faces': { json: storedFaces },
      'GET /api/review/quality?days=30': { json: makeQuality() },
      [`GET ${knownPath}`]: { json: { knownCases: [makeKnownCase()] } },
      'GET /api/review/queue': { json: makeQueue() },
      ...answers,
    },
  );
}

const isThere = () => screen.findByText(en.feedback);
const rowOf = (heading: string, within_: ParentNode = document): string =>
  [...within_.querySelectorAll('tr')].find(
    (row) => row.querySelector('th[scope=row]')?.textContent === heading,
  )?.textContent ?? '';

describe('the quality page', () => {
  it.each([
    ['below', 'People whose faces are stored: 12,345.'],
    ['near', 'Prepare the filing.'],
    ['reached', '100,000 are reached'],
  ])('says how many faces are stored: %s', async (level, words) => {
    openQuality({ 'GET /api/review/stored-faces': { json: { ...storedFaces, level } } });
    expect(await screen.findByText(words, { exact: false })).not.toBeNull();
  });

  it('opens by its key', async () => {
    openQuality({}, 'lead', '');
    await screen.findByText(deskEn.queue.title, { selector: 'h2' });
    fireEvent.keyDown(document.body, { key: viewKeys.quality });
    await screen.findByText(en.title, { selector: 'h2' });
    expect(location.search).toBe('?view=quality');
  });

  it('says how many cases each figure rests on, and where they are too few to say', async () => {
    openQuality();
    await isThere();
    const table = screen.getByText(en.kappa, { selector: 'th' }).closest('table');
    const rows = [...(table?.querySelectorAll('tbody tr') ?? [])].map((row) => row.textContent);
    expect(rows[0]).toContain(en.of(40));
    expect(rows[0]).toContain('0.78');
    expect(rows[0]).toContain(en.interval('0.5', '0.94'));
    expect(rows[1]).toContain(en.tooFew(7, 20));
    expect(rows[2]).toContain(en.nothingJudged);
    expect(rows[3]).toContain('Chen Demo');
    expect(rows).toHaveLength(4);
  });

  it('says when kappa means nothing though there are enough cases', async () => {
    const agreement = { second: makeAgreement({ kappa: null }), known: noAgreement, machine: noAgreement };
    openQuality({ 'GET /api/review/quality?days=30': { json: makeQuality({ agreement }) } });
    await isThere();
    expect(screen.getByText(en.noKappa)).toBeTruthy();
  });

  it('tells unusual decision times apart, and says what counts as usual', async () => {
    openQuality();
    await isThere();
    expect(screen.getByText(en.usual('80 s', '20 s', '6.67 min'))).toBeTruthy();
    const figure = screen.getByText(en.timesPlot).closest('figure') as HTMLElement;
    expect(rowOf(en.below('15 s'), figure)).toMatch(/0\s*1\s*0$/);
    expect(rowOf(en.above('16 min'), figure)).toMatch(/0\s*0\s*0$/);
    expect(rowOf(en.below('16 min'), figure)).toMatch(/0\s*0\s*1$/);
  });

  it('gives each drawing its numbers as a table', async () => {
    openQuality();
    await isThere();
    const drawings = [...document.querySelectorAll('figure')];
    expect(drawings).toHaveLength(7);
    for (const drawing of drawings) {
      expect(drawing.querySelector('details summary')?.textContent).toBe(en.asTable);
      expect(drawing.querySelectorAll('details tbody tr').length).toBeGreaterThan(0);
    }
    const ofDay = (title: string) =>
      rowOf('Nov 23', screen.getByText(title).closest('figure') as HTMLElement);
    expect(ofDay(en.arrivals)).toMatch(/9$/);
    expect(ofDay(en.workPlot)).toMatch(/11\s*1\s*2$/);
  });

  it('says how far the record’s answers went, and draws them by their kind', async () => {
    openQuality();
    await isThere();
    expect(rowOf(en.recordDetails['match/portrait'] ?? '')).toContain('17');
    expect(rowOf(en.recordDetails['unavailable/timeout'] ?? '')).toContain('5');
    expect(rowOf(en.recordDetails['capture'] ?? '')).toMatch(/3$/);
    expect(rowOf(en.recordTable)).toContain(en.part(17, '68 %'));
    expect(rowOf(en.recordTable)).toContain(en.part(3, '12 %'));
    expect(rowOf(en.recordTable)).toContain(en.of(25));
  });

  it('has words for each reason why the record could not answer', () => {
    for (const why of unavailableReasons)
      expect(Object.keys(en.recordDetails)).toContain(`unavailable/${why}`);
  });

  it('asks again for another period and keeps what is shown until it is there', async () => {
    const { asked } = openQuality({
      'GET /api/review/quality?days=7': { json: makeQuality({ settled: 777 }) },
    });
    await isThere();
    const period = screen.getByLabelText(en.period, { exact: false });
    fireEvent.change(period, { target: { value: '7' } });
    expect(screen.getByText(en.agreement, { selector: 'h3' })).toBeTruthy();
    await screen.findByText(en.settled(777), { exact: false });
    expect(asked.some(({ path }) => path.endsWith('days=7'))).toBe(true);
  });

  it('speaks plainly of what is not there yet', async () => {
    const nothing = makeQuality({
      arrivals: [0, 0, 0],
      decisions: { all: [0, 0, 0], outcomes: [], reviewers: [] },
      agreement: { second: noAgreement, known: noAgreement, machine: noAgreement },
      agreementOf: [],
      abstained: 0,
      times: { usual: null, decisionsMs: [], reviewers: [] },
      checks: [],
      record: [],
      feedback: [],
      shares: { known: 0, second: 0 },
    });
    const none = { decided: 0, workingHours: null, hours: null, withinTarget: null, oldestSubmittedAt: null };
    openQuality({
      'GET /api/review/quality?days=30': { json: nothing },
      'GET /api/review/service-levels': {
        json: makeLevels([makePath('face', none), makePath('face-free', none)]),
      },
      [`GET ${knownPath}`]: { json: { knownCases: [] } },
    });
    for (const words of [
      en.noArrivals,
      en.noWork,
      en.noChecks,
      en.noRecord,
      en.noTimes,
      en.noWaits,
      en.noFeedback,
    ])
      await screen.findByText(words);
    await screen.findByText(en.known.none);
    expect(screen.getAllByText(en.off)).toHaveLength(2);
  });

  it('shows the other parts when one cannot be read, and tries that one again', async () => {
    let isDown = true;
    openQuality({
      'GET /api/review/service-levels': () =>
        isDown ? { problem: 'internal', status: 500 } : { json: makeLevels() },
    });
    await isThere();
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain(deskEn.problems.internal.says);
    isDown = false;
    fireEvent.click(within(alert).getByText(deskEn.tryAgain));
    await screen.findByText(en.noneLate);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('leads to the sign-in page when the session is over', async () => {
    openQuality({ 'GET /api/review/quality?days=30': { problem: 'not-authenticated', status: 401 } });
    await screen.findByText(deskEn.signIn.how);
  });
});

describe('alarms of waiting', () => {
  const openWith = (...paths: Parameters<typeof makePath>[]) =>
    openQuality({
      'GET /api/review/service-levels': {
        json: makeLevels(paths.map((path) => makePath(...path))),
      },
    });

  it('is raised when people on the path without a face wait longer by more than a fifth', async () => {
    openWith(['face'], ['face-free', { workingHours: { p50: 3, p95: 10 } }]);
    const alarm = await screen.findByText(en.slower(en.slowerBy(en.p50, '50 %')));
    expect(alarm.className).toContain('notice-warn');
  });

  it('is raised by nothing when both wait alike', async () => {
    openWith(['face'], ['face-free']);
    await screen.findByText(en.alike);
    expect(document.querySelector('.alarms .notice')).toBeNull();
  });

  it('says of few cases that they are few', async () => {
    openWith(['face'], ['face-free', { decided: 3, workingHours: { p50: 300, p95: 900 } }]);
    await screen.findByText(en.tooFewToCompare(30, 3, 10));
  });

  it('names what is late, and each target that is missed with its n', async () => {
    openWith(['face', { breached: 2, decided: 12, workingHours: { p50: 5, p95: 10 } }], ['face-free']);
    await screen.findByText(en.missed(en.paths.face, en.p50, 12));
    expect(document.querySelector('.alarms .notice-bad')?.textContent).toContain('2 waiting past');
    expect(screen.getAllByText(en.aboveTarget)).toHaveLength(1);
  });
});

describe('who sees what', () => {
  it('tells a reviewer that only their own figures are named, and offers no known cases', async () => {
    const { asked } = openQuality(
      { 'GET /api/review/quality?days=30': { json: makeQuality({ isEverybody: false }) } },
      'reviewer',
    );
    await screen.findByText(en.onlyYours, { exact: false });
    expect(screen.queryByText(en.known.title)).toBeNull();
    expect(asked.some(({ path }) => path === knownPath)).toBe(false);
    expect(screen.getByText('The portrait shows somebody else.')).toBeTruthy();
  });

  it('says so when a role is taken away meanwhile', async () => {
    openQuality({ [`GET ${knownPath}`]: { problem: 'role-not-enough', status: 403 } });
    await screen.findByText(deskEn.problems['role-not-enough'].says);
    expect(screen.queryByText(en.known.mark)).toBeNull();
  });
});

describe('known cases', () => {
  const settled = makeKnownCase({
    knownCaseId: 'k_0000000000000000000002',
    applicationId: 'a_9QX20000000000000000bb',
    endedBecause: 'erased',
  });

  const fill = async () => {
    await screen.findByText(en.known.inUse);
    fireEvent.input(screen.getByLabelText(en.known.applicationId), { target: { value: ` ${caseId} ` } });
    fireEvent.click(screen.getByLabelText(deskEn.decisions.refuse));
    fireEvent.click(screen.getByLabelText(deskEn.reasons['details-disagree']));
    fireEvent.input(screen.getByLabelText(en.known.explanation), {
      target: { value: 'The names do not agree.' },
    });
  };
  const send = () => fireEvent.click(screen.getByText(en.known.mark, { selector: 'button' }));

  it('list how they were answered, and why one is over', async () => {
    openQuality({ [`GET ${knownPath}`]: { json: { knownCases: [makeKnownCase(), settled] } } });
    await screen.findByText(en.known.inUse);
    expect(screen.getAllByText('1 / 2 / 3')).toHaveLength(2);
    expect(screen.getByText(en.known.ended['erased'] ?? '')).toBeTruthy();
    expect(screen.getAllByText(en.known.takeBack)).toHaveLength(1);
  });

  it('are marked with the right answer, and the form is empty again', async () => {
    const { asked } = openQuality({
      [`POST ${knownPath}`]: { json: { knownCases: [makeKnownCase(), settled] } },
    });
    await fill();
    send();
    await screen.findByText(en.known.marked('7F3K'));
    expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
      applicationId: caseId,
      decision: 'refuse',
      reasons: ['details-disagree'],
      explanation: 'The names do not agree.',
    });
    expect(screen.getByLabelText<HTMLInputElement>(en.known.applicationId).value).toBe('');
    expect(screen.getByText('9QX2')).toBeTruthy();
  });

  it('ask for everything that is missing at once, lead to each field, and send nothing', async () => {
    const { asked } = openQuality();
    await screen.findByText(en.known.inUse);
    send();
    const summary = await screen.findByRole('alert');
    expect(document.activeElement).toBe(summary);
    const links = within(summary).getAllByRole('link');
    expect(links.map(({ textContent }) => textContent)).toEqual([
      en.known.badId,
      en.known.pickDecision,
      en.known.shortExplanation,
    ]);
    for (const link of links) {
      fireEvent.click(link);
      expect(document.activeElement?.matches('input, textarea')).toBe(true);
    }
    expect(asked.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('offer each decision there is', async () => {
    openQuality();
    await screen.findByText(en.known.inUse);
    const offered = [...document.querySelectorAll<HTMLInputElement>('input[name=known-decision]')];
    expect(offered.map(({ value }) => value)).toEqual([...decisions]);
  });

  it('drop reasons that do not go with another decision', async () => {
    openQuality();
    await fill();
    fireEvent.click(screen.getByLabelText(deskEn.decisions.approve));
    send();
    const summary = await screen.findByRole('alert');
    expect(summary.textContent).toContain(en.known.pickReason);
  });

  it.each([
    ['event-not-possible', 409, en.known.notPossible],
    ['not-found', 404, en.known.notFound],
    ['role-not-enough', 403, deskEn.problems['role-not-enough']],
  ] as const)('keep what was typed after %s, and say what to do', async (problem, status, wording) => {
    openQuality({ [`POST ${knownPath}`]: { problem, status } });
    await fill();
    send();
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain(wording.says);
    expect(alert.textContent).toContain(wording.next);
    expect(screen.getByLabelText<HTMLInputElement>(en.known.applicationId).value).toContain(caseId);
    expect(screen.getByLabelText<HTMLTextAreaElement>(en.known.explanation).value).toBe(
      'The names do not agree.',
    );
  });

  it('are taken back only after asking once more', async () => {
    const path = `DELETE ${knownPath}/k_0000000000000000000001`;
    let isEnded = false;
    const { asked } = openQuality({
      [`GET ${knownPath}`]: () => ({
        json: { knownCases: [makeKnownCase(isEnded ? { endedBecause: 'taken-back' } : {})] },
      }),
      [path]: () => {
        isEnded = true;
        return 'nothing';
      },
    });
    fireEvent.click(await screen.findByText(en.known.takeBack));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.click(dialog.getByText(en.known.keep));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked.some(({ method }) => method === 'DELETE')).toBe(false);
    fireEvent.click(screen.getByText(en.known.takeBack));
    fireEvent.click(within(await screen.findByRole('dialog')).getByText(en.known.takeBackConfirm));
    await screen.findByText(en.known.takenBack('7F3K'));
    expect(screen.getByText(en.known.ended['taken-back'] ?? '')).toBeTruthy();
  });

  it('stay in the list when taking back did not arrive', async () => {
    openQuality({
      [`DELETE ${knownPath}/k_0000000000000000000001`]: { problem: 'internal', status: 500 },
    });
    fireEvent.click(await screen.findByText(en.known.takeBack));
    fireEvent.click(within(await screen.findByRole('dialog')).getByText(en.known.takeBackConfirm));
    await screen.findByText(deskEn.problems.internal.says);
    expect(screen.getByText(en.known.takeBack)).toBeTruthy();
  });
});

describe('for everybody', () => {
  it.each(['reviewer', 'lead', 'operator'] as const)('axe finds nothing: %s', async (role) => {
    openQuality({}, role);
    await isThere();
    if (role !== 'reviewer') await screen.findByText(en.known.inUse);
    expect(await axeViolations()).toEqual([]);
  });

  it('reaches what scrolls by keyboard', async () => {
    openQuality();
    await isThere();
    for (const room of document.querySelectorAll('.figure-scroll'))
      expect(room.getAttribute('tabindex')).toBe('0');
  });
});
