// Leaving a device that others use: the session ends, the page forgets, the link is handed over first.
import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { ApplicationView } from '../../../server/contract/application.ts';
import { axeViolations } from '../reviewer/axe.ts';
import { answer, openPage, refusal, viewAt, type Answer, type Asked } from './support.tsx';

const link = 'https://sell.example.com/apply#resume=a.b.c';
const inReview = { state: 'in_review', turn: 'reviewer', resumeLink: link } as const;
const heading = (name: string): Promise<HTMLElement> => screen.findByRole('heading', { level: 1, name });
const press = (name: string): void => void fireEvent.click(screen.getByRole('button', { name }));
const done = answer(undefined, 204);

type Answers = Parameters<typeof openPage>[1];

async function askToLeave(view: ApplicationView, answers: Answers): Promise<readonly Asked[]> {
  const asked = openPage(view, answers);
  await screen.findAllByRole('heading', { level: 1 });
  press('Leave this device');
  return asked;
}

describe('leaving this device', () => {
  it('hands over the link, ends the session, and leaves nothing of the application in the page', async () => {
    const view = viewAt(null, inReview);
    const asked = await askToLeave(view, { 'POST /leave-device': done });
    const dialog = within(screen.getByRole('dialog'));
    expect(dialog.getByLabelText('Link to continue')).toHaveProperty('value', link);
    expect(dialog.getByRole('button', { name: 'Copy link' })).toBeTruthy();
    expect(asked.some(({ path }) => path === '/leave-device')).toBe(false);
    press('Yes, leave');
    await heading('You have left on this device');
    expect(asked.filter(({ method }) => method === 'POST').map(({ path }) => path)).toEqual([
      '/leave-device',
    ]);
    expect(document.body.innerHTML).not.toContain(view.applicationId);
    expect(document.body.innerHTML).not.toContain('resume=');
    press('To the start');
    await heading('Apply to sell');
  });

  it('changes nothing when the person stays', async () => {
    const asked = await askToLeave(viewAt(null, inReview), {});
    press('Stay here');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(asked.some(({ method }) => method === 'POST')).toBe(false);
    await heading('Your application');
  });

  it('does not say that it is done while it could not be', async () => {
    await askToLeave(viewAt(null, inReview), { 'POST /leave-device': refusal('internal', 500) });
    press('Yes, leave');
    expect((await screen.findByRole('alert')).textContent).toContain('Something went wrong on our side');
    expect(screen.queryByText('You have left on this device')).toBeNull();
  });

  it('is not undone by an answer that was on its way', async () => {
    const late: ((answer: Answer) => void)[] = [];
    let asked = 0;
    openPage(null, {
      'GET /applications/mine': () =>
        asked++ === 0 ? answer(viewAt(null, inReview)) : new Promise<Answer>((tell) => void late.push(tell)),
      'POST /leave-device': done,
      'POST /applications': refusal('internal', 500),
    });
    await heading('Your application');
    fireEvent.focus(window);
    await waitFor(() => expect(late).toHaveLength(1));
    press('Leave this device');
    press('Yes, leave');
    await heading('You have left on this device');
    press('To the start');
    await heading('Apply to sell');
    late[0]?.(answer(viewAt(null, inReview)));
    press('Start the application'); // answered after that
    await screen.findByRole('alert');
    await heading('Apply to sell');
  });

  it('is there when the application has ended, too, where no link leads back', async () => {
    await askToLeave(viewAt(null, { state: 'withdrawn', turn: 'nobody' }), { 'POST /leave-device': done });
    const dialog = within(screen.getByRole('dialog'));
    expect(dialog.queryByLabelText('Link to continue')).toBeNull();
    press('Yes, leave');
    await heading('You have left on this device');
  });
});

describe('what was typed and not sent', () => {
  const name = (): HTMLInputElement => screen.getByLabelText(/legal name/i);
  const opened = { 'POST /applications': answer(viewAt('declaration'), 201) };

  it('does not wait for the next person at this device', async () => {
    await askToLeave(viewAt('declaration', { resumeLink: link }), { ...opened, 'POST /leave-device': done });
    fireEvent.input(name(), { target: { value: '张三' } });
    expect(name().value).toBe('张三');
    press('Yes, leave');
    await heading('You have left on this device');
    press('To the start');
    await heading('Apply to sell');
    press('Start the application');
    await screen.findByLabelText(/legal name/i);
    expect(name().value).toBe('');
  });

  it('nor in another tab, once that notices', async () => {
    let isLeft = false;
    openPage(null, {
      ...opened,
      'GET /applications/mine': () =>
        isLeft ? refusal('not-authenticated', 401) : answer(viewAt('declaration', { resumeLink: link })),
    });
    await screen.findByLabelText(/legal name/i);
    fireEvent.input(name(), { target: { value: '张三' } });
    isLeft = true;
    fireEvent.focus(window);
    await heading('Apply to sell');
    press('Start the application');
    await screen.findByLabelText(/legal name/i);
    expect(name().value).toBe('');
  });
});

describe('axe', () => {
  it('finds nothing before, in the question, nor after', async () => {
    openPage(viewAt(null, inReview), { 'POST /leave-device': done });
    await heading('Your application');
    expect(await axeViolations()).toEqual([]);
    press('Leave this device');
    expect(await axeViolations()).toEqual([]);
    press('Yes, leave');
    await heading('You have left on this device');
    expect(await axeViolations()).toEqual([]);
  });
});
