// The marketplace page as an operator meets it: keys, addresses, deliveries; and as others do.
import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { ApiKeyView } from '../../../server/contract/api-keys.ts';
import type { ReviewerView } from '../../../server/contract/review.ts';
import type { DeliveryView, WebhookEndpointView, WebhooksView } from '../../../server/contract/webhooks.ts';
import { sendingFaults, targetRefusals } from '../../../server/ports/webhook-sender.ts';
import { viewKeys } from '../../../web/reviewer/desk-views.ts';
import { deskEn } from '../../../web/shared/strings/desk.en.ts';
import { marketplaceEn as en } from '../../../web/shared/strings/marketplace.en.ts';
import { axeViolations } from './axe.ts';
import type { FakeAnswer } from './fake-server.ts';
import { caseId, makeQueue } from './fixtures.ts';
import { openDesk, useDeskInTests, type Answers } from './open-desk.tsx';

useDeskInTests();

const keysPath = '/api/review/marketplace-keys';
const hooksPath = '/api/review/marketplace-webhooks';
const at = '2026-11-20T08:00:00.000Z';

const key = (part: Partial<ApiKeyView> = {}): ApiKeyView => ({
  keyId: 'k_0000000000000000000001',
  name: 'shop backend',
  shown: 'pck_0000000000000000000001_…',
  scopes: ['read'],
  createdAt: at,
  lastUsedAt: null,
  revokedAt: null,
  ...part,
});
const made = { ...key({ keyId: 'k_0000000000000000000002', name: 'new one' }), key: 'pck_2_secret' };

const url = 'https://shop.example/hooks';
const endpointId = 'w_0000000000000000000001';
const eventId = `m_${'0'.repeat(31)}1`;
const endpoint = (part: Partial<WebhookEndpointView> = {}): WebhookEndpointView => ({
  endpointId,
  url,
  addedAt: at,
  disabledAt: null,
  previousSecretUntil: null,
  waiting: 1,
  delivered: 9,
  givenUp: 0,
  ...part,
});
const delivery = (part: Partial<DeliveryView> = {}): DeliveryView => ({
  eventId,
  endpointId,
  applicationId: caseId,
  sequence: 3,
  state: 'admitted',
  at,
  tries: 2,
  triedAt: at,
  dueAt: '2026-11-20T09:00:00.000Z',
  answer: '503',
  ...part,
});
const webhooks = (part: Partial<WebhooksView> = {}): WebhooksView => ({
  endpoints: [endpoint()],
  waiting: [delivery()],
  givenUp: [],
  ...part,
});

function openPage(
  answers: Answers = {},
  role: ReviewerView['role'] = 'operator',
  query = '?view=marketplace',
) {
  return openDesk(
    `/review${query}`,
    { role },
    {
      'GET /api/review/queue': { json: makeQueue() },
      [`GET ${keysPath}`]: { json: { keys: [key()] } },
      [`GET ${hooksPath}`]: { json: webhooks() },
      ...answers,
    },
  );
}

const isThere = async () => {
  await screen.findByText('shop backend');
  await screen.findByText(en.replay, { selector: 'h5' });
};
const button = (text: string) => screen.getByText(text, { selector: 'button' });
const confirmed = async (text: string) => {
  const dialog = await screen.findByRole('dialog');
  fireEvent.click(within(dialog).getByText(text, { selector: 'button' }));
};
const sent = (asked: ReturnType<typeof openPage>['asked'], method: string) =>
  asked.filter((one) => one.method === method).map(({ path, body }) => ({ path, body }));

