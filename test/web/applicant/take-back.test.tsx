// Taking single consents back on the status page: what it leads to is said first, in the words of the state it is in.
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, expect, it, vi } from 'vitest';
import type { ApplicationView } from '../../../server/contract/application.ts';
import { Status } from '../../../web/applicant/screens/status.tsx';
import { LanguageContext, type Language } from '../../../web/shared/strings/language.ts';
import { viewAt } from './support.tsx';

afterEach(cleanup);

const consents = {
  'id-document': 'granted',
  face: 'granted',
  'government-query': 'refused',
  retention: 'granted',
} as const;

function open(change: Partial<ApplicationView>, language: Language = 'en') {
  const act = vi.fn(async () => null);
  const view = viewAt(null, { state: 'in_review', turn: 'reviewer', consents, ...change });
  render(
    <LanguageContext.Provider value={language}>
      <Status view={view} act={act} open={() => undefined} onLeftDevice={() => undefined} />
    </LanguageContext.Provider>,
  );
  return act;
}

it('offers it for what is granted alone, and asks the server only after the consequence was said', async () => {
  const act = open({});
  expect(screen.queryByRole('button', { name: /Take back: Asking/ })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Take back: Your face and a short recording' }));
  expect(screen.getByRole('dialog').textContent).toContain('goes on without');
  expect(act).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('button', { name: 'Yes, take it back' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(act).toHaveBeenCalledOnce();
});

it.each([
  ['in_review', 'the application ends'],
  ['refused', 'The decision stands'],
  ['admitted', 'locked'],
] as const)('says of the document what it leads to when %s', (state, words) => {
  open({ state });
  fireEvent.click(screen.getByRole('button', { name: 'Take back: Your ID document' }));
  expect(screen.getByRole('dialog').textContent).toContain(words);
});

it('shows what was taken back, with the receipt of it', () => {
  open({ consents: { ...consents, face: 'withdrawn' }, hasErasureReceipt: true }, 'zh-CN');
  expect(screen.getByText('已收回')).not.toBeNull();
  expect(screen.getByText('下载删除回执').getAttribute('href')).toContain('/erasure-receipt');
});
