// Only the master key that a database was locked with is taken, by the server and by every command that opens the vault.
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDatabase } from '../../server/adapters/database/create-database.ts';
import { atTheDatabase } from '../../server/cli/at-the-database.ts';
import { scrubByCommand } from '../../server/cli/evidence-scrub.ts';
import { printKeys } from '../../server/cli/keys.ts';
import { compose } from '../../server/compose.ts';
import { openEvidence, openVault, openWrappingTools } from '../../server/compose-evidence.ts';
import { openOwnKeys } from '../../server/compose-keys.ts';
import { ConfigError, readConfig, type Config } from '../../server/config.ts';
import { createSystemRandom } from '../../server/adapters/system/random.ts';
import { createLog } from '../../server/log.ts';
import type { Database } from '../../server/ports/database.ts';
import { draftRow, morning } from '../adapters/database/stores/stories.ts';
import { runCommand } from '../support/command.ts';
import { createIdleEngine } from '../support/idle-engine.ts';
import { copyTemplate, isEmbedded, openTestPool } from '../support/test-database.ts';

type Environment = Readonly<Record<string, string>>;

let folder: string;
const keyFile = (): string => join(folder, 'master.key');
const newKey = (): string => randomBytes(32).toString('base64');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-master-key-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const refusalOf = async (starting: Promise<unknown>): Promise<string> => {
  const error: unknown = await starting.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ConfigError);
  return (error as ConfigError).message;
};

const vaultTools = async (config: Config, database: Database) => {
  const { store } = await openEvidence(config, database);
  return { store, random: createSystemRandom() };
};

async function lockSomething(config: Config, database: Database): Promise<void> {
  const keys = await openOwnKeys(config, database);
  const row = draftRow();
  const vault = openVault(config, keys, await vaultTools(config, database));
  await database.applications.open({ ...row, ...(await vault.newKeys(row.id)) });
}

async function signSomething(config: Config, database: Database): Promise<void> {
  const keys = await openOwnKeys(config, database);
  await database.signingKeys.keep(await keys.signing(), morning);
}

describe('on a database of its own', () => {
  let database: Database;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    const opened = await openTestPool();
    database = createDatabase(opened.pool);
    drop = () => opened.close();
  });
  afterEach(() => drop());

  const configOf = (more: Environment = {}): Config =>
    readConfig({ NODE_ENV: 'test', PORTCULLIS_DATA_DIR: folder, ...more });
  const open = (more: Environment = {}) => openOwnKeys(configOf(more), database);
  const forgetMarks = () => database.execute('delete from installation_marks', []);

  test('the first use makes a key, later ones take it, and another one is refused with what to do', async () => {
    expect((await open()).wasGenerated).toBe(true);
    expect((await open()).wasGenerated).toBe(false);
    const own = readFileSync(keyFile(), 'utf8').trim();
    writeFileSync(keyFile(), newKey());
    const message = await refusalOf(open());
    expect(message).toContain(`${keyFile()} is another one`);
    expect(message).toContain('from its backup');
    expect(message).not.toContain('delete it');
    expect(await refusalOf(open({ MASTER_KEY: newKey() }))).toContain('MASTER_KEY is another');
    expect((await open({ MASTER_KEY: own })).wasGenerated).toBe(false);
  });

  test('where the key file is lost, none is made in its place', async () => {
    await open();
    rmSync(keyFile());
    expect(await refusalOf(open())).toContain(keyFile());
    expect(existsSync(keyFile())).toBe(false);
  });

  test('of processes that start at once, with a key each, one is right and the others are refused', async () => {
    const keys = Array.from({ length: 5 }, newKey);
    const ends = await Promise.allSettled(keys.map((key) => open({ MASTER_KEY: key })));
    const right = keys.filter((_key, index) => ends[index]?.status === 'fulfilled');
    expect(right).toHaveLength(1);
    for (const end of ends) if (end.status === 'rejected') expect(end.reason).toBeInstanceOf(ConfigError);
    await open({ MASTER_KEY: right[0] ?? '' });
  });

  test('a key that was made while another process was faster is named, to be deleted', async () => {
    const late: Database = {
      ...database,
      marks: {
        ...database.marks,
        keepLockedWord: async (locked) => {
          await open({ MASTER_KEY: newKey() });
          return database.marks.keepLockedWord(locked);
        },
      },
    };
    expect(await refusalOf(openOwnKeys(configOf(), late))).toContain(`${keyFile()} was made just now`);
  });

  test.each([
    ['an application', lockSomething],
    ['a key that signed', signSomething],
  ] as const)('a database from before there were marks tells its key by %s', async (_by, use) => {
    await use(configOf(), database);
    await forgetMarks();
    await refusalOf(open({ MASTER_KEY: newKey() }));
    const key = readFileSync(keyFile(), 'utf8');
    rmSync(keyFile());
    await refusalOf(open());
    expect(existsSync(keyFile())).toBe(false);
    writeFileSync(keyFile(), key, { mode: 0o600 });
    await open();
    expect(await database.marks.lockedWord()).not.toBeNull();
  });

  test('a day under a wrong key does not count for it, nor against the right one', async () => {
    await signSomething(configOf(), database);
    const wrong = { MASTER_KEY: newKey() };
    await forgetMarks();
    const { marks, ...rest } = database;
    const unmarked = { ...rest, marks: { ...marks, lockedWord: async () => null } };
    await refusalOf(openOwnKeys(configOf(wrong), unmarked));
    await database.signingKeys.keep(
      { keyId: 'of-the-wrong-key', publicJwk: { kty: 'OKP', crv: 'Ed25519', x: 'x' } },
      new Date(morning.getTime() + 1),
    );
    await refusalOf(open(wrong));
    await open();
  });

  test('a raised generation of signing keys, or a wrapping key of its own, is no other master key', async () => {
    await lockSomething(configOf(), database);
    const tools = openWrappingTools(configOf(), await open());
    await tools.addKey();
    const first = await database.applications.firstKeys();
    if (first === null) throw new Error('there is one');
    const anew = await tools.wrapAnew(first.id, 'document', first.documentKey);
    await database.applications.replaceKeys(first, { ...first, documentKey: anew });
    await forgetMarks();
    await open();
    await signSomething(configOf(), database);
    await forgetMarks();
    await open({ SIGNING_KEY_GENERATION: '2' });
  });
});

