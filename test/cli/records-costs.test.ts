// `portcullis records costs` prints what was counted, without a server.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { atTheDatabase } from '../../server/cli/at-the-database.ts';
import { printCosts } from '../../server/cli/records-costs.ts';

let folder: string;
afterEach(() => rm(folder, { recursive: true }));

test('a line for each month and service', async () => {
  folder = await mkdtemp(join(tmpdir(), 'portcullis-costs-'));
  const environment = { PORTCULLIS_DATA_DIR: folder };
  const printed = async (): Promise<readonly string[]> => {
    const lines: string[] = [];
    await printCosts(environment, (line) => void lines.push(line));
    return lines;
  };
  expect(await printed()).toEqual(['no service was asked yet']);
  await atTheDatabase(environment, ({ database }) =>
    database.execute(
      `insert into record_costs values ('tencent', '2026-11', 'billed', 12), ('tencent', '2026-11', 'unstated', 3)`,
      [],
    ),
  );
  expect(await printed()).toEqual(['2026-11  tencent  12 billed, 3 perhaps billed, 0 free']);
});
