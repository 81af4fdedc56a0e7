// The marketplace is told of every change: once written down it is sent until it is taken, or given up after three days.
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { NewEndpoint } from '../../server/contract/webhooks.ts';
import { nextState, applicationEvents, type ApplicationId } from '../../server/domain/application.ts';
import { jitterShare, retryDelaysMs, webhookTypes } from '../../server/domain/webhook.ts';
import { signedHeaders } from '../../server/adapters/webhooks/signature.ts';
import {
  deliverDue,
  type DeliverDeps,
  type DeliveryReport,
} from '../../server/features/webhooks/deliver-due.ts';
import {
  addEndpoint,
  exchangeSecret,
  removeEndpoint,
  replayEvents,
} from '../../server/features/webhooks/manage-endpoints.ts';
import { listWebhooks } from '../../server/features/webhooks/list-webhooks.ts';
import type { SendingAnswer, WebhookMessage } from '../../server/ports/webhook-sender.ts';
import {
  decide,
  morning,
  openDraft,
  openTestStores,
  seal,
  type TestStores,
} from '../adapters/database/stores/stories.ts';
import { admissionsIn, revoked, type Admissions } from '../support/admissions.ts';

const system = { kind: 'system' } as const;
const never = new AbortController().signal;

let stores: TestStores;
let all: Admissions;
let deps: DeliverDeps & { keys: Admissions['keys'] };
let endpoint: NewEndpoint;
/** What came in, and what is answered next; the last answer stays. */
let got: WebhookMessage[];
let answers: SendingAnswer[];
let chance: number;

beforeAll(async () => {
  stores = await openTestStores();
  all = await admissionsIn(stores.db);
  deps = {
    database: stores.db,
    clock: all.clock,
    random: { ...all.deps.random, int: () => chance },
    keys: all.keys,
    publicUrl: 'https://gate.example',
    sender: {
      refusalOf: async (url) => (url.startsWith('https:') ? null : 'not-https'),
      send: async (message) => {
        got.push(message);
        return (answers.length > 1 ? answers.shift() : answers[0]) ?? { status: 200 };
      },
    },
  };
});
afterAll(() => stores.close());
beforeEach(async () => {
  for (const one of await stores.db.webhooks.endpoints()) await removeEndpoint(deps, one.id, system);
  got = [];
  answers = [{ status: 200 }];
  chance = 0;
  endpoint = await addEndpoint(deps, `https://shop.example/${Math.random()}`, system);
});

const deliver = (to = endpoint.endpointId): Promise<DeliveryReport> => deliverDue(deps, to, never);
const moved = async (...states: ('checking' | 'in_review' | 'withdrawn')[]): Promise<ApplicationId> => {
  const id = await openDraft(stores.db, { subjectKind: 'individual' });
  for (const state of states)
    await stores.db.applications.save(id, { state, round: 1, submittedAt: morning });
  return id;
};
const sequences = (messages = got): number[] =>
  messages.map(({ body }) => (JSON.parse(body) as { data: { sequence: number } }).data.sequence);
const givenUp = async (): Promise<string[]> =>
  (await stores.db.webhooks.deliveries('given-up', 100))
    .filter((one) => one.endpointId === endpoint.endpointId)
    .map(({ event }) => event.id);

describe('a message', () => {
  test('says which application is in which state, and nothing of a person', async () => {
    const id = await moved('checking');
    await deliver();
    const [message] = got;
    expect(JSON.parse(message?.body ?? '')).toEqual({
      type: 'application.checking',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      data: {
        applicationId: id,
        sellerReference: null,
        state: 'checking',
        turn: 'system',
        sequence: 1,
        admissionUrl: `https://gate.example/api/marketplace/applications/${id}/admission`,
      },
    });
  });

  test('verifies with the secret that was shown, which is kept sealed', async () => {
    await moved('checking');
    await deliver();
    const { id, at, body, secrets } = got[0] as WebhookMessage;
    expect(() =>
      new Webhook(endpoint.secret).verify(body, signedHeaders(id, at, body, secrets)),
    ).not.toThrow();
    const { rows } = await stores.db.execute('select e::text as row from webhook_endpoints e', []);
    const bytes = Buffer.from(endpoint.secret.slice('whsec_'.length), 'base64');
    for (const form of [endpoint.secret.slice(6), bytes.toString('hex')])
      expect(JSON.stringify(rows)).not.toContain(form);
  });

  test('is signed with both secrets for a day after they were exchanged, then with the new one', async () => {
    const next = await exchangeSecret(deps, endpoint.endpointId, system);
    const verifies = async (): Promise<boolean[]> => {
      await moved('checking');
      await deliver();
      const { id, at, body, secrets } = got.at(-1) as WebhookMessage;
      // by the time of the message: another program's clock does not run ahead with ours
      const headers = signedHeaders(id, new Date(), body, secrets);
      expect(at).toBeInstanceOf(Date);
      return [endpoint.secret, next.secret].map((secret) => {
        try {
          new Webhook(secret).verify(body, headers);
          return true;
        } catch {
          return false;
        }
      });
    };
    expect(await verifies()).toEqual([true, true]);
    all.clock.putForward(24 * 3_600_000);
    expect(await verifies()).toEqual([false, true]);
    all.clock.putRight();
  });
});