describe('who meets it', () => {
  it('opens for operators by its key', async () => {
    openPage({}, 'operator', '');
    await screen.findByText(deskEn.queue.title, { selector: 'h2' });
    fireEvent.keyDown(document.body, { key: viewKeys.marketplace });
    await isThere();
  });

  it.each(['reviewer', 'lead'] as const)('has neither link nor key for a %s', async (role) => {
    openPage({}, role, '');
    await screen.findByText(deskEn.queue.title, { selector: 'h2' });
    expect(document.querySelector('a[href*="view=marketplace"]')).toBeNull();
    fireEvent.keyDown(document.body, { key: viewKeys.marketplace });
    expect(location.search).toBe('');
  });

  it('says whom it is for to a lead who opens its address, and asks nothing', async () => {
    const { asked } = openPage({}, 'lead');
    await screen.findByText(en.onlyOperators);
    expect(asked.some(({ path }) => path.includes('marketplace'))).toBe(false);
  });
});

describe('keys', () => {
  const fill = () => {
    fireEvent.input(screen.getByLabelText(en.name), { target: { value: ' new one ' } });
    fireEvent.click(screen.getByLabelText(en.scopeNames.open));
  };

  it('are made with the scopes that were chosen; the secret is shown until it is kept', async () => {
    const { asked } = openPage({ [`POST ${keysPath}`]: { json: made } });
    await isThere();
    fill();
    fireEvent.click(button(en.makeKey));
    const secret = await screen.findByLabelText<HTMLInputElement>(en.newKey('new one'), {
      selector: 'input',
    });
    expect(secret.value).toBe('pck_2_secret');
    await waitFor(() => expect(document.activeElement).toBe(secret.closest('.secret-once')));
    expect(sent(asked, 'POST')).toEqual([{ path: keysPath, body: { name: 'new one', scopes: ['open'] } }]);
    expect(screen.getByLabelText<HTMLInputElement>(en.name).value).toBe('');
    const leave = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(leave);
    expect(leave.defaultPrevented).toBe(true);
    fireEvent.click(button(en.secret.kept));
    expect(document.body.innerHTML).not.toContain('pck_2_secret');
    const leaveLater = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(leaveLater);
    expect(leaveLater.defaultPrevented).toBe(false);
  });

  it.each([
    ['works', en.secret.said.copied, () => Promise.resolve()],
    ['is not there', en.secret.said.cannotCopy, () => Promise.reject(new Error('closed'))],
  ])('say so when copying %s', async (_, words, writeText) => {
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
    openPage({ [`POST ${keysPath}`]: { json: made } });
    await isThere();
    fill();
    fireEvent.click(button(en.makeKey));
    fireEvent.click(await screen.findByText(en.secret.copy));
    await screen.findByText(words);
  });

  it('ask for what is missing, lead there, and send nothing', async () => {
    const { asked } = openPage();
    await isThere();
    fireEvent.click(button(en.makeKey));
    const summary = await screen.findByRole('alert');
    for (const [words, label] of [
      [en.pickName, en.name],
      [en.pickScope, en.scopeNames.read],
    ] as const) {
      fireEvent.click(within(summary).getByText(words));
      expect(document.activeElement).toBe(screen.getByLabelText(label));
    }
    expect(sent(asked, 'POST')).toEqual([]);
  });

  it('keep what was typed when the server cannot make one', async () => {
    openPage({ [`POST ${keysPath}`]: { problem: 'temporarily-unavailable', status: 503 } });
    await isThere();
    fill();
    fireEvent.click(button(en.makeKey));
    await screen.findByText(deskEn.problems['temporarily-unavailable'].says);
    expect(screen.getByLabelText<HTMLInputElement>(en.name).value).toBe(' new one ');
    expect(screen.getByLabelText<HTMLInputElement>(en.scopeNames.open).checked).toBe(true);
  });

  it('are revoked only after asking once more', async () => {
    let isRevoked = false;
    const { asked } = openPage({
      [`GET ${keysPath}`]: () => ({ json: { keys: [key(isRevoked ? { revokedAt: at } : {})] } }),
      [`DELETE ${keysPath}/k_0000000000000000000001`]: () => {
        isRevoked = true;
        return 'nothing';
      },
    });
    await isThere();
    fireEvent.click(button(en.revoke));
    await confirmed(en.cancel);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(sent(asked, 'DELETE')).toEqual([]);
    fireEvent.click(button(en.revoke));
    await confirmed(en.revoke);
    await screen.findByText(en.revoked('shop backend'));
    await waitFor(() => expect(screen.queryByText(en.revoke, { selector: 'button' })).toBeNull());
  });

  it('are read again when one was revoked meanwhile', async () => {
    let isRevoked = false;
    openPage({
      [`GET ${keysPath}`]: () => ({ json: { keys: [key(isRevoked ? { revokedAt: at } : {})] } }),
      [`DELETE ${keysPath}/k_0000000000000000000001`]: () => {
        isRevoked = true;
        return { problem: 'not-found', status: 404 };
      },
    });
    await isThere();
    fireEvent.click(button(en.revoke));
    await confirmed(en.revoke);
    await screen.findByText(en.gone.says);
    await screen.findByText(/^revoked /);
  });
});

