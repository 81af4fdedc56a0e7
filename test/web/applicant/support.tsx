// A server for the applicant's page that answers from a table, with an application at any step.
import { cleanup, render } from '@testing-library/preact';
import { afterEach, beforeEach, vi } from 'vitest';
import type { ApplicationView } from '../../../server/contract/application.ts';
import { applicationView } from '../../../server/contract/application.ts';
import type { StepName } from '../../../web/shared/strings/zh-CN.ts';
import { App } from '../../../web/applicant/app.tsx';

const order: readonly StepName[] = ['consent', 'declaration', 'id-front', 'id-back', 'liveness', 'submit'];

/** An individual's application that is at this step; null: nothing left for the applicant to do. */
export function viewAt(at: StepName | null, changes: Partial<ApplicationView> = {}): ApplicationView {
  const index = at === null ? order.length : order.indexOf(at);
  return applicationView.parse({
    applicationId: 'a_0123456789012345678901',
    state: 'draft',
    turn: 'applicant',
    language: 'en',
    path: 'face',
    marketplace: 'Example Market',
    consents:
      index === 0
        ? {}
        : { 'id-document': 'granted', face: 'granted', 'government-query': 'granted', retention: 'granted' },
    declared:
      index < 2
        ? null
        : {
            subjectKind: 'individual',
            nameMasked: '张··',
            citizenIdMasked: '991***********002X',
            businessName: null,
            businessCodeCheckDigit: null,
            shopName: 'Tea',
          },
    photos: (['id-front', 'id-back'] as const)
      .filter((kind) => order.indexOf(kind) < index)
      .map((kind) => ({ kind, evidenceId: 'e_1', findings: [] })),
    liveness: {
      isDone: index > order.indexOf('liveness'),
      attemptsLeft: 8,
      hasReceipt: index > order.indexOf('liveness'),
    },
    hasErasureReceipt: false,
    steps: order.map((step, position) => ({
      step,
      status: position < index ? 'done' : position === index ? 'current' : 'todo',
    })),
    nextStep: at,
    fix: [],
    outcome: null,
    revocation: null,
    waiting: null,
    resumeLink: null,
    ...changes,
  });
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

export type Answer = { readonly status: number; readonly body: unknown };
export const answer = (body: unknown, status = 200): Answer => ({ status, body });
export const refusal = (type: string, status: number, more: object = {}): Answer =>
  answer(
    { type: `/problems/${type}`, title: type, status, instance: '/', requestId: 'r_1', ...more },
    status,
  );

/** `answers`: by method and path below /api. Keeps what was asked for. */
export function serve(
  answers: Record<string, Answer | ((asked: Asked) => Answer | Promise<Answer>)>,
): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const request = {
      method: init.method ?? 'GET',
      path: path.replace('/api', '').replace('/applications/a_0123456789012345678901', ''),
      body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : init.body,
    };
    asked.push(request);
    const found = answers[`${request.method} ${request.path}`] ?? refusal('not-found', 404);
    const { status, body } = typeof found === 'function' ? await found(request) : found;
    return new Response(JSON.stringify(body), { status });
  });
  return asked;
}

/** Opens the page at this view. */
export function openPage(view: ApplicationView | null, answers: Parameters<typeof serve>[0] = {}): Asked[] {
  const mine = view ? answer(view) : refusal('not-authenticated', 401);
  const asked = serve({ 'GET /applications/mine': mine, ...answers });
  render(<App />);
  return asked;
}

beforeEach(() => {
  localStorage.setItem('portcullis-language', 'en');
  window.history.replaceState(null, '', '/apply');
  window.scrollTo = () => undefined;
  // jsdom knows dialogs but not how to open them
  HTMLDialogElement.prototype.showModal = function showModal(this: HTMLDialogElement) {
    this.open = true;
  };
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  localStorage.clear();
});
