// What the applicant sees and what is sent, screen by screen, against a faked server.
import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  answerConsents,
  declarationBody,
  type DeclarationBody,
} from '../../../server/contract/application.ts';
import { answer, openPage, refusal, viewAt } from './support.tsx';

const heading = (name: string): Promise<HTMLElement> => screen.findByRole('heading', { level: 1, name });
const press = (name: string): void => void fireEvent.click(screen.getByRole('button', { name }));
const type = (label: RegExp, text: string): void =>
  void fireEvent.input(screen.getByLabelText(label), { target: { value: text } });

describe('the start', () => {
  it('tells what happens before anything is asked, and opens the application in the chosen language', async () => {
    const asked = openPage(null, { 'POST /applications': answer(viewAt('consent'), 201) });
    await heading('Apply to sell');
    press('Start the application');
    await heading('Consent');
    expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ language: 'en' });
  });

  it('changes language, remembers it and tells the document', async () => {
    openPage(null);
    await heading('Apply to sell');
    press('中文');
    await heading('申请开店');
    await waitFor(() => expect(document.documentElement.lang).toBe('zh-CN'));
    expect(document.title).toContain('申请开店');
    expect(localStorage.getItem('portcullis-language')).toBe('zh-CN');
  });

  it('takes the resume token out of the address and continues', async () => {
    window.history.replaceState(null, '', '/apply#resume=secret.token');
    const asked = openPage(null, { 'POST /resume': answer(viewAt('id-front')) });
    expect(window.location.href).not.toContain('secret');
    await heading('Photo of your ID card, front');
    expect(asked[0]).toMatchObject({ path: '/resume', body: { token: 'secret.token' } });
  });

  it('says when it works again, where that is long', async () => {
    onTestFinished(() => void vi.useRealTimers());
    vi.useFakeTimers({ now: new Date(2026, 10, 23, 20, 30, 10), toFake: ['Date'] });
    openPage(null, {
      'POST /applications': refusal('too-many-attempts', 429, { retryAfterSeconds: 12 * 3600 }),
    });
    await heading('Apply to sell');
    press('Start the application');
    const notice = await screen.findByRole('alert');
    expect(notice.textContent).toContain('Come back a little later.');
    expect(notice.textContent).toContain('It works again tomorrow 08:31.');
  });

  it('says that a resume link is too old and lets the person start anew', async () => {
    window.history.replaceState(null, '', '/apply#resume=old');
    openPage(null, { 'POST /resume': refusal('resume-link-expired', 410) });
    expect((await screen.findByRole('alert')).textContent).toContain('This link is too old');
    expect(screen.getByRole('button', { name: 'Start the application' })).toBeTruthy();
  });
});

