// The gate page in each of its states, as people meet them.
import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { GateView } from '../../../server/contract/go-live.ts';
import type { ReviewerView } from '../../../server/contract/review.ts';
import { keys } from '../../../web/reviewer/keymap.ts';
import { deskEn } from '../../../web/shared/strings/desk.en.ts';
import { gateEn as en } from '../../../web/shared/strings/gate.en.ts';
import { problemsEn } from '../../../web/shared/strings/problems.en.ts';
import { axeViolations } from './axe.ts';
import { caseId, makeCase } from './fixtures.ts';
import {
  evidence,
  makeAudit,
  makeChange,
  makeFallenBack,
  makeGate,
  makeLive,
  makeProposed,
} from './gate-fixtures.ts';
import { openDesk, useDeskInTests, type Answers } from './open-desk.tsx';

useDeskInTests();

function openGate(gate: GateView, answers: Answers = {}, who: Partial<ReviewerView> = {}) {
  return openDesk(
    '/review?view=gate',
    { gateMode: gate.mode, canHold: gate.canHold, ...who },
    {
      'GET /api/gate': { json: gate },
      'GET /api/gate/history': { json: { changes: [makeChange()] } },
      'GET /api/gate/audits': { json: { audits: [] } },
      ...answers,
    },
  );
}

/** Read to the end: until then its buttons wait. */
async function isThere(): Promise<void> {
  await screen.findByText(en.history);
  await waitFor(() => expect(document.querySelector('.view-page [aria-busy]')).toBeNull());
  await screen.findByText(/^Proposed to go live/, { selector: 'td' });
}
const holdButton = () => screen.queryByText(en.holdNow, { selector: 'button' });
const stateText = () => document.querySelector('.gate-state')?.textContent ?? '';