describe('addresses', () => {
  const add = (address: string) => {
    fireEvent.input(screen.getByLabelText(en.address), { target: { value: address } });
    fireEvent.click(button(en.addWebhook));
  };
  const withFault = (code: string): FakeAnswer => ({
    json: {
      type: '/problems/invalid-request',
      title: '',
      status: 400,
      instance: '',
      requestId: 'r_1',
      errors: [{ pointer: '/url', code }],
    },
    status: 400,
  });

  it('are added, and their secret shown once', async () => {
    const { asked } = openPage({ [`POST ${hooksPath}`]: { json: { endpointId, url, secret: 'whsec_1' } } });
    await isThere();
    add(` ${url} `);
    const secret = await screen.findByLabelText<HTMLInputElement>(en.newSecret(url), { selector: 'input' });
    expect(secret.value).toBe('whsec_1');
    expect(sent(asked, 'POST')).toEqual([{ path: hooksPath, body: { url } }]);
  });

  it.each(targetRefusals)(
    'say at the field why nothing would be sent there, and keep it: %s',
    async (code) => {
      openPage({ [`POST ${hooksPath}`]: withFault(code) });
      await isThere();
      add('https://odd.example');
      const field = screen.getByLabelText<HTMLInputElement>(en.address);
      await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
      const described = field.getAttribute('aria-describedby')?.split(' ') ?? [];
      const said = described.map((id) => document.getElementById(id)?.textContent);
      expect(said).toContain(en.addressFaults[code]);
      expect(field.value).toBe('https://odd.example');
    },
  );

  it('get another secret after a question', async () => {
    const { asked } = openPage({
      [`POST ${hooksPath}/${endpointId}/secret`]: { json: { endpointId, url, secret: 'whsec_2' } },
    });
    await isThere();
    fireEvent.click(button(en.exchange));
    expect(sent(asked, 'POST')).toEqual([]);
    await confirmed(en.exchange);
    await screen.findByDisplayValue('whsec_2');
  });

  it('are removed after a question', async () => {
    let isRemoved = false;
    openPage({
      [`GET ${hooksPath}`]: () => ({
        json: isRemoved ? webhooks({ endpoints: [], waiting: [] }) : webhooks(),
      }),
      [`DELETE ${hooksPath}/${endpointId}`]: () => {
        isRemoved = true;
        return 'nothing';
      },
    });
    await isThere();
    fireEvent.click(button(en.remove));
    await confirmed(en.remove);
    await screen.findByText(en.removed(url));
    await screen.findByText(en.noWebhooks);
  });

  it('say when one is gone, and when two secrets sign', async () => {
    const endpoints = [
      endpoint({ disabledAt: at, givenUp: 4 }),
      endpoint({ endpointId: 'w_2', url: 'https://two.example', previousSecretUntil: at }),
    ];
    openPage({ [`GET ${hooksPath}`]: { json: webhooks({ endpoints }) } });
    await isThere();
    expect(screen.getByText(/it answered 410/)).toBeTruthy();
    expect(screen.getByText(/the old and the new secret/)).toBeTruthy();
    expect(screen.getAllByText(en.exchange)).toHaveLength(1);
  });
});

