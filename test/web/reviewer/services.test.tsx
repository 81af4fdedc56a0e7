// The services page as leads and operators meet it: what rests, who waits, how each answers; and as others do.
import { fireEvent, screen, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { ReviewerView } from '../../../server/contract/review.ts';
import type { ServicesView, ServiceView } from '../../../server/contract/services.ts';
import { latencySteps } from '../../../server/domain/service-figures.ts';
import { unavailableReasons } from '../../../server/ports/unavailable.ts';
import { viewKeys } from '../../../web/reviewer/desk-views.ts';
import { outcomeWords, spanWords } from '../../../web/reviewer/services-words.ts';
import { qualityEn } from '../../../web/shared/strings/quality.en.ts';
import { qualityZhCN } from '../../../web/shared/strings/quality.zh-CN.ts';
import { servicesEn as en } from '../../../web/shared/strings/services.en.ts';
import { servicesZhCN } from '../../../web/shared/strings/services.zh-CN.ts';
import { axeViolations } from './axe.ts';
import { makeQueue } from './fixtures.ts';
import { makeGate } from './gate-fixtures.ts';
import { openDesk, useDeskInTests } from './open-desk.tsx';

useDeskInTests();

const at = '2026-11-30T12:00:00.000Z';
const closed: ServiceView['guards'][number] = {
  process: 'one/11',
  state: 'closed',
  since: at,
  why: null,
  retryAt: null,
};
const tencent: ServiceView = {
  service: 'tencent-faceid',
  kind: 'government-record',
  guards: [closed],
  questions: 80,
  heldBack: 0,
  outcomes: [
    { outcome: 'agrees', count: 60 },
    { outcome: 'unavailable/timeout', count: 20 },
  ],
  latency: { p50Ms: 320, p95Ms: 10_000 },
  month: { billed: 1204, unstated: 31, free: 77 },
};
const register: ServiceView = {
  ...tencent,
  service: 'business-registry',
  kind: 'business-registry',
  outcomes: [],
  questions: 0,
  latency: null,
  month: null,
};
const makeServices = (change: Partial<ServicesView> = {}): ServicesView => ({
  at,
  since: at,
  month: '2026-11',
  waiting: { applications: 0, since: null },
  services: [tencent, register],
  ...change,
});

function openServices(
  view: ServicesView = makeServices(),
  role: ReviewerView['role'] = 'operator',
  address = '?view=services',
) {
  return openDesk(
    `/review${address}`,
    { role },
    {
      'GET /api/gate': { json: makeGate() },
      'GET /api/review/queue': { json: makeQueue() },
      'GET /api/review/services?hours=24': { json: view },
      'GET /api/review/services?hours=168': { json: { ...view, services: [register] } },
    },
  );
}

const partOf = async (name: string): Promise<HTMLElement> => {
  const heading = await screen.findByRole('heading', { name });
  return heading.closest('section') ?? document.body;
};

describe('the services page', () => {
  it('opens by its key, for leads too, and is no trouble to whoever cannot see it', async () => {
    openServices(makeServices(), 'lead', '');
    await screen.findByText(en.title, { selector: 'a' });
    fireEvent.keyDown(document.body, { key: viewKeys.services });
    await screen.findByText(en.allWell);
    expect(location.search).toBe('?view=services');
    expect(await axeViolations()).toEqual([]);
  });

  it('is shown to no reviewer, and asks nothing for them', async () => {
    const { asked } = openServices(makeServices(), 'reviewer');
    await screen.findByText(en.onlyLeads);
    expect(document.querySelector('a[href*="view=services"]')).toBeNull();
    expect(asked.some(({ path }) => path.includes('/services'))).toBe(false);
  });

  it('says which service rests in how many processes, why, and who waits', async () => {
    const open = { ...closed, process: 'two/22', state: 'open', why: 'timeout', retryAt: at } as const;
    openServices(
      makeServices({
        services: [{ ...tencent, guards: [closed, open], heldBack: 17 }],
        waiting: { applications: 3, since: at },
      }),
    );
    await screen.findByText(en.resting('Tencent Cloud', 1, 2));
    expect(screen.getByText(/^3 applications wait for a service/)).toBeTruthy();
    const row = screen.getByRole('row', { name: /two\/22/ });
    expect(within(row).getByText(en.states.open)).toBeTruthy();
    expect(within(row).getByText(qualityEn.recordDetails['unavailable/timeout'] ?? '')).toBeTruthy();
    expect(screen.getByText(/17 more questions were kept back/)).toBeTruthy();
  });

  it('shows how a service answers and what it costs', async () => {
    openServices();
    const part = await partOf('Tencent Cloud, government record');
    expect(part.textContent).toContain('Asked 80 times. Time to answer: p50 320 ms, p95 10 s or more.');
    expect(within(part).getByRole('row', { name: /everything agrees 60 75/ })).toBeTruthy();
    expect(within(part).getByRole('row', { name: '1204 31 77' })).toBeTruthy();
    const other = await partOf('The register, business register');
    expect(other.textContent).toContain(en.notAsked);
    expect(other.textContent).toContain(en.noCosts);
  });

  it('asks anew for another period', async () => {
    const { asked } = openServices();
    await partOf('Tencent Cloud, government record');
    fireEvent.change(screen.getByLabelText(en.period), { target: { value: '168' } });
    await screen.findByText(en.lastHours(168), { selector: 'option' });
    expect(asked.some(({ path }) => path.includes('hours=168'))).toBe(true);
  });

  it('says so where nothing is asked', async () => {
    openServices(makeServices({ services: [] }));
    await screen.findByText(en.none);
    expect(screen.queryByText(en.allWell)).toBeNull();
  });
});

const outcomes = [
  ...['agrees', 'mismatch', 'not-found', 'face-differs', 'face-refused', 'no-portrait', 'found'],
  'capture/blurred',
  ...unavailableReasons.map((why) => `unavailable/${why}`),
];
describe.each([
  ['en', en, qualityEn],
  ['zh-CN', servicesZhCN, qualityZhCN],
] as const)('in %s', (_language, words, quality) => {
  it.each(outcomes)('there are words for %s', (outcome) => {
    expect(outcomeWords(outcome, words, quality.recordDetails)).not.toBe(outcome);
  });

  it('the last step of time is told as having no end', () => {
    const last = latencySteps.at(-1) ?? 0;
    expect(spanWords(last, words)).toBe(words.beyond(words.seconds('10')));
    expect(spanWords(last - 1, words)).not.toContain(words.beyond(''));
  });
});
