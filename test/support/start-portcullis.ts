// The whole system as it runs, on a database and a folder of its own, listening on a free port.
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Express } from 'express';
import { createOnnxFaceEngine } from '../../server/adapters/face-engine/onnx.ts';
import { compose, type Replacements } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import type { Database } from '../../server/ports/database.ts';
import { createLog } from '../../server/log.ts';
import type { Random } from '../../server/ports/random.ts';
import { createSystemRandom } from '../../server/adapters/system/random.ts';
import { seededRandom } from '../puppet/noise.ts';
import type { FaceEngine } from '../../server/ports/face-engine.ts';
import type { Reviewer } from '../../server/ports/reviewers.ts';
import { createApiClient, type ApiClient } from '../try/http-client.ts';
import { signIn } from '../../server/contract/accounts.ts';
import { createAdjustableClock, type AdjustableClock } from './clock.ts';
import { createRememberingEngine } from './remembering-engine.ts';
import { copyTemplate, isEmbedded, openTestPool } from './test-database.ts';

export interface TestPortcullis {
  readonly baseUrl: string;
  readonly app: Express;
  readonly database: Database;
  readonly engine: FaceEngine;
  readonly clock: AdjustableClock;
  readonly dataDirectory: string;
  /** Everything that was logged, at every level. */
  readonly log: () => string;
  /** Somebody with a cookie jar of their own. */
  readonly somebody: () => ApiClient;
  /** A reviewer who has just signed in by a link. */
  readonly reviewer: (reviewer: Reviewer) => Promise<ApiClient>;
  readonly signInLink: (reviewer: Reviewer) => Promise<string>;
  /** What the passing of time asks for: expiry, erasure, work that got stuck. */
  readonly tend: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface StartOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly replacements?: Replacements;
}

/** What many tests ask from one address in a minute, or from one browser in a day; those about limits set their own. */
const unlimited = {
  ADDRESS_REQUESTS_PER_MINUTE: '1000000',
  APPLICANT_REQUESTS_PER_MINUTE: '1000000',
  REVIEWER_REQUESTS_PER_MINUTE: '1000000',
  DEVICE_OPENINGS_PER_DAY: '1000000',
  DEVICE_RESUMES_PER_DAY: '1000000',
};

/** Shared by all tests and runs: what is in it is proved before it is used. */
export const testModels = join(tmpdir(), 'portcullis-test-models');

/** Draws come the same in every run, so that a test that fails fails again; names and secrets are never the same. */
function repeatableDraws(): Random {
  const chance = seededRandom(1);
  return { ...createSystemRandom(), int: (maxExclusive) => Math.floor(maxExclusive * chance()) };
}

/** A migrated database that nobody else uses: its settings, and how it is given up. */
async function freshDatabase(
  dataDirectory: string,
): Promise<{ environment: Record<string, string>; drop: () => Promise<void> }> {
  if (isEmbedded()) {
    renameSync(await copyTemplate(), join(dataDirectory, 'database'));
    return { environment: {}, drop: async () => undefined };
  }
  const database = await openTestPool();
  const { url } = database;
  if (url === undefined) throw new Error('a database on a server has an address');
  return { environment: { DATABASE_URL: url }, drop: () => database.close() };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

export async function startPortcullis(options: StartOptions = {}): Promise<TestPortcullis> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'portcullis-journey-'));
  const { environment, drop } = await freshDatabase(dataDirectory);
  const lines: string[] = [];
  const log = createLog('debug', { write: (line) => void lines.push(line) });
  const clock = createAdjustableClock();
  const engine =
    options.replacements?.engine ??
    createRememberingEngine(createOnnxFaceEngine({ workers: 1, maxQueue: 256, modelFolder: testModels }));
  const server = createServer((request, response) => {
    portcullis.app(request, response);
  });
  // a busy machine looks at its timers late: no connection is closed in the moment in which it is used again
  server.keepAliveTimeout = 120_000;
  const port = await listen(server);
  const config = readConfig({
    NODE_ENV: 'test',
    PORTCULLIS_DATA_DIR: dataDirectory,
    OPENINGS_PER_HOUR: '10000',
    ...unlimited,
    SERVICE_WAIT_SECONDS: '0', // nobody waits for a service, but in the tests about waiting
    DECISION_UNDO_SECONDS: '0', // what is decided counts at once, but for the tests about undoing
    ...environment,
    ...options.environment,
  });
  const onFatal = (error: Error): void => {
    throw error;
  };
  const portcullis = await compose(
    config,
    { log, port, onFatal },
    { clock, random: repeatableDraws(), ...options.replacements, engine },
  );
  await engine.warmUp();
  const baseUrl = `http://127.0.0.1:${port}`;
  const somebody = (): ApiClient => createApiClient({ baseUrl });
  return {
    baseUrl,
    app: portcullis.app,
    database: portcullis.database,
    engine,
    clock,
    dataDirectory,
    log: () => lines.join(''),
    somebody,
    async reviewer(reviewer) {
      const client = somebody();
      const token = (await portcullis.signInLink(reviewer)).split('#sign-in=')[1] ?? '';
      await client.call(signIn, { body: { token } });
      return client;
    },
    signInLink: portcullis.signInLink,
    tend: () => portcullis.tend(new AbortController().signal),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await portcullis.close();
      await drop();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** For a second system beside the first: the same eyes, closed by whoever opened them. */
export function borrowed(engine: FaceEngine): FaceEngine {
  return { ...engine, close: async () => undefined };
}