describe('what the gate does now', () => {
  it('holds: nobody was ever admitted by itself, and there is nothing to hold', async () => {
    openGate(makeGate());
    await isThere();
    expect(stateText()).toContain(en.hold);
    expect(stateText()).toContain(en.neverLive);
    expect(holdButton()).toBeNull();
  });

  it('is live: by which two people, how far, and what would end it, each beside its limit', async () => {
    openGate(makeLive());
    await isThere();
    expect(stateText()).toContain(en.twoPeople('Olga Demo', 'Lea Demo'));
    expect(stateText()).toContain(en.admitted(17));
    const watched = screen.getByText(en.codes['record-errors']).closest('tr');
    expect(watched?.textContent).toContain('0.2');
    expect(watched?.textContent).toContain(en.watchStates.within);
    expect(screen.getByText(en.watchStates['too-few'])).toBeTruthy();
    expect(holdButton()).not.toBeNull();
  });

  it('fell back by itself: with each reason, its figure and its limit', async () => {
    openGate(makeFallenBack());
    await isThere();
    expect(stateText()).toContain(en.kinds['fell-back']);
    expect(stateText()).toContain(en.itself);
    const reason = screen.getByText(en.codes['record-errors']).closest('li');
    expect(reason?.textContent).toContain('0.31');
    expect(reason?.textContent).toContain(`${en.limit} 0.2`);
    expect(holdButton()).toBeNull();
  });

  it('says that nothing watches over it when it is live and people decide all the same', async () => {
    openGate({ ...makeLive(), mode: 'hold' });
    await isThere();
    expect(stateText()).toContain(en.unwatched);
    expect(holdButton()).not.toBeNull();
  });

  it('shows by itself what somebody else has done meanwhile, and keeps what an act was answered with', async () => {
    let gate = makeGate({ mayNot: { ...makeGate().mayNot, propose: [] } });
    openGate(gate, {
      'GET /api/gate': () => ({ json: gate }),
      'POST /api/gate/proposals': { problem: 'gate-evidence-changed', status: 409 },
    });
    await isThere();
    fireEvent.click(screen.getByText(en.propose, { selector: 'button' }));
    await screen.findByText(problemsEn['gate-evidence-changed'].says);
    await isThere();
    gate = makeProposed(false);
    fireEvent.focus(window);
    await screen.findByText(en.proposal);
    expect(screen.getByText(problemsEn['gate-evidence-changed'].says)).toBeTruthy();
  });

  it('offers to try again when it could not be read', async () => {
    let isDown = true;
    openGate(makeGate(), {
      'GET /api/gate': () => (isDown ? { problem: 'internal', status: 500 } : { json: makeGate() }),
    });
    await screen.findByText(problemsEn.internal.says);
    isDown = false;
    fireEvent.click(screen.getByText('Try again'));
    await isThere();
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('hold', () => {
  it('is one key away while it is live, asks once, and keeps the note when it does not arrive', async () => {
    let isDown = true;
    const held = makeGate({ from: makeChange({ kind: 'held', by: 'Lin Demo', note: 'odd portraits' }) });
    const { asked } = openGate(makeLive(), {
      'POST /api/gate/hold': () => (isDown ? { problem: 'internal', status: 500 } : { json: held }),
    });
    await isThere();
    fireEvent.keyDown(document.body, { key: keys.hold });
    const dialog = within(await screen.findByRole('dialog'));
    const note = dialog.getByLabelText(en.holdNote);
    fireEvent.input(note, { target: { value: 'odd portraits' } });
    fireEvent.click(dialog.getByText(en.holdNow, { selector: 'button' }));
    await dialog.findByText(problemsEn.internal.says);
    expect((note as HTMLInputElement).value).toBe('odd portraits');
    isDown = false;
    fireEvent.click(dialog.getByText(en.holdNow, { selector: 'button' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked.findLast(({ path }) => path === '/api/gate/hold')?.body).toEqual({ note: 'odd portraits' });
  });

  it('is there for whoever wants a waiting proposal gone, and not otherwise while people decide', async () => {
    openGate(makeProposed(true));
    await isThere();
    expect(holdButton()).not.toBeNull();
    fireEvent.keyDown(document.body, { key: keys.hold });
    await screen.findByText(en.holdTitle);
  });

  it('answers to no key where there is nothing to hold', async () => {
    openGate(makeGate());
    await isThere();
    fireEvent.keyDown(document.body, { key: keys.hold });
    expect(screen.queryByText(en.holdTitle)).toBeNull();
  });
});

describe('a proposal that waits', () => {
  it('is not for its proposer to answer', async () => {
    openGate(makeProposed(true));
    await isThere();
    expect(screen.getByText(en.isMine)).toBeTruthy();
    expect(screen.queryByText(en.confirm)).toBeNull();
    expect(screen.queryByText(en.refuse, { selector: 'button' })).toBeNull();
    expect(screen.queryByText(en.propose)).toBeNull();
  });

  it('is confirmed by somebody else, on its own evidence, once they say that they looked', async () => {
    const { asked } = openGate(
      makeProposed(false),
      { 'POST /api/gate/proposals/1/confirmation': { json: makeLive() } },
      { role: 'lead' },
    );
    await isThere();
    const confirm = screen.getByText<HTMLButtonElement>(en.confirm);
    expect(confirm.disabled).toBe(true);
    fireEvent.click(screen.getByLabelText(en.seen));
    fireEvent.click(screen.getByText(en.confirm));
    await screen.findByText(en.twoPeople('Olga Demo', 'Lea Demo'), { exact: false });
    expect(
      asked.find(({ method, path }) => method === 'POST' && path.endsWith('/confirmation'))?.body,
    ).toEqual({
      evidenceSha256: evidence.sha256,
    });
  });

  it('can be refused by somebody else, who may say why', async () => {
    const refusal = 'POST /api/gate/proposals/1/refusal';
    const { asked } = openGate(makeProposed(false), { [refusal]: { json: makeGate() } });
    await isThere();
    fireEvent.input(screen.getByLabelText(en.refusalNote), { target: { value: 'too few refusals' } });
    fireEvent.click(screen.getByText(en.refuse, { selector: 'button' }));
    await screen.findByText(en.propose, { selector: 'h3' });
    expect(screen.queryByText(en.proposal)).toBeNull();
    expect(asked.find(({ path }) => path.endsWith('/refusal'))?.body).toEqual({ note: 'too few refusals' });
  });

  it('says why it cannot be confirmed, and what to do', async () => {
    const gate = makeProposed(false);
    openGate({ ...gate, mayNot: { ...gate.mayNot, confirm: ['gate-audits-overdue'] } });
    await isThere();
    expect(screen.getByText(problemsEn['gate-audits-overdue'].says, { exact: false })).toBeTruthy();
    expect(screen.queryByText(en.confirm)).toBeNull();
  });

  it('tells its proposer when it is too old', async () => {
    const gate = makeProposed(true);
    openGate({ ...gate, proposal: gate.proposal && { ...gate.proposal, isTooOld: true } });
    await isThere();
    expect(screen.getByText(en.tooOld)).toBeTruthy();
  });
});

describe('proposing', () => {
  const canPropose = makeGate({ mayNot: { ...makeGate().mayNot, propose: [] } });

  it('keeps what was typed when the server says no', async () => {
    const { asked } = openGate(
      canPropose,
      { 'POST /api/gate/proposals': { problem: 'gate-evidence-changed', status: 409 } },
      { role: 'operator' },
    );
    await isThere();
    const note = screen.getByLabelText<HTMLInputElement>(en.note);
    fireEvent.input(note, { target: { value: 'small first' } });
    fireEvent.click(screen.getByText(en.propose, { selector: 'button' }));
    await screen.findByText(problemsEn['gate-evidence-changed'].says);
    expect(note.value).toBe('small first');
    expect(asked.find(({ path }) => path === '/api/gate/proposals')?.body).toMatchObject({
      share: 0.1,
      throughSeq: evidence.throughSeq,
      evidenceSha256: evidence.sha256,
      note: 'small first',
    });
  });

  it('says why it is not possible, where it is not', async () => {
    openGate(makeGate());
    await isThere();
    expect(screen.getByText(problemsEn['role-not-enough'].says, { exact: false })).toBeTruthy();
    expect(screen.queryByLabelText(en.note)).toBeNull();
  });
});

describe('audits of automatic admissions', () => {
  it('do not claim that nothing waits while that is not known', async () => {
    let isDown = true;
    openGate(makeLive(), {
      'GET /api/gate/audits': () =>
        isDown ? { problem: 'internal', status: 500 } : { json: { audits: [makeAudit()] } },
    });
    await screen.findByText(problemsEn.internal.says);
    expect(screen.queryByText(en.noAudits)).toBeNull();
    isDown = false;
    fireEvent.click(screen.getByText('Try again'));
    await screen.findByText(en.auditAnswers.agree);
  });

  it('are answered one by one, and open their case', async () => {
    const audited = makeAudit({
      audit: {
        by: 'Lin Demo',
        verdict: 'agree',
        reasons: ['evidence-agrees'],
        note: '',
        at: makeChange().at,
      },
    });
    const { asked } = openGate(makeLive(), {
      'GET /api/gate/audits': { json: { audits: [makeAudit()] } },
      [`POST /api/gate/audits/${caseId}`]: { json: { audits: [audited] } },
      [`GET /api/review/cases/${caseId}`]: { json: makeCase() },
    });
    fireEvent.click(await screen.findByText(en.auditAnswers.agree));
    await screen.findByText(`${en.auditVerdicts.agree} · Lin Demo`);
    expect(asked.find(({ method, path }) => method === 'POST' && path.includes('audits'))?.body).toEqual({
      verdict: 'agree',
      reasons: ['evidence-agrees'],
      note: '',
    });
  });

  it('say why somebody should have been refused; what was written stays when a colleague was quicker', async () => {
    const { asked } = openGate(makeLive(), {
      'GET /api/gate/audits': { json: { audits: [makeAudit()] } },
      [`POST /api/gate/audits/${caseId}`]: { problem: 'audit-not-open', status: 409 },
    });
    fireEvent.click(await screen.findByText(en.auditAnswers.refuse));
    const send = screen.getByRole('button', { name: en.auditSend });
    expect(send.getAttribute('disabled') ?? send.getAttribute('aria-disabled')).not.toBeNull();
    fireEvent.click(screen.getByLabelText(deskEn.wantedReasons['fraud-suspected']));
    fireEvent.input(screen.getByLabelText(en.note), { target: { value: 'the card is a copy' } });
    expect(await axeViolations()).toEqual([]);
    fireEvent.click(send);
    await screen.findByText(problemsEn['audit-not-open'].says);
    expect(asked.find(({ method, path }) => method === 'POST' && path.includes('audits'))?.body).toEqual({
      verdict: 'refuse',
      reasons: ['fraud-suspected'],
      note: 'the card is a copy',
    });
    expect(screen.getByLabelText<HTMLInputElement>(en.note).value).toBe('the card is a copy');
  });

  it('say loudly that one has waited too long', async () => {
    const live = makeLive();
    openGate({ ...live, audits: { ...live.audits, isOverdue: true } });
    await isThere();
    expect(document.querySelector('.notice-bad')?.textContent).toMatch(/too long/);
  });
});

describe('for everybody', () => {
  it.each([
    ['hold', makeGate()],
    ['live', makeLive()],
    ['proposed by me', makeProposed(true)],
    ['proposed by another', makeProposed(false)],
    ['fallen back', makeFallenBack()],
  ])('axe finds nothing: %s', async (_, gate) => {
    openGate(gate, { 'GET /api/gate/audits': { json: { audits: [makeAudit()] } } });
    await isThere();
    await screen.findByText(en.auditAnswers.agree);
    expect(await axeViolations()).toEqual([]);
  });
});