describe('what is not taken', () => {
  test('is sent again on the stated schedule, over more than three days, then given up and shown', async () => {
    answers = [{ status: 503 }];
    await moved('checking');
    const begun = all.clock.now().getTime();
    expect((await deliver()).tried).toBe(1);
    for (const delayMs of retryDelaysMs) {
      all.clock.putForward(delayMs - 1000);
      expect((await deliver()).tried, `before ${delayMs}`).toBe(0);
      all.clock.putForward(1000);
      expect((await deliver()).tried, `after ${delayMs}`).toBe(1);
    }
    expect(all.clock.now().getTime() - begun).toBeGreaterThan(3 * 24 * 3_600_000);
    all.clock.putRight();
    expect(new Set(got.map(({ id, body }) => `${id} ${body}`)).size).toBe(1);
    expect(got).toHaveLength(retryDelaysMs.length + 1);
    const view = await listWebhooks({ database: stores.db });
    expect(view.givenUp).toContainEqual(
      expect.objectContaining({ eventId: got[0]?.id, tries: got.length, answer: '503' }),
    );
  });

  test('waits a little longer by chance, so that not everything comes back at once', async () => {
    answers = [{ fault: 'no-answer-in-time' }];
    chance = 999;
    await moved('checking');
    await deliver();
    const [waiting] = (await stores.db.webhooks.deliveries('waiting', 10)).filter(
      (one) => one.endpointId === endpoint.endpointId,
    );
    const waitMs = (waiting?.dueAt.getTime() ?? 0) - (waiting?.triedAt?.getTime() ?? 0);
    const first = retryDelaysMs[0] ?? 0;
    expect(waitMs).toBeGreaterThan(first);
    expect(waitMs).toBeLessThanOrEqual(first * (1 + jitterShare));
    expect(waiting?.answer).toBe('no-answer-in-time');
  });

  test.each([{ status: 301 }, { status: 404 }, { refused: 'private' }, { fault: 'not-trusted' }] as const)(
    'by %j is not delivered',
    async (answer) => {
      answers = [answer];
      await moved('checking');
      await deliver();
      const { endpoints } = await listWebhooks({ database: stores.db });
      expect(endpoints.find((one) => one.endpointId === endpoint.endpointId)).toMatchObject({
        waiting: 1,
        delivered: 0,
      });
    },
  );

  test('because the receiver is gone ends it: nothing more is sent there', async () => {
    answers = [{ status: 410 }];
    await moved('checking');
    await moved('checking');
    expect((await deliver()).isDisabled).toBe(true);
    await moved('checking');
    expect(await deliver()).toMatchObject({ tried: 0 });
    expect(await stores.db.webhooks.due(all.clock.now())).not.toContain(endpoint.endpointId);
    expect(await givenUp()).toHaveLength(2);
  });
});

describe('nothing is lost', () => {
  test('when a process dies after the change and before the message, or before it is written down', async () => {
    await moved('checking');
    const now = all.clock.now();
    // taken, and then nothing more was heard of whoever took it
    const [taken] = await stores.db.webhooks.take(
      endpoint.endpointId,
      now,
      new Date(now.getTime() + 60_000),
      10,
    );
    expect(await deliver()).toMatchObject({ tried: 0 });
    all.clock.putForward(60_001);
    expect(await deliver()).toMatchObject({ tried: 1 });
    all.clock.putRight();
    expect(got.map(({ id }) => id)).toEqual([taken?.event.id]);
  });

  test('and nothing told, when the change is undone with its transaction', async () => {
    const id = await openDraft(stores.db);
    const undo = new Error('undo');
    const change = stores.db.transaction(async (tx) => {
      await tx.applications.save(id, { state: 'withdrawn' });
      throw undo;
    });
    await expect(change).rejects.toThrow(undo);
    expect(await stores.db.webhooks.eventsOf(id)).toEqual([]);
    expect(await deliver()).toMatchObject({ tried: 0 });
  });

  test('by two who deliver at once; each message goes out once', async () => {
    for (let count = 0; count < 6; count += 1) await moved('checking');
    const reports = await Promise.all([deliver(), deliver(), deliver()]);
    expect(reports.reduce((sum, { tried }) => sum + tried, 0)).toBe(6);
    expect(new Set(got.map(({ id }) => id)).size).toBe(6);
  });
});

describe('the order of one application', () => {
  test('is kept while its messages are taken', async () => {
    await moved('checking', 'in_review', 'withdrawn');
    while ((await deliver()).tried > 0);
    expect(sequences()).toEqual([1, 2, 3]);
  });

  test('a message that failed holds back none after it, and says by its number that it is older', async () => {
    answers = [{ status: 500 }, { status: 200 }];
    await moved('checking', 'in_review');
    await deliver();
    await deliver();
    expect(sequences()).toEqual([1, 2]);
    all.clock.putForward(10_000);
    await deliver();
    all.clock.putRight();
    expect(sequences()).toEqual([1, 2, 1]);
  });
});

