// `portcullis keys` and `portcullis evidence scrub` on the data folder of a system that has worked.
import { cp, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { atTheDatabase } from '../../server/cli/at-the-database.ts';
import { scrubByCommand, type ScrubOptions } from '../../server/cli/evidence-scrub.ts';
import { dropOldKeys, printKeys, rotateKeys, wrapKeysAnew } from '../../server/cli/keys.ts';
import { ConfigError } from '../../server/config.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { answerConsents, draftRow, evidenceRow } from '../adapters/database/stores/stories.ts';

let folder: string;
let environment: { PORTCULLIS_DATA_DIR: string };
let id: ApplicationId;
const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xd9);
/** Made once: every test works on a copy. */
let origin: string;
beforeAll(async () => {
  origin = await mkdtemp(join(tmpdir(), 'portcullis-keys-'));
  id = await atTheDatabase({ PORTCULLIS_DATA_DIR: origin }, async ({ database, vault: open }) => {
    const vault = await open();
    const row = draftRow();
    const owner = { ...row, ...(await vault.newKeys(row.id)) };
    await database.applications.open(owner);
    await answerConsents(database, row.id, 'granted');
    for (const kind of ['id-front', 'id-back'] as const) {
      const piece = evidenceRow(row.id, { kind });
      const kept = await vault.putMedia(owner, piece, jpeg);
      await database.evidence.add({ ...piece, ...kept });
    }
    return row.id;
  });
});
afterAll(() => rm(origin, { recursive: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portcullis-keys-'));
  environment = { PORTCULLIS_DATA_DIR: folder };
  await cp(origin, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

async function said(work: (print: (line: string) => void) => Promise<unknown>): Promise<string[]> {
  const lines: string[] = [];
  await work((line) => void lines.push(line));
  return lines;
}
const scrub = async (options: ScrubOptions = {}): Promise<{ code: 0 | 1; lines: string[] }> => {
  const lines: string[] = [];
  return { code: await scrubByCommand(environment, options, (line) => void lines.push(line)), lines };
};
const files = async (): Promise<string[]> => {
  const names = await readdir(join(folder, 'evidence', id));
  return names.sort().map((name) => join(folder, 'evidence', id, name));
};
const status = (): Promise<string[]> => said((print) => printKeys(environment, print));

test('a new wrapping key takes all data keys over, and no media is touched', async () => {
  expect(await status()).toEqual(['master  wraps 3 data keys  (newest)']);
  const before = await Promise.all((await files()).map((file) => readFile(file)));
  const lines = await said((print) => rotateKeys(environment, print));
  const name = /^new wrapping key: (\w+)$/.exec(lines[0] ?? '')?.[1] ?? '';
  expect(lines[1]).toBe('3 data keys wrapped with the newest');
  expect(await status()).toEqual([`${name}  wraps 3 data keys  (newest)`]);
  expect(await Promise.all((await files()).map((file) => readFile(file)))).toEqual(before);
  expect(await scrub({ open: true })).toEqual({ code: 0, lines: ['2 whole, 0 not what was kept, 0 strays'] });
  expect(await said((print) => wrapKeysAnew(environment, print))).toEqual(['0 data keys wrapped anew']);
});

test('an old key goes once it wraps nothing, and not before', async () => {
  await said((print) => rotateKeys(environment, print));
  const [, first = ''] = /^(\w+)/.exec((await status())[0] ?? '') ?? [];
  await said((print) => rotateKeys(environment, print));
  expect(await said((print) => dropOldKeys(environment, print))).toEqual([`taken away: ${first}`]);
  expect(await said((print) => dropOldKeys(environment, print))).toEqual(['no key is left over']);
  expect((await scrub({ open: true })).code).toBe(0);
});

test('names each piece that is altered or gone, without any key', async () => {
  const [one = '', other = ''] = await files();
  const bytes = await readFile(one);
  bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20);
  await writeFile(one, bytes);
  await rm(other);
  await rm(join(folder, 'master.key'));
  const { code, lines } = await scrub();
  expect(code).toBe(1);
  expect(
    lines
      .slice(0, 2)
      .map((line) => line.split(' ')[0])
      .sort(),
  ).toEqual(['altered', 'missing']);
  for (const line of lines.slice(0, 2)) expect(line).toContain(id);
  expect(lines.at(-1)).toBe('0 whole, 2 not what was kept, 0 strays');
});

test('what nothing names is told, and taken away when asked to, once it is an hour old', async () => {
  const stray = join(folder, 'evidence', id, `${'0'.repeat(64)}.evidence`);
  await writeFile(stray, 'written, and killed before its record');
  expect((await scrub({ removeStrays: true })).lines).toEqual(['2 whole, 0 not what was kept, 0 strays']);
  const early = new Date(Date.now() - 2 * 3_600_000);
  for (const file of await files()) await utimes(file, early, early);
  const told = await scrub();
  expect(told).toMatchObject({ code: 0 });
  expect(told.lines[0]).toMatch(new RegExp(`^stray {2}${id} 0{64} 37 bytes$`));
  expect(await files()).toHaveLength(3);
  expect((await scrub({ removeStrays: true })).lines.at(-1)).toBe(
    '2 whole, 0 not what was kept, 1 strays, removed',
  );
  expect(await files()).toHaveLength(2);
});

test('content that is not what its record says is found by opening alone', async () => {
  await atTheDatabase(environment, ({ database }) =>
    database.execute("update evidence set sha256 = repeat('a', 64) where kind = 'id-back'", []),
  );
  expect((await scrub()).code).toBe(0);
  const { code, lines } = await scrub({ open: true });
  expect(code).toBe(1);
  expect(lines[0]).toMatch(/^other-content .* id-back$/);
});

test('while the folder of evidence is not there, nothing is told as missing', async () => {
  await rm(join(folder, 'evidence'), { recursive: true });
  await expect(scrub()).rejects.toThrow(ConfigError);
  await expect(scrub({ open: true, removeStrays: true })).rejects.toThrow('is its disk mounted?');
});