describe('consent', () => {
  it('asks four separate things with two answers of equal weight, none chosen beforehand', async () => {
    openPage(viewAt('consent'));
    await heading('Consent');
    const groups = screen
      .getAllByRole('group')
      .filter((group) => within(group).queryAllByRole('radio').length > 0);
    expect(groups).toHaveLength(4);
    for (const group of groups) {
      const radios = within(group).getAllByRole<HTMLInputElement>('radio');
      expect(radios.map(({ checked }) => checked)).toEqual([false, false]);
      const [agree, refuse] = radios.map((radio) => radio.closest('label')?.className);
      expect(agree).toBe(refuse);
    }
  });

  it('leads to each unanswered item and sends nothing', async () => {
    const asked = openPage(viewAt('consent'));
    await heading('Consent');
    press('Confirm my choices');
    const summary = await screen.findByRole('alert');
    expect(document.activeElement).toBe(summary);
    expect(within(summary).getAllByRole('link')).toHaveLength(4);
    expect(asked.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('leaves the focus with the person who then answers', async () => {
    openPage(viewAt('consent'));
    await heading('Consent');
    press('Confirm my choices');
    await screen.findByRole('alert');
    const [first] = screen.getAllByLabelText('I agree');
    first?.focus();
    fireEvent.click(first as HTMLElement);
    expect(document.activeElement).toBe(first);
  });

  it('sends each answer with the exact wording that was on the screen', async () => {
    const asked = openPage(viewAt('consent'), { 'PUT /consents': answer(viewAt('declaration')) });
    await heading('Consent');
    const shown = document.querySelector('#consent-face-facts')?.textContent ?? '';
    for (const radio of screen.getAllByLabelText('I agree')) fireEvent.click(radio);
    press('Confirm my choices');
    await heading('Your details');
    const body = answerConsents.body.parse(asked.find(({ method }) => method === 'PUT')?.body);
    expect(Object.values(body.answers)).toEqual(['granted', 'granted', 'granted', 'granted']);
    const letters = (text: string): string => text.replace(/[\s:]/gu, '');
    expect(letters(body.texts.face)).toContain(letters(shown));
  });

  it('explains that refusing the document stops, and that refusing the face does not', async () => {
    openPage(viewAt('consent'));
    await heading('Consent');
    const [document_, face] = screen.getAllByLabelText('I do not agree');
    fireEvent.click(face as HTMLElement);
    expect(screen.getByText(/The front camera stays off/)).toBeTruthy();
    expect(screen.queryByText('It cannot go on like this')).toBeNull();
    fireEvent.click(document_ as HTMLElement);
    expect(screen.getByText('It cannot go on like this')).toBeTruthy();
  });
});

describe('the declaration', () => {
  const fill = (): void => {
    fireEvent.click(screen.getByLabelText(/Individual/));
    type(/Legal name/, '𠮷·阿凡提');
    type(/ID number/, '99010119900101002X');
    type(/Shop|Name for the shop|Name of the shop/, 'Tea');
    type(/Phone/, '13800000000');
  };

  it('moves the focus to the summary and ties each sentence to its field', async () => {
    openPage(viewAt('declaration'));
    await heading('Your details');
    press('Save and continue');
    const summary = await screen.findByRole('alert');
    expect(document.activeElement).toBe(summary);
    const field = screen.getByLabelText<HTMLInputElement>(/Legal name/);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    fireEvent.click(within(summary).getByRole('link', { name: /name as it stands/ }));
    expect(document.activeElement).toBe(field);
  });

  it('sends rare characters and the middle dot as they were typed', async () => {
    const asked = openPage(viewAt('declaration'), { 'PUT /declaration': answer(viewAt('id-front')) });
    await heading('Your details');
    fill();
    type(/mainly sell/, 'tea，teapots, ');
    press('Save and continue');
    await heading('Photo of your ID card, front');
    const body: DeclarationBody = declarationBody.parse(asked.find(({ method }) => method === 'PUT')?.body);
    expect(body.legalName).toBe('𠮷·阿凡提');
    expect(body.shop.categories).toEqual(['tea', 'teapots']);
    expect(body.business).toBeNull();
  });

  it('shows what the server found at the field it points to, and keeps what was typed', async () => {
    openPage(viewAt('declaration'), {
      'PUT /declaration': refusal('citizen-id-invalid', 422, {
        errors: [{ pointer: '/citizenId', code: 'check-digit' }],
      }),
    });
    await heading('Your details');
    fill();
    press('Save and continue');
    await screen.findByRole('alert');
    const field = screen.getByLabelText<HTMLInputElement>(/ID number/);
    expect(field.value).toBe('99010119900101002X');
    const described = (field.getAttribute('aria-describedby') ?? '').split(' ');
    const texts = described.map((id) => document.getElementById(id)?.textContent).join(' ');
    expect(texts).toContain('One digit is wrong');
  });

  it('says what is missing, and what the server found, in the language that is chosen afterwards', async () => {
    openPage(viewAt('declaration'), {
      'PUT /declaration': refusal('citizen-id-invalid', 422, {
        errors: [{ pointer: '/citizenId', code: 'check-digit' }],
      }),
    });
    await heading('Your details');
    press('Save and continue');
    await screen.findByRole('alert');
    const chinese = screen.getByRole('button', { name: '中文' });
    chinese.focus();
    press('中文');
    await heading('填写信息');
    expect(screen.getByRole('alert').textContent).toContain('请按身份证填写姓名。');
    expect(screen.getAllByText('请按身份证填写姓名。')).toHaveLength(2);
    expect(document.activeElement).toBe(chinese);
    press('English');
    await heading('Your details');
    fill();
    press('Save and continue');
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('One digit is wrong'));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('alert')));
    press('中文');
    await heading('填写信息');
    expect(screen.getByRole('alert').textContent).toContain('有一位填错了');
  });

  it('asks for the business only where there is one', async () => {
    openPage(viewAt('declaration'));
    await heading('Your details');
    expect(screen.queryByLabelText(/social credit code/)).toBeNull();
    fireEvent.click(screen.getByLabelText(/Company/));
    expect(screen.getByLabelText(/social credit code/)).toBeTruthy();
  });

  it('loses nothing when the person goes back and returns, and stores nothing on the device', async () => {
    openPage(viewAt('declaration'));
    await heading('Your details');
    fill();
    press('Back');
    await heading('Consent');
    window.history.back();
    await heading('Your details');
    expect(screen.getByLabelText<HTMLInputElement>(/ID number/).value).toBe('99010119900101002X');
    expect(JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])).not.toContain(
      '9901',
    );
  });
});

