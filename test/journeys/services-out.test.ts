// A record that never answers: pages answer all the same, the applicant is told honestly, and operators see it.
import { afterEach, expect, test, vi } from 'vitest';
import { magicNumbers } from '../../server/adapters/government-records/magic-numbers.ts';
import { openTencentStandIn } from '../../server/adapters/government-records/stand-in/tencent.ts';
import { guardLimits } from '../../server/adapters/service-guard/breaker.ts';
import { readApplication, openApplication, submitApplication } from '../../server/contract/application.ts';
import { readQueue } from '../../server/contract/queue.ts';
import { readServices } from '../../server/contract/services.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { faceFree, somebodyAt, type Somebody } from '../support/applicants.ts';
import { ann, bea } from '../support/desk.ts';
import { expectRefused } from '../support/expect-problem.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const key = { id: 'AKIDSTANDIN', secret: 'stand-in-secret-3f9a' };
const minuteMs = 60_000;

/** A service that everything is waited for, and a system that asks it. */
async function openAll(environment: Readonly<Record<string, string>> = {}) {
  const service = await openTencentStandIn({ key, clock: { now: () => portcullis.clock.now() } });
  const portcullis: TestPortcullis = await startPortcullis({
    environment: {
      GOVERNMENT_RECORDS: 'tencent',
      GOVERNMENT_RECORDS_URL: service.url,
      GOVERNMENT_RECORDS_KEY_ID: key.id,
      GOVERNMENT_RECORDS_KEY_SECRET: key.secret,
      SERVICE_WAIT_SECONDS: '600',
      ...environment,
    },
  });
  closing.push(service.close, portcullis.close);
  return { service, portcullis };
}

const numberOf = (outcome: string): string => {
  const found = magicNumbers.find((one) => one.outcome === outcome);
  if (found === undefined) throw new Error(`nobody has ${outcome}`);
  return found.citizenId;
};
const asking = (outcome: string) => ({ ...faceFree, declaration: { citizenId: numberOf(outcome) } });
const stateOf = async ({ database }: TestPortcullis, { id }: Somebody) =>
  (await database.applications.find(id as ApplicationId))?.state;

test('pages answer while the record hangs', async () => {
  const { service, portcullis } = await openAll();
  const applicant = await somebodyAt(portcullis, 'photographed', asking('never-answers'));
  const lead = await portcullis.reviewer(bea);
  const params = { applicationId: applicant.id };
  await applicant.client.call(submitApplication, { params });
  await vi.waitFor(() => expect(service.asked()).toBe(1));
  const read = async () => {
    expect(await applicant.client.call(readApplication, { params })).toMatchObject({ state: 'checking' });
    await portcullis.somebody().call(openApplication, { body: { language: 'en' } });
    await lead.call(readQueue);
    await lead.call(readServices);
  };
  await Promise.all([read(), read(), read()]);
  // the very question is still out: nothing of it is on record, neither an answer nor a wait
  const trail = await portcullis.database.audit.of(applicant.id as ApplicationId);
  expect(trail.map(({ type }) => type)).not.toContain('government-record.asked');
  expect(trail.map(({ type }) => type)).not.toContain('check.waiting');
  expect(service.asked()).toBe(1);
});

test('while it is out, the applicant is told until when it is asked, and the operator sees its breaker', async () => {
  const { service, portcullis } = await openAll();
  const applicants: Somebody[] = [];
  for (let each = 0; each < 2; each += 1)
    applicants.push(await somebodyAt(portcullis, 'photographed', asking('unreachable')));
  const [first] = applicants as [Somebody, Somebody];
  for (const { client, id } of applicants)
    await client.call(submitApplication, { params: { applicationId: id } });
  await vi.waitFor(async () =>
    expect(await portcullis.database.checkWaits.tally()).toMatchObject({ applications: 2 }),
  );
  const told = await first.view();
  const submittedAt = Date.parse(told.waiting?.submittedAt ?? '');
  expect(told).toMatchObject({ state: 'checking', turn: 'system' });
  expect(Date.parse(told.waiting?.askedUntil ?? '')).toBe(submittedAt + 10 * minuteMs);

  const lead = await portcullis.reviewer(bea);
  const seen = await vi.waitFor(async () => {
    const view = await lead.call(readServices);
    expect(view.services[0]?.questions).toBe(service.asked());
    return view;
  });
  expect(seen).toMatchObject({
    waiting: { applications: 2 },
    services: [
      {
        service: 'tencent-faceid',
        kind: 'government-record',
        guards: [{ state: 'closed', process: expect.stringMatching(/.\/\d+$/) as unknown }],
        outcomes: [{ outcome: 'unavailable/unreachable', count: service.asked() }],
        heldBack: 0,
      },
    ],
  });
  const { month, latency } = seen.services[0] ?? {};
  expect((month?.billed ?? 0) + (month?.unstated ?? 0) + (month?.free ?? 0)).toBe(service.asked());
  expect(latency).not.toBeNull();
  await expectRefused((await portcullis.reviewer(ann)).call(readServices), 'role-not-enough');

  // it is back before the time is up
  service.say(numberOf('unreachable'), {
    face: { json: {} },
    pair: { json: { Response: { Result: '0', Description: '', RequestId: 'r' } } },
  });
  portcullis.clock.putForward(minuteMs);
  await vi.waitFor(async () => {
    await portcullis.tend();
    for (const applicant of applicants) expect(await stateOf(portcullis, applicant)).toBe('in_review');
  });
  expect((await first.view()).waiting).toMatchObject({ askedUntil: null });
  expect(await portcullis.database.checkWaits.tally()).toEqual({ applications: 0, since: null });
});

test('a breaker that opens is in the log and on the page, and what it keeps back is counted apart', async () => {
  const { service, portcullis } = await openAll({ SERVICE_WAIT_SECONDS: '0' });
  const lead = await portcullis.reviewer(bea);
  for (let each = 0; each <= guardLimits.atLeast; each += 1)
    await somebodyAt(portcullis, 'held', asking('unreachable'));
  expect(service.asked()).toBe(guardLimits.atLeast);
  await vi.waitFor(async () =>
    expect((await lead.call(readServices)).services).toMatchObject([
      {
        questions: guardLimits.atLeast,
        heldBack: 1,
        guards: [{ state: 'open', why: 'unreachable', retryAt: expect.any(String) as unknown }],
      },
    ]),
  );
  expect(portcullis.log()).toMatch(
    /"event":"government-record.breaker","service":"tencent-faceid","state":"open"/,
  );
});
