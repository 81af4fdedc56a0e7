// How long the desk takes with so many applications: to claim, to show the queue, to show a case with its pictures.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { createDatabase } from '../../../server/adapters/database/create-database.ts';
import { submitApplication } from '../../../server/contract/application.ts';
import { signIn } from '../../../server/contract/accounts.ts';
import { claimNext, readQueue } from '../../../server/contract/queue.ts';
import { readCase } from '../../../server/contract/review.ts';
import { createSystemClock } from '../../../server/adapters/system/clock.ts';
import { createSystemRandom } from '../../../server/adapters/system/random.ts';
import { makeSignInLink } from '../../../server/features/accounts/sign-in-link.ts';
import { desktop, openWindow } from '../../browser/watched-page.ts';
import { freePort } from '../../durability/server-process.ts';
import { createApiClient, type ApiClient } from '../../try/http-client.ts';
import { prepare, submitUntilHeld } from '../applications.ts';
import { quantile } from '../http-load.ts';
import { timedStart } from '../start-up.ts';
import { measurePeer, type PeerFigures } from './peer.ts';
import { explainClaim } from './plan.ts';
import { seed, seededReviewers, type Size } from './seed.ts';
import type { BenchDatabase } from './database.ts';

export interface Times {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly count: number;
}

export interface DeskFigures {
  readonly database: BenchDatabase['kind'];
  readonly size: Size;
  /** One reviewer claims one case after the other. */
  readonly claim: Times;
  /** Everybody claims at once, several times. */
  readonly crowd: Times & { readonly claimers: number; readonly claimedTwice: number };
  readonly queue: Times;
  readonly caseView: Times;
  /** In a browser, from the address of the case to its last picture. */
  readonly casePage: Times;
  /** From the address of the desk to the first row. */
  readonly queuePage: Times;
  readonly peer: PeerFigures;
  /** How the next case is found: every node of the plan that reads a table. */
  readonly plan: readonly string[];
}

const claimsAlone = 100;
const claimsEach = 4;
const looks = 20;
const visits = 40;

const timesOf = (all: readonly number[]): Times => {
  const sorted = all.toSorted((a, b) => a - b);
  return { p50Ms: quantile(sorted, 0.5), p95Ms: quantile(sorted, 0.95), count: all.length };
};

async function timed(work: () => Promise<unknown>): Promise<number> {
  const beganAt = performance.now();
  await work();
  return performance.now() - beganAt;
}

async function series(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < count; round++) times.push(await timed(work));
  return times;
}

/** Reviewers who are known, and for each a link that was not used. */
async function linksFor(pool: pg.Pool): Promise<string[]> {
  const database = createDatabase(pool);
  const deps = { database, clock: createSystemClock(), random: createSystemRandom(), publicUrl: '' };
  const links: string[] = [];
  for (const name of seededReviewers)
    links.push(await makeSignInLink(deps, { reviewer: { id: name, name, role: 'reviewer' }, kind: 'demo' }));
  return links;
}

async function enter(baseUrl: string, link: string): Promise<ApiClient> {
  const client = createApiClient({ baseUrl, patience: 100 });
  await client.call(signIn, { body: { token: link.split('#sign-in=')[1] ?? '' } });
  return client;
}

async function claimAll(desks: readonly ApiClient[]): Promise<DeskFigures['crowd']> {
  const claimed: string[] = [];
  const times: number[] = [];
  await Promise.all(
    desks.map(async (desk) => {
      for (let round = 0; round < claimsEach; round++) {
        times.push(
          await timed(async () => {
            const { applicationId } = await desk.call(claimNext, { body: {} });
            if (applicationId !== null) claimed.push(applicationId);
          }),
        );
      }
    }),
  );
  const claimedTwice = claimed.length - new Set(claimed).size;
  return { ...timesOf(times), claimers: desks.length, claimedTwice };
}

/** By the page's own clock, from the moment it was asked for, in ms. `isThere` is evaluated in the page. */
async function untilShown(page: Page, url: string, isThere: string): Promise<number> {
  await page.goto(url, { waitUntil: 'commit' });
  return page.evaluate<number>(
    `new Promise((resolve) => {
      const look = () => (${isThere}) ? resolve(performance.now()) : requestAnimationFrame(look);
      look();
    })`,
  );
}

const rowIsThere = `document.querySelector('.queue .row') !== null`;
const picturesAreThere = `['document', 'live', 'record'].every((name) =>
  document.querySelector('.photo-box-' + name + ' img:not([hidden])')?.naturalWidth > 0)`;

async function visit(baseUrl: string, browser: Browser, link: string, id: string) {
  const window = { browser, baseUrl, language: 'en', size: desktop, faults: [] } as const;
  const page = await openWindow({ ...window, faults: [] });
  const firstRow = (): Promise<void> => page.locator('.queue .row').first().waitFor();
  await page.goto(link.replace(/^[^/]*\/review/u, `${baseUrl}/review`));
  await firstRow();
  const [queue, open]: [number[], number[]] = [[], []];
  for (let round = 0; round < visits; round++) {
    queue.push(await untilShown(page, `${baseUrl}/review`, rowIsThere));
    open.push(await untilShown(page, `${baseUrl}/review?case=${id}`, picturesAreThere));
  }
  await page.context().close();
  return { queuePage: timesOf(queue), casePage: timesOf(open) };
}

/** One real application is among the made-up ones: its case has pictures. */
export async function measureDesk(
  database: BenchDatabase,
  size: Size,
  browser: Browser,
): Promise<DeskFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-desk-'));
  const options = {
    dataDirectory: folder,
    port: await freePort(),
    // nobody opens case after case without a look: the limits for people are not what is measured
    environment: {
      ...database.environment,
      REVIEWER_REQUESTS_PER_MINUTE: '1000000',
      ADDRESS_REQUESTS_PER_MINUTE: '1000000',
    },
  };
  try {
    const first = await timedStart(options);
    const real = await prepare(first.server.baseUrl, submitApplication);
    await submitUntilHeld(real);
    first.server.signal('SIGTERM');
    await first.server.exited;

    const { links, plan } = await database.use(folder, async (pool) => {
      await linksFor(pool);
      await seed(pool, size);
      return { links: await linksFor(pool), plan: await explainClaim(pool, seededReviewers[0] ?? '') };
    });

    const { server } = await timedStart(options);
    const desks: ApiClient[] = [];
    for (const link of links.slice(1)) desks.push(await enter(server.baseUrl, link));
    const [one] = desks;
    if (one === undefined) throw new Error('nobody claims');
    const queue = await series(looks, () => one.call(readQueue));
    const caseView = await series(looks, () => one.call(readCase, { params: { applicationId: real.id } }));
    const claim = await series(claimsAlone, () => one.call(claimNext, { body: {} }));
    const crowd = await claimAll(desks);
    const pages = await visit(server.baseUrl, browser, links[0] ?? '', real.id);
    server.signal('SIGTERM');
    await server.exited;
    const peer = await database.use(folder, (pool) => measurePeer(pool, size.open));
    return {
      database: database.kind,
      size,
      claim: timesOf(claim),
      crowd,
      queue: timesOf(queue),
      caseView: timesOf(caseView),
      ...pages,
      peer,
      plan,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await database.drop();
  }
}
