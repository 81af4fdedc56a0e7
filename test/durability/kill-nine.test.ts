// A server that is killed again and again keeps every word it gave.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { magicNumbers } from '../../server/adapters/government-records/magic-numbers.ts';
import { openApplication, submitApplication } from '../../server/contract/application.ts';
import { signIn } from '../../server/contract/accounts.ts';
import { readQueue } from '../../server/contract/queue.ts';
import { seededRandom } from '../puppet/noise.ts';
import { sampleStill } from '../puppet/sample.ts';
import { continueApplication, untilChecked } from '../try/drive-application.ts';
import { createApiClient } from '../try/http-client.ts';
import { puppetApplicant } from '../try/puppet-applicant.ts';
import { openDurableDatabase, type DurableDatabase } from './durable-database.ts';
import { inspectData } from './inspect-data.ts';
import { createLedger, type Entry, type Ledger } from './ledger.ts';
import { freePort, killAll, startServer, type ServerProcess } from './server-process.ts';
import { createStream, HeldBack, holdingBack, type Stream } from './stream.ts';

const seed = Number(process.env['DURABILITY_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

interface Round {
  readonly server: ServerProcess;
  readonly stream: Stream;
  readonly ledger: Ledger;
  readonly face: Entry;
  /** Whole ms below the bound, out of the seed. */
  readonly someMs: (below: number) => Promise<unknown>;
}

/** Waits for the moment to kill, with the stream under way. Which moment it is never decides what must be true. */
const moments = {
  starting: async ({ someMs }) => {
    await someMs(2500);
  },
  streaming: async ({ server, stream, someMs }) => {
    await server.untilAnswering();
    await cutOffBy(stream.untilCutOff(), someMs(3000), server);
  },
  submitted: async ({ server, stream, ledger, someMs }) => {
    await server.untilAnswering();
    const submission = ledger.nextSubmission().then(() => someMs(150));
    await cutOffBy(stream.untilCutOff(), submission, server);
  },
  checkingFace: async ({ server, face, someMs }) => {
    await server.untilReady();
    const { view, client } = face;
    if (view?.state === 'draft')
      await client.call(submitApplication, { params: { applicationId: view.applicationId } });
    await someMs(800);
    await server.kill();
  },
} satisfies Record<string, (round: Round) => Promise<void>>;
type Moment = keyof typeof moments;

/** Kills the server at the moment; the stream must not have ended before, nor by anything else. */
async function cutOffBy(
  stream: Promise<void>,
  moment: Promise<unknown>,
  server: ServerProcess,
): Promise<void> {
  await Promise.race([moment, stream]);
  if (server.hasExited()) throw new Error(`the server ended by itself:\n${server.output()}`);
  await server.kill();
  await stream;
}

const usualRounds: readonly Moment[] = [
  ...(['streaming', 'starting', 'submitted', 'submitted', 'streaming'] as const),
  ...(['checkingFace', 'starting', 'checkingFace', 'submitted', 'checkingFace'] as const),
  ...(['streaming', 'submitted', 'starting', 'streaming', 'submitted'] as const),
  ...(['submitted', 'starting', 'streaming', 'submitted', 'streaming'] as const),
];

/** DURABILITY_ROUNDS asks for more of them, or fewer. */
const rounds = Array.from(
  { length: Number(process.env['DURABILITY_ROUNDS'] ?? usualRounds.length) },
  (_none, index) => usualRounds[index % usualRounds.length] ?? 'streaming',
);

async function readyToSubmit(baseUrl: string, ledger: Ledger): Promise<Entry> {
  const entry = ledger.begin(createApiClient({ baseUrl }));
  const client = holdingBack(entry.client, submitApplication);
  const applicant = await puppetApplicant(client, await sampleStill('sample1'));
  const opened = await client.call(openApplication, { body: { language: applicant.language } });
  await continueApplication({ client, applicant }, opened).catch((error: unknown) => {
    if (!(error instanceof HeldBack)) throw error;
  });
  return entry;
}

/** The reviewers' queue: how many cases there are, and those shown, 200 at most. */
async function queueOf(server: ServerProcess): Promise<{ open: number; shown: readonly string[] }> {
  const client = createApiClient({ baseUrl: server.baseUrl });
  const token = /#sign-in=(\S+)/u.exec(server.output())?.[1] ?? '';
  await client.call(signIn, { body: { token } });
  const { counts, cases } = await client.call(readQueue);
  return { open: counts.open, shown: cases.map(({ applicationId }) => applicationId) };
}

let dataDirectory: string;
let database: DurableDatabase;

beforeAll(async () => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'portcullis-kill-'));
  database = await openDurableDatabase();
});