describe('a whole system', () => {
  let environment: Environment;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    environment = { NODE_ENV: 'test', PORTCULLIS_DATA_DIR: folder, PORT: '0' };
    drop = async () => undefined;
    if (isEmbedded()) {
      renameSync(await copyTemplate(), join(folder, 'database'));
      return;
    }
    const database = await openTestPool();
    environment = { ...environment, DATABASE_URL: database.url ?? '' };
    drop = () => database.close();
  });
  afterEach(() => drop());

  /** Started and stopped again. Answers whether it made a key. */
  async function start(given: Environment): Promise<boolean> {
    const surroundings = { log: createLog('silent'), port: 0, onFatal: () => undefined };
    const system = await compose(readConfig(given), surroundings, { engine: createIdleEngine() });
    await system.close();
    return system.hasNewMasterKey;
  }

  test('is not started with another key, and a restored backup is with its own', async () => {
    expect(await start(environment)).toBe(true);
    const place = mkdtempSync(join(tmpdir(), 'portcullis-restored-'));
    cpSync(folder, place, { recursive: true });
    rmSync(keyFile());
    await refusalOf(start(environment));
    // nothing was left open by the one that was refused
    await refusalOf(start({ ...environment, MASTER_KEY: newKey() }));
    expect(await start({ ...environment, PORTCULLIS_DATA_DIR: place })).toBe(false);
    rmSync(place, { recursive: true });
  });

  test('is not opened by commands with another key; those that need none work without one', async () => {
    await atTheDatabase(environment, async ({ database }) =>
      lockSomething(readConfig(environment), database),
    );
    const other = { ...environment, MASTER_KEY: newKey() };
    const print = (): void => undefined;
    await refusalOf(printKeys(other, print));
    await refusalOf(scrubByCommand(other, { open: true }, print));
    rmSync(keyFile());
    expect(await scrubByCommand(environment, {}, print)).toBe(0);
    for (const words of [['keys', 'status'], ['serve']]) {
      const { code, complaint } = await runCommand(words, environment);
      expect([words, code, complaint.includes(keyFile())]).toEqual([words, 78, true]);
    }
    expect(existsSync(keyFile())).toBe(false);
  });
});