describe('sent once more', () => {
  test('is an event by its id, and everything since a time, to who was not there yet as well', async () => {
    const before = new Date(Date.now() - 1000);
    const id = await moved('checking', 'in_review');
    while ((await deliver()).tried > 0);
    const [first] = await stores.db.webhooks.eventsOf(id);
    got = [];
    expect(await replayEvents(deps, { id: first?.id ?? '' }, endpoint.endpointId, system)).toBe(1);
    await deliver();
    expect(got.map((one) => one.id)).toEqual([first?.id]);
    const late = await addEndpoint(deps, 'https://late.example/in', system);
    expect(await replayEvents(deps, { since: before }, late.endpointId, system)).toBeGreaterThanOrEqual(2);
    got = [];
    while ((await deliver(late.endpointId)).tried > 0);
    expect(got.map((one) => one.id)).toContain(first?.id);
  });

  test('begins with all tries anew', async () => {
    answers = [{ status: 410 }];
    await moved('checking');
    await deliver();
    const [dead] = await givenUp();
    const back = await addEndpoint(deps, endpoint.url, system);
    answers = [{ status: 200 }];
    await replayEvents(deps, { id: dead ?? '' }, null, system);
    expect(await deliver(back.endpointId)).toMatchObject({ tried: 1 });
  });
});

describe('an endpoint', () => {
  test('to which nothing would be sent is refused, and one that is there already', async () => {
    const refusing = addEndpoint(deps, 'http://shop.example/', system);
    await expect(refusing).rejects.toMatchObject({
      type: 'invalid-request',
      data: { errors: [{ pointer: '/url', code: 'not-https' }] },
    });
    await expect(addEndpoint(deps, endpoint.url, system)).rejects.toMatchObject({
      data: { errors: [{ pointer: '/url', code: 'there-already' }] },
    });
  });

  test('that was removed is sent nothing, not even what waited', async () => {
    await moved('checking');
    await removeEndpoint(deps, endpoint.endpointId, system);
    expect(await deliver()).toMatchObject({ tried: 0 });
    expect(await givenUp()).toHaveLength(1);
    await expect(removeEndpoint(deps, endpoint.endpointId, system)).rejects.toMatchObject({
      type: 'not-found',
    });
  });
});

test('events are written by the database alone, and stay as they are', async () => {
  const id = await moved('checking');
  for (const statement of [
    `update webhook_events set state = 'admitted' where application_id = '${id}'`,
    `delete from webhook_events where application_id = '${id}'`,
    'truncate webhook_events cascade',
  ])
    await expect(stores.db.execute(statement, [])).rejects.toThrow('append-only');
});

test('every change of state, in any sequence, is one event for each endpoint, numbered without gaps', async () => {
  const other = await addEndpoint(deps, 'https://other.example/in', system);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 1000 }), { maxLength: 8 }), async (picks) => {
      const { db } = stores;
      const id = await openDraft(db, { subjectKind: 'individual' });
      const told: string[] = [];
      let round = 0;
      for (const pick of picks) {
        const { state } = (await db.applications.find(id)) ?? {};
        const possible = applicationEvents.filter(
          (one) => state !== undefined && nextState(state, one) !== null,
        );
        const event = possible[pick % Math.max(1, possible.length)];
        const next = event === undefined || state === undefined ? null : nextState(state, event);
        if (next === null) break;
        if (next === 'checking' || event === 'appeal') {
          round += 1;
          await seal(db, id, round, []);
        }
        const isByPeople = next === 'admitted' || next === 'refused';
        if (isByPeople && state !== 'in_review') {
          await db.applications.save(id, { state: 'in_review' });
          told.push('in_review');
        }
        if (isByPeople) await decide(db, id, 'r_ann', next === 'admitted' ? 'approve' : 'refuse', { round });
        if (next === 'revoked') await revoked(all, id);
        await db.applications.save(id, { state: next, round, submittedAt: morning });
        // a save that changes no state is no news
        await db.applications.save(id, { decidedAt: morning });
        told.push(next);
      }
      const events = await db.webhooks.eventsOf(id);
      expect(events.map(({ state }) => state)).toEqual(told);
      expect(events.map(({ sequence }) => sequence)).toEqual(told.map((_state, index) => index + 1));
      expect(new Set(events.map((one) => one.id)).size).toBe(events.length);
      for (const event of events) {
        expect(webhookTypes[event.state]).toBeDefined();
        const { rows } = await db.execute(
          'select endpoint_id as id from webhook_deliveries where event_id = $1 order by 1',
          [event.id],
        );
        expect(rows).toEqual([endpoint.endpointId, other.endpointId].sort().map((one) => ({ id: one })));
      }
    }),
    { numRuns: 25 },
  );
});
