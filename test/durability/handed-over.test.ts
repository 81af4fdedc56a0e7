// What waits for its time when the server is killed: a decision that can be undone, and news for the marketplace.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbeddedPool } from '../../server/adapters/database/embedded.ts';
import { magicNumbers } from '../../server/adapters/government-records/magic-numbers.ts';
import { signIn } from '../../server/contract/accounts.ts';
import { readApplication } from '../../server/contract/application.ts';
import { readCase } from '../../server/contract/review.ts';
import { addWebhook } from '../../server/contract/webhooks.ts';
import { sampleStill } from '../puppet/sample.ts';
import { approval, decide } from '../support/desk.ts';
import { driveApplication, untilChecked } from '../try/drive-application.ts';
import { createApiClient, type ApiClient } from '../try/http-client.ts';
import { puppetApplicant } from '../try/puppet-applicant.ts';
import { freePort, killAll, startServer, type ServerProcess } from './server-process.ts';

const undoMs = 10_000;
const patience = { timeout: 300_000, interval: 50 };

interface News {
  readonly id: string;
  readonly sequence: number;
  readonly state: string;
}

/** A marketplace that hears everything, and for a while answers nothing. */
async function openMarketplace() {
  const heard: News[] = [];
  const marketplace = { heard, isAnswering: false, url: '', close: (): void => undefined };
  const server: Server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.once('end', () => {
      const { data } = JSON.parse(text) as { data: Omit<News, 'id'> };
      heard.push({ id: String(request.headers['webhook-id']), sequence: data.sequence, state: data.state });
      if (marketplace.isAnswering) response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  marketplace.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/news`;
  marketplace.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return marketplace;
}

let dataDirectory: string;
let marketplace: Awaited<ReturnType<typeof openMarketplace>>;
beforeAll(async () => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'portcullis-handed-over-'));
  marketplace = await openMarketplace();
});
afterAll(() => {
  killAll();
  marketplace.close();
  rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 5 });
});

/** While no server has it open. */
async function atRest<T>(work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const onFatal = (error: Error): void => {
    throw error;
  };
  const pool = await openEmbeddedPool({ directory: join(dataDirectory, 'database'), onFatal });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

async function deskOf(server: ServerProcess, who: string): Promise<ApiClient> {
  const client = createApiClient({ baseUrl: server.baseUrl });
  const link = new RegExp(`#sign-in=(\\S+) +\\(${who};`, 'u');
  await expect.poll(() => server.output(), patience).toMatch(link);
  const token = link.exec(server.output())?.[1] ?? '';
  await client.call(signIn, { body: { token } });
  return client;
}

test('killed between a decision and its time, and between a change and its message, the server makes up for both', async () => {
  const port = await freePort();
  const start = (): ServerProcess =>
    startServer({ dataDirectory, port, environment: { WEBHOOK_LOOPBACK: 'yes' } });
  const first = start();
  await first.untilReady();
  const lead = await deskOf(first, 'Demo lead');
  await (await deskOf(first, 'Demo operator')).call(addWebhook, { body: { url: marketplace.url } });
  const client = createApiClient({ baseUrl: first.baseUrl });
  const [{ citizenId } = { citizenId: '' }] = magicNumbers;
  const applicant = await puppetApplicant(client, await sampleStill('sample1'), {
    citizenId,
    consentsToFace: false,
  });
  const { applicationId } = await driveApplication({ client, applicant });
  const params = { applicationId };
  expect((await untilChecked(client, applicationId)).state).toBe('in_review');
  await expect.poll(() => marketplace.heard.length, patience).toBeGreaterThan(0);
  const [unanswered] = marketplace.heard;
  expect((await decide(lead, applicationId, approval)).parked).not.toBeNull();
  await first.kill();

  await atRest(async (pool) => {
    expect((await pool.query('select from review_decisions')).rowCount).toBe(0);
    expect((await pool.query('select from parked_decisions')).rowCount).toBe(1);
    const { rowCount } = await pool.query(
      // the minute is over for which whoever took a message holds it, and so is every wait for the next try
      "update webhook_deliveries set held_until = null, due_at = now() where state = 'waiting'",
    );
    expect(rowCount).toBe(2);
  });
  marketplace.heard.splice(0);
  marketplace.isAnswering = true;

  const second = start();
  await second.untilAnswering();
  await expect
    .poll(async () => (await client.call(readApplication, { params })).state, patience)
    .toBe('admitted');
  await expect.poll(() => marketplace.heard.map(({ state }) => state), patience).toContain('admitted');
  expect((await lead.call(readCase, { params })).decisions).toHaveLength(1);
  second.signal('SIGTERM');
  expect(await second.exited).toEqual({ code: 0, signal: null });

  // each once more at most, under its own id, and none before the one that came before it
  const news = marketplace.heard.filter(
    ({ id }, place, all) => all.findIndex((one) => one.id === id) === place,
  );
  expect(news.map(({ sequence, state }) => [sequence, state])).toEqual([
    [1, 'checking'],
    [2, 'in_review'],
    [3, 'admitted'],
  ]);
  expect(news[0]?.id).toBe(unanswered?.id);
  const counted = await atRest((pool) =>
    pool.query<{ type: string; waited: number }>(
      `select type, extract(epoch from at - (data ->> 'decidedAt')::timestamptz)::float * 1000 as waited
       from audit_events where type in ('review.decided', 'review.undone')`,
    ),
  );
  expect(counted.rows.map(({ type }) => type)).toEqual(['review.decided']);
  expect(counted.rows[0]?.waited).toBeGreaterThanOrEqual(undoMs);
});