afterAll(async () => {
  killAll();
  await database.drop();
  rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 5 });
});

test('killed again and again in a stream of applications, the server has every acknowledged write and holds every submission once', async () => {
  console.log(`DURABILITY_SEED=${seed}`);
  const random = seededRandom(seed);
  const someMs = (below: number): Promise<unknown> => pause(Math.floor(random() * below));
  const port = await freePort();
  const environment = database.url === null ? {} : { DATABASE_URL: database.url };
  const start = (): ServerProcess => startServer({ dataDirectory, port, environment });
  const ledger = createLedger();

  let server = start();
  const { baseUrl } = server;
  await server.untilReady();
  const face = await readyToSubmit(baseUrl, ledger);
  expect(face.view?.nextStep, 'the puppet has passed its capture').toBe('submit');
  const [{ citizenId } = { citizenId: '' }] = magicNumbers;
  const applicant = await puppetApplicant(face.client, await sampleStill('sample1'), {
    citizenId,
    consentsToFace: false,
  });
  const stream = createStream({ baseUrl, ledger, applicant, applying: 2, beginning: 2 });
  await server.kill();

  for (const moment of rounds) {
    server = start();
    await moments[moment]({ server, stream, ledger, face, someMs });
    if (!server.hasExited()) await server.kill();
  }

  server = start();
  await server.untilReady();
  await stream.finish();
  const submitted = ledger.entries.filter(({ view }) => view !== null && view.state !== 'draft');
  for (const { client, view } of submitted)
    await untilChecked(client, view?.applicationId ?? '').catch((error: unknown) => {
      throw new Error(`the server said:\n${server.output()}`, { cause: error });
    });
  const queue = await queueOf(server);
  server.signal('SIGTERM');
  const exit = await server.exited;
  const found = await inspectData(dataDirectory, database.url);

  const ids = ledger.entries.map(({ view }) => view?.applicationId ?? '');
  console.log(
    `killed ${rounds.length} times: ${ids.length} applications, ${submitted.length} submitted, ${found.resumedJobs} verifications interrupted and ` +
      `resumed, ${found.evidenceIds.size} pieces of evidence, ${found.strayFiles} files without a record`,
  );
  expect(ledger.lost).toEqual([]);
  expect(found.faults).toEqual([]);
  expect(ids.filter((id) => !found.applications.has(id))).toEqual([]);
  const photos = ledger.entries.flatMap(({ view }) => view?.photos ?? []);
  expect(photos.filter(({ evidenceId }) => !found.evidenceIds.has(evidenceId))).toEqual([]);
  expect(submitted.map(({ view }) => view?.state)).toEqual(submitted.map(() => 'in_review'));
  expect(submitted).toContain(face);
  expect(queue.open).toBe(submitted.length);
  expect(new Set(queue.shown).size).toBe(queue.shown.length);
  const held = [...found.applications.values()].filter(({ round }) => round > 0);
  expect(held).toEqual(submitted.map(() => ({ state: 'in_review', round: 1 })));
  expect(found.resumedJobs, 'kills that fell into a verification').toBeGreaterThan(0);
  expect(exit).toEqual({ code: 0, signal: null });
});