describe('two tabs', () => {
  it('shows what is true now when the application was changed elsewhere', async () => {
    let isSent = false;
    const review = viewAt(null, { state: 'in_review', turn: 'reviewer' });
    openPage(null, {
      'GET /applications/mine': () => answer(isSent ? review : viewAt('submit')),
      'POST /submission': () => {
        isSent = true;
        return refusal('event-not-possible', 409);
      },
    });
    await heading('Check and send');
    press('Send for review');
    await heading('Your application');
    expect(screen.getByText(/has just changed/)).toBeTruthy();
  });

  it('asks again when the page gets the focus', async () => {
    let at: 'id-front' | 'id-back' = 'id-front';
    openPage(null, { 'GET /applications/mine': () => answer(viewAt(at)) });
    await heading('Photo of your ID card, front');
    at = 'id-back';
    window.dispatchEvent(new Event('focus'));
    await heading('Photo of your ID card, back');
  });
});

describe('the status page', () => {
  it('says honestly that nobody knows how long it takes, and by when it should be decided', async () => {
    const waiting = {
      submittedAt: '2026-11-23T10:00:00Z',
      ahead: 3,
      expectedAt: null,
      opensAt: null,
      askedUntil: null,
      targetAt: '2100-01-01T10:00:00Z',
    };
    openPage(viewAt(null, { state: 'in_review', turn: 'reviewer', waiting }));
    await heading('Your application');
    expect(screen.getByText(/too few decisions/)).toBeTruthy();
    expect(screen.getByText(/We aim to decide by/)).toBeTruthy();
    expect(
      screen
        .getByText(/With a reviewer/)
        .closest('li')
        ?.getAttribute('aria-current'),
    ).toBe('step');
  });

  it('says that checking takes longer, and until when, while an office does not answer', async () => {
    const waiting = {
      submittedAt: '2026-11-23T10:00:00Z',
      ahead: 3,
      expectedAt: null,
      opensAt: null,
      askedUntil: '2026-11-23T10:10:00Z',
      targetAt: '2100-01-01T10:00:00Z',
    };
    openPage(viewAt(null, { state: 'checking', turn: 'system', waiting }));
    await heading('Your application');
    expect(screen.getByText(/being checked. Today that takes longer/)).toBeTruthy();
    expect(screen.getByText(/does not answer at the moment. We keep asking until/)).toBeTruthy();
    expect(screen.queryByText(/a minute or two/)).toBeNull();
  });

  it('names what to fix, with one button that leads there', async () => {
    const view = viewAt('id-back', {
      state: 'awaiting_resubmission',
      fix: [{ item: 'id-back', reasons: ['photo-unreadable'] }],
      outcome: {
        decision: 'ask-again',
        reasons: ['photo-unreadable'],
        message: 'Please show the dates.',
        decidedAt: '2026-11-23T10:00:00Z',
      },
    });
    openPage(view);
    await heading('Your application');
    expect(screen.getByText('Please show the dates.')).toBeTruthy();
    expect(screen.getByText('A photo cannot be read. Please take it again.')).toBeTruthy();
    press('Change: ID card, back');
    await heading('Photo of your ID card, back');
  });

  it.each([
    ['en', 'Download your receipt', /without your name or number/],
    ['zh-CN', '下载您的意愿凭证', /没有您的姓名和号码/],
  ] as const)('offers the receipt as a file, and says what it is: %s', async (language, name, what) => {
    localStorage.setItem('portcullis-language', language);
    openPage(viewAt(null, { state: 'in_review', turn: 'reviewer', language }));
    const link = await screen.findByRole('link', { name });
    expect(link.getAttribute('href')).toBe('/api/applications/a_0123456789012345678901/receipt');
    expect(link.hasAttribute('download')).toBe(true);
    expect(screen.getByText(what).id).toBe(link.getAttribute('aria-describedby'));
    expect(screen.getByText(/npx portcullis receipt verify/)).toBeTruthy();
  });

  it('offers no receipt where there is none', async () => {
    const liveness = { isDone: true, attemptsLeft: 8, hasReceipt: false };
    openPage(viewAt(null, { state: 'in_review', turn: 'reviewer', liveness }));
    await heading('Your application');
    expect(screen.queryByRole('link', { name: 'Download your receipt' })).toBeNull();
  });

  it('offers an appeal after a refusal', async () => {
    const outcome = {
      decision: 'refuse',
      reasons: ['identity-not-established'],
      message: '',
      decidedAt: '2026-11-23T10:00:00Z',
    } as const;
    openPage(
      viewAt(null, {
        state: 'refused',
        turn: 'nobody',
        outcome: { ...outcome, reasons: [...outcome.reasons] },
      }),
      {
        'POST /appeal': answer(viewAt(null, { state: 'in_review', turn: 'reviewer' }), 202),
      },
    );
    await heading('Your application');
    expect(screen.getByText('We could not establish your identity.')).toBeTruthy();
    press('Appeal to another person');
    expect(await screen.findByText(/It is their turn/)).toBeTruthy();
  });
});

