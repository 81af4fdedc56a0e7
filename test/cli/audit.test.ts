// `portcullis audit` and `portcullis replay`: what an installation hands out convinces somebody who has nothing of it.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atTheDatabase } from '../../server/cli/at-the-database.ts';
import { exportByCommand, verifyByCommand, type ExportOptions } from '../../server/cli/audit.ts';
import { replayByCommand } from '../../server/cli/replay.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { admissionsIn, admitted, tamper } from '../support/admissions.ts';
import { runCommand } from '../support/command.ts';
import { openDataFolder, type DataFolder } from '../support/data-folder.ts';

let folder: DataFolder;
let out: string;
const ids: ApplicationId[] = [];
beforeAll(async () => {
  folder = await openDataFolder();
  out = await mkdtemp(join(tmpdir(), 'audit-'));
  await atTheDatabase(folder.environment, async ({ database, keys }) => {
    await keys(); // before there is anything that they could have locked
    await database.reviewers.put({ id: 'r_ann', name: 'Ann', role: 'reviewer' });
    const all = await admissionsIn(database);
    for (let count = 0; count < 3; count += 1) ids.push(await admitted(all));
  });
});
afterAll(async () => {
  folder.remove();
  await rm(out, { recursive: true });
});

interface Run {
  readonly code: number;
  readonly lines: readonly string[];
}
async function run(
  work: (voice: { print: (line: string) => void; complain: (line: string) => void }) => Promise<number>,
): Promise<Run> {
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  return { code: await work({ print: say, complain: say }), lines };
}
const exported = (options: ExportOptions): Promise<Run> =>
  run((voice) => exportByCommand(options, folder.environment, voice));
const verified = (path: string, head?: string): Promise<Run> =>
  run((voice) => verifyByCommand(path, { head }, voice));
const replayed = (id: string): Promise<Run> => run((voice) => replayByCommand(id, folder.environment, voice));
const python = (...words: string[]) =>
  new Promise<string>((resolve) => {
    const script = fileURLToPath(new URL('../../verify/audit_verify.py', import.meta.url));
    execFile('python3', ['-B', script, ...words], (_error, text) => resolve(text));
  });

test('exports the trail, signed to its end; both verifiers find it whole, and go on from what was kept', async () => {
  const [first, second] = [join(out, 'first.ndjson'), join(out, 'second.ndjson')];
  expect(await exported({ out: first })).toMatchObject({ code: 0 });
  const whole = await verified(first);
  expect(whole).toMatchObject({ code: 0 });
  expect(whole.lines.at(-1)).toBe('whole: 18 entries, 1 checkpoints');
  expect(await python(first)).toBe(`${whole.lines.join('\n')}\n`);

  await atTheDatabase(folder.environment, async ({ database }) => {
    ids.push(await admitted(await admissionsIn(database)));
  });
  const direct = await runCommand(['audit', 'export'], folder.environment);
  expect(direct).toMatchObject({ code: 0, complaint: '' });
  await writeFile(second, direct.lines.map((line) => `${line}\n`).join(''));
  const checkpoints = direct.lines.filter((line) => line.startsWith('{"checkpoint"'));
  expect(checkpoints).toHaveLength(2);
  const kept = join(out, 'kept.ndjson');
  await writeFile(kept, checkpoints.join('\n'));
  expect((await verified(second, kept)).lines.at(-1)).toBe('whole: 24 entries, 2 checkpoints');
  const older = await verified(first, kept);
  expect(older).toMatchObject({ code: 1, lines: [expect.stringContaining('older-than-kept')] });
  expect(await python(first, '--head', kept)).toBe(`${older.lines.join('\n')}\n`);
});

test('exports one application, each of its entries proved, and nobody else’s', async () => {
  const file = join(out, 'one.ndjson');
  const [id = ''] = ids;
  expect(await exported({ application: id, out: file })).toMatchObject({ code: 0 });
  const { code, lines } = await verified(file);
  expect([code, lines.at(-1)]).toEqual([0, 'whole: 6 entries, 2 checkpoints']);
  expect(await python(file)).toBe(`${lines.join('\n')}\n`);
  const text = await readFile(file, 'utf8');
  for (const other of ids.slice(1)) expect(text).not.toContain(other);
});

test('has nothing to export of an application that nobody has, or to where nothing can be written', async () => {
  expect(await exported({ application: 'a_none' })).toEqual({
    code: 2,
    lines: ['there is no such application'],
  });
  expect(await exported({ out: join(out, 'none', 'x') })).toMatchObject({ code: 2 });
});

test('replays an application, and says what could not be', async () => {
  const [id = ''] = ids;
  const { code, lines } = await replayed(id);
  expect([code, lines.at(-1)]).toEqual([0, '3 same, 0 different, 0 that cannot be asked again']);
  expect(lines[0]).toMatch(/^same {4}entry 3 {6}round 1 {2}recommendation policy \S+ +admit$/);
  expect(await replayed('a_none')).toEqual({ code: 2, lines: ['there is no such application'] });
  const command = await runCommand(['replay', id], folder.environment);
  expect(command).toMatchObject({ code: 0, lines });
});

// last: from here on the trail is broken
test('exports a trail that was edited as it is, and both verifiers name the entry', async () => {
  const [id = '', other = ''] = ids;
  await atTheDatabase(folder.environment, async ({ database }) => {
    await tamper(
      database,
      'audit_events',
      `update audit_events set data = data || '{"outcome":"refuse"}' where application_id = $1 and type = 'gate.decided'`,
      [other],
    );
  });
  const file = join(out, 'edited.ndjson');
  expect(await exported({ out: file })).toMatchObject({ code: 0 });
  const { code, lines } = await verified(file);
  expect(code).toBe(1);
  expect(lines).toEqual([expect.stringMatching(/^not whole: event 10 \(line 12\), edited: /)]);
  expect(await python(file)).toBe(`${lines.join('\n')}\n`);
  expect(await replayed(other)).toMatchObject({ code: 1 });
  expect(await replayed(id)).toMatchObject({ code: 0 });
});
