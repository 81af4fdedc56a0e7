// What can be done with a case besides deciding it, and what is half written.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it, test } from 'vitest';
import type { DraftBody } from '../../../server/contract/draft.ts';
import { deskEn as en } from '../../../web/shared/strings/desk.en.ts';
import { statusZhCN } from '../../../web/shared/strings/status.zh-CN.ts';
import { axeViolations } from './axe.ts';
import { casePath, openCase, press } from './desk-hand.tsx';
import { useDeskInTests } from './open-desk.tsx';
import type { FakeAnswer } from './fake-server.ts';
import { escalated, lead, makeCase, makeDecided, myClaim, revocation } from './fixtures.ts';

useDeskInTests();

const claimed = makeCase({ claim: myClaim });
const draftPath = `${casePath}/draft`;
type Server = ReturnType<typeof openCase>;
const sentTo = (server: Server, path: string) =>
  server.asked.filter((one) => one.path === path).map(({ body }) => body);
const note = (label: string = en.decide.note) => screen.getByLabelText<HTMLTextAreaElement>(label);
const type = (field: HTMLElement, value: string) => fireEvent.input(field, { target: { value } });
const sendKeys = (drawer: HTMLElement) => fireEvent.keyDown(drawer, { key: 'Enter', ctrlKey: true });

async function openDrawer(key: string): Promise<HTMLElement> {
  await screen.findByText(en.case.release);
  press(key);
  return screen.findByRole('dialog');
}

test('the drawer has the focus before the browser paints it, so that the next key is its own', async () => {
  openCase(claimed);
  await screen.findByText(en.case.release);
  const isOpen = new Promise<void>((resolve) => {
    new MutationObserver((_, watch) => {
      if (screen.queryByRole('dialog') === null) return;
      watch.disconnect();
      resolve();
    }).observe(document.body, { childList: true, subtree: true });
  });
  // not by the test library, which would wait for everything that follows
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', cancelable: true }));
  await isOpen;
  expect(document.activeElement).toBe(screen.getByRole('dialog'));
});

