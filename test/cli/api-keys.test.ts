// `portcullis api-keys …`: a key is shown once and stands in no list and no log; wrong use opens nothing.
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { printApiKeys, printNewApiKey, revokeOneApiKey, type WantedKey } from '../../server/cli/api-keys.ts';
import { runCommand } from '../support/command.ts';
import { nowhere, openDataFolder, type DataFolder } from '../support/data-folder.ts';

let folder: DataFolder;
beforeAll(async () => {
  folder = await openDataFolder();
});
afterAll(() => folder.remove());

/** What is printed. Opening the database anew each time is what takes long here: one story does with few. */
async function printed(work: (print: (line: string) => void) => Promise<void>): Promise<readonly string[]> {
  const lines: string[] = [];
  await work((line) => lines.push(line));
  return lines;
}
const list = () => printed((print) => printApiKeys(folder.environment, print));
const revoke = (id: string) => printed((print) => revokeOneApiKey(folder.environment, id, print));

test('a key is printed once, is listed without its secret, and is revoked for good', async () => {
  expect(await list()).toEqual(['There is no key.']);

  const made = await runCommand(
    ['api-keys', 'create', '--name', ' shop ', '--scopes', ' read '],
    folder.environment,
  );
  expect(made).toMatchObject({ code: 0, complaint: '' });
  const [key = '', said = '', ...more] = made.lines;
  expect(key).toMatch(/^pck_[0-9a-z]{22}_[0-9A-Za-z_-]{43}$/);
  const id = said.split(' ')[0] ?? '';
  expect(said).toBe(`${id} for shop: read. The key is shown this once; keep it as a secret.`);
  expect(more).toEqual([]);

  const listed = await list();
  expect(listed).toHaveLength(1);
  expect(listed[0]).toMatch(/^k_\S+ {2}shop {2}read {2}created 2\S+Z {2}last used never$/);
  expect(listed[0]).not.toContain(key.slice(-43));

  expect(await revoke(id)).toEqual([`${id} is revoked: it is good for nothing from now on.`]);
  await expect(revoke(id)).rejects.toThrow(`there is no key ${id} that could be revoked`);
  expect((await list())[0]).toMatch(/ {2}revoked 2\S+Z$/);
});

test.each<[string, WantedKey, string]>([
  ['no name', { name: ' ', scopes: 'read' }, 'a name has 1 to 80 characters'],
  ['too long a name', { name: 'x'.repeat(81), scopes: 'read' }, 'a name has 1 to 80 characters'],
  ['no scope', { name: 'shop', scopes: '' }, 'scopes are of read, open'],
  ['a scope that nobody knows', { name: 'shop', scopes: 'read,admit' }, 'scopes are of read, open'],
])('with %s nothing is made, nor opened', async (_, wanted, why) => {
  const environment = { ...folder.environment, PORTCULLIS_DATA_DIR: nowhere };
  await expect(printed((print) => printNewApiKey(environment, wanted, print))).rejects.toThrow(why);
  expect(existsSync(nowhere)).toBe(false);
});

test('a command that lacks what it needs ends with 1 and one sentence', async () => {
  const [nameless, idless] = await Promise.all([
    runCommand(['api-keys', 'create', '--scopes', 'read'], { PORTCULLIS_DATA_DIR: nowhere }),
    runCommand(['api-keys', 'revoke'], { PORTCULLIS_DATA_DIR: nowhere }),
  ]);
  for (const [ran, why] of [
    [nameless, "required option '--name <name>' not specified"],
    [idless, "missing required argument 'id'"],
  ] as const) {
    expect(ran).toMatchObject({ code: 1, lines: [] });
    expect(ran.complaint).toContain(why);
    expect(ran.complaint).not.toMatch(/^ +at /mu);
  }
  expect(existsSync(nowhere)).toBe(false);
});