describe('deliveries', () => {
  it('say what was answered last, and are sent again one by one', async () => {
    const { asked } = openPage({ [`POST ${hooksPath}/replay`]: { json: { deliveries: 1 } } });
    await isThere();
    expect(screen.getByText('HTTP 503')).toBeTruthy();
    fireEvent.click(button(en.sendAgain));
    await screen.findByText(en.replayed(1));
    expect(sent(asked, 'POST')).toEqual([
      { path: `${hooksPath}/replay`, body: { which: { eventId }, endpointId } },
    ]);
  });

  it('are sent again from a moment on, to all or to one', async () => {
    const { asked } = openPage({ [`POST ${hooksPath}/replay`]: { json: { deliveries: 12 } } });
    await isThere();
    fireEvent.click(button(en.replay));
    expect(document.activeElement).toBe(screen.getByLabelText(en.since));
    expect(screen.getByText(en.pickSince)).toBeTruthy();
    fireEvent.input(screen.getByLabelText(en.since), { target: { value: '2026-11-20T16:30' } });
    fireEvent.click(button(en.replay));
    await screen.findByText(en.replayed(12));
    fireEvent.change(screen.getByLabelText(en.toWhom), { target: { value: endpointId } });
    await waitFor(() => expect(button(en.replay).getAttribute('aria-busy')).toBeNull());
    fireEvent.click(button(en.replay));
    await waitFor(() => expect(sent(asked, 'POST')).toHaveLength(2));
    const since = new Date('2026-11-20T16:30').toISOString();
    expect(sent(asked, 'POST').map(({ body }) => body)).toEqual([
      { which: { since }, endpointId: null },
      { which: { since }, endpointId },
    ]);
  });

  it('have words for every reason why there was no answer', () => {
    for (const fault of sendingFaults) expect(en.answers).toHaveProperty(fault);
    for (const refusal of targetRefusals) {
      expect(Object.keys(en.answers)).toContain(`not-sent: ${refusal}`);
      expect(en.addressFaults).toHaveProperty(refusal);
    }
  });

  it('speak plainly where there is nothing', async () => {
    openPage({
      [`GET ${keysPath}`]: { json: { keys: [] } },
      [`GET ${hooksPath}`]: { json: { endpoints: [], waiting: [], givenUp: [] } },
    });
    for (const words of [en.noKeys, en.noWebhooks, en.noWaiting, en.noGivenUp])
      await screen.findByText(words);
  });
});

describe('troubles', () => {
  it('of one part leave the other, and can be tried again', async () => {
    let isDown = true;
    openPage({
      [`GET ${keysPath}`]: () =>
        isDown ? { problem: 'internal', status: 500 } : { json: { keys: [key()] } },
    });
    await screen.findByText(en.replay, { selector: 'h5' });
    const alert = await screen.findByRole('alert');
    isDown = false;
    fireEvent.click(within(alert).getByText(deskEn.tryAgain));
    await isThere();
  });

  it('lead to the sign-in page when the session is over', async () => {
    openPage({ [`GET ${keysPath}`]: { problem: 'not-authenticated', status: 401 } });
    await screen.findByText(deskEn.signIn.how);
  });
});

describe('for everybody', () => {
  it('axe finds nothing, with and without a secret on the page', async () => {
    openPage({ [`POST ${keysPath}`]: { json: made } });
    await isThere();
    expect(await axeViolations()).toEqual([]);
    fireEvent.input(screen.getByLabelText(en.name), { target: { value: 'new one' } });
    fireEvent.click(screen.getByLabelText(en.scopeNames.open));
    fireEvent.click(button(en.makeKey));
    await screen.findByDisplayValue('pck_2_secret');
    expect(await axeViolations()).toEqual([]);
  });
});