describe('giving a case to the leads', () => {
  it('takes one reason and a note, then the case is out of one’s hands', async () => {
    const after = makeCase({ escalation: { ...escalated, isMine: true } });
    const server = openCase(claimed, { [`POST ${casePath}/escalation`]: { json: after } });
    const drawer = await openDrawer('e');
    sendKeys(drawer);
    await screen.findByText(en.decide.writeNote);
    expect(sentTo(server, `${casePath}/escalation`)).toEqual([]);
    fireEvent.keyDown(drawer, { key: '2' });
    fireEvent.keyDown(drawer, { key: '3' });
    type(note(en.decide.noteNeeded.escalate), 'third shop at this address');
    expect(await axeViolations()).toEqual([]);
    sendKeys(drawer);
    await screen.findByText(en.escalation.forLeads);
    expect(sentTo(server, `${casePath}/escalation`)).toEqual([
      { reason: 'part-of-a-pattern', note: 'third shop at this address' },
    ]);
    expect(screen.queryByRole('dialog')).toBeNull();
    press('a');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('says to a lead who gave it up and why, and lets them decide', async () => {
    openCase(makeCase({ claim: myClaim, escalation: escalated }), {}, lead);
    const section = await screen.findByRole('region', { name: en.escalation.title });
    expect(section.textContent).toContain('Chen Demo');
    expect(section.textContent).toContain(en.wantedReasons['part-of-a-pattern']);
    expect(section.textContent).toContain(escalated.note);
    expect(section.textContent).toContain(en.escalation.forYou);
    press('a');
    await screen.findByRole('dialog', { name: en.decide.titles.approve });
    press('e');
    expect(screen.queryByRole('dialog', { name: en.decide.titles.escalate })).toBeNull();
  });

  it('stands in the table of keys', async () => {
    openCase(claimed);
    await screen.findByText(en.case.release);
    press('?');
    const help = within(await screen.findByRole('dialog', { name: en.keys.title }));
    for (const step of ['escalate', 'revoke'] as const)
      expect(help.getByText(en.keys[step]).closest('div')?.querySelector('kbd')).toBeTruthy();
  });
});

describe('taking an admission back', () => {
  const revoked = makeDecided({ state: 'revoked', revocation });

  it('is asked once more, for it is for good; then it says who did it and why', async () => {
    const server = openCase(
      makeDecided(),
      {
        [`POST ${casePath}/revocation`]: { json: revoked },
      },
      lead,
    );
    await screen.findByText(en.steps.revoke);
    press('x');
    const drawer = await screen.findByRole('dialog');
    fireEvent.keyDown(drawer, { key: '1' });
    type(screen.getByLabelText(en.decide.message), '执照是伪造的。');
    type(note(en.decide.noteNeeded.revoke), 'the register has no such licence');
    expect(screen.getByText(statusZhCN.revocationReasons['fraud-found'])).toBeTruthy();
    sendKeys(drawer);
    const dialog = await screen.findByRole('dialog', { name: en.revocation.confirmTitle });
    expect(sentTo(server, `${casePath}/revocation`)).toEqual([]);
    expect(await axeViolations()).toEqual([]);
    fireEvent.click(within(dialog).getByText(en.revocation.confirm));
    const section = await screen.findByRole('region', { name: en.revocation.title });
    expect(sentTo(server, `${casePath}/revocation`)).toEqual([
      { reason: 'fraud-found', message: '执照是伪造的。', note: 'the register has no such licence' },
    ]);
    for (const text of [revocation.by, revocation.note, en.wantedReasons['fraud-found']])
      expect(section.textContent).toContain(text);
    expect(sessionStorage.length).toBe(0);
  });

  it('is not for a reviewer', async () => {
    openCase(makeDecided());
    await screen.findByText(en.sealed.title);
    press('x');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.queryByText(en.steps.revoke)).toBeNull();
  });
});

describe('what is half written', () => {
  const draft: DraftBody = {
    decision: 'refuse',
    reasons: ['not-willing'],
    items: [],
    message: '',
    note: 'half a thought',
  };

  it('is kept by the server as a whole', async () => {
    const server = openCase(claimed);
    const drawer = await openDrawer('r');
    fireEvent.keyDown(drawer, { key: '4' });
    type(note(), 'half');
    type(note(), 'half a thought');
    await screen.findByText(en.decide.fates.kept);
    expect(sentTo(server, draftPath)).toEqual([{ draft }]);
    expect(sessionStorage.length).toBe(0);
  });

  it('is there again on another device, and says so until it is gone on with', async () => {
    openCase(makeCase({ claim: myClaim, draft }));
    await screen.findByText(en.decide.begun(en.steps.refuse, 'r'));
    await openDrawer('r');
    expect(note().value).toBe('half a thought');
    expect(document.querySelectorAll('input[name=reason]:checked')).toHaveLength(1);
    expect(screen.queryByText(en.decide.begun(en.steps.refuse, 'r'))).toBeNull();
  });

  it('goes over to another step without its reasons', async () => {
    openCase(makeCase({ claim: myClaim, draft }));
    await openDrawer('g');
    expect(note().value).toBe('half a thought');
    expect(document.querySelector('input[name=reason]:checked')).toBeNull();
  });

  it('that the server did not take is said to be so, survives a reload, and is sent then', async () => {
    const refused: FakeAnswer = { problem: 'internal', status: 500 };
    const deaf = openCase(claimed, { [`PUT ${draftPath}`]: refused });
    await openDrawer('r');
    type(note(), 'half a thought');
    await screen.findByText(en.decide.fates['not-kept']);
    cleanup();
    await waitFor(() => expect(sentTo(deaf, draftPath)).toHaveLength(2));
    const server = openCase(claimed);
    await screen.findByText(en.decide.begun(en.steps.refuse, 'r'));
    await openDrawer('r');
    expect(note().value).toBe('half a thought');
    await waitFor(() => expect(sentTo(server, draftPath)).toEqual([{ draft: { ...draft, reasons: [] } }]));
  });

  it('is sent at once when the page is left', async () => {
    const server = openCase(claimed);
    await openDrawer('r');
    type(note(), 'half a thought');
    fireEvent(window, new Event('pagehide'));
    expect(sentTo(server, draftPath)).toEqual([{ draft: { ...draft, reasons: [] } }]);
  });

  it('is nobody else’s in the same window', async () => {
    const deaf = openCase(claimed, { [`PUT ${draftPath}`]: { problem: 'internal', status: 500 } });
    await openDrawer('r');
    type(note(), 'half a thought');
    await screen.findByText(en.decide.fates['not-kept']);
    cleanup();
    await waitFor(() => expect(sentTo(deaf, draftPath)).toHaveLength(2));
    openCase(claimed, {}, lead);
    await openDrawer('r');
    expect(note().value).toBe('');
  });

  it('is forgotten once it was sent', async () => {
    openCase(claimed, {
      [`POST ${casePath}/decision`]: { json: makeDecided({ state: 'refused' }) },
    });
    const drawer = await openDrawer('r');
    fireEvent.keyDown(drawer, { key: '4' });
    sendKeys(drawer);
    await screen.findByText(en.sealed.title);
    expect(sessionStorage.length).toBe(0);
  });
});