describe('somebody who is not willing', () => {
  it('finds the way out on every screen', async () => {
    for (const at of ['consent', 'declaration', 'id-front', 'liveness', 'submit'] as const) {
      openPage(viewAt(at));
      await screen.findAllByRole('heading', { level: 1 });
      expect(screen.getByRole('button', { name: "I'm not willing or being pressured" })).toBeTruthy();
      document.body.replaceChildren();
    }
  });

  it('ends the application kindly, and the page looks as if they had just left', async () => {
    const asked = openPage(viewAt('liveness'), {
      'POST /withdrawal': answer(viewAt(null, { state: 'withdrawn', turn: 'nobody' })),
    });
    await heading('Show that it is you');
    press("I'm not willing or being pressured");
    press('Leave');
    await heading('You have left');
    expect(asked.find(({ path }) => path === '/withdrawal')?.body).toEqual({
      reason: 'unwilling-or-pressured',
    });
    expect(document.body.textContent).not.toMatch(/pressure|unwilling|not willing/i);
  });
});

describe('leaving', () => {
  it('does not say that it is done while it could not be sent', async () => {
    openPage(viewAt('submit'), { 'POST /withdrawal': refusal('internal', 500) });
    await heading('Check and send');
    press("I'm not willing or being pressured");
    press('Leave');
    expect((await screen.findByRole('alert')).textContent).toContain('Something went wrong on our side');
    expect(screen.queryByText('You have left')).toBeNull();
  });

  it('is not offered once there is nothing left to end', async () => {
    openPage(viewAt(null, { state: 'admitted', turn: 'nobody' }));
    await heading('Your application');
    expect(screen.queryByRole('button', { name: /pressured/ })).toBeNull();
    expect(screen.queryByRole('contentinfo')).toBeNull();
  });
});

describe('the way without the face', () => {
  it('is always there during liveness and takes back only the face consent', async () => {
    const asked = openPage(viewAt('liveness'), {
      'PUT /consents': answer(viewAt('submit', { path: 'face-free' })),
    });
    await heading('Show that it is you');
    press('Another way');
    press('Without my face, a person checks');
    await heading('Check and send');
    expect(asked.find(({ method }) => method === 'PUT')?.body).toMatchObject({
      answers: {
        'id-document': 'granted',
        face: 'refused',
        'government-query': 'granted',
        retention: 'granted',
      },
    });
  });
});
