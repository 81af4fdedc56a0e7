// `portcullis reviewers …`: a link that signs in once, who is known, and what keeps a reviewer from their own cases.
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listReviewers, printSignInLink, type WantedLink } from '../../server/cli/reviewers.ts';
import { withDatabase } from '../../server/compose-tools.ts';
import { readConfig } from '../../server/config.ts';
import { createLog } from '../../server/log.ts';
import { nowhere, openDataFolder, type DataFolder } from '../support/data-folder.ts';

const citizenId = '990000199001010105';

let folder: DataFolder;
beforeAll(async () => {
  folder = await openDataFolder();
});
afterAll(() => folder.remove());

async function link(wanted: WantedLink, environment = folder.environment): Promise<readonly string[]> {
  const lines: string[] = [];
  await printSignInLink(environment, wanted, (line) => lines.push(line));
  return lines;
}

test('a link is printed for somebody who is known from then on, by their number too, which is kept nowhere', async () => {
  const lines = await link({ id: 'li-wei', name: '李伟', role: 'lead', citizenId });
  expect(lines).toEqual([expect.stringMatching(/\/review#sign-in=\S{20,}$/)]);
  const listed: string[] = [];
  await listReviewers(folder.environment, (line) => listed.push(line));
  expect(listed).toEqual(['li-wei\tlead\t李伟']);
  const onFatal = (error: Error): void => {
    throw error;
  };
  const log = createLog('warn');
  await withDatabase(readConfig(folder.environment), { log, onFatal }, async ({ database }) => {
    expect(await database.links.knownBy('li-wei')).toEqual(['citizen']);
    const { rows } = await database.execute(
      "select k::text as row from reviewer_keys k union all select data::text from audit_events where type = 'reviewer.identified'",
      [],
    );
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain(citizenId);
  });
});

test.each<[string, WantedLink, string]>([
  [
    'a role that nobody has',
    { id: 'li', name: 'Li', role: 'admin' },
    'a role is one of reviewer, lead, operator',
  ],
  ['an id that is none', { id: 'Li Wei', name: 'Li' }, 'an id has 1 to 40 small letters'],
  ['a number with a slip', { id: 'li', name: 'Li', citizenId: '990000199001010106' }, 'check-digit'],
  ['no number', { id: 'li', name: 'Li', citizenId: '' }, '--citizen-id takes a resident ID number'],
  [
    'a detour round nothing',
    { id: 'li', name: 'Li', breakGlass: true },
    'no identity provider is configured',
  ],
])('with %s no link is made, and nothing is opened', async (_, wanted, why) => {
  const environment = { ...folder.environment, PORTCULLIS_DATA_DIR: nowhere };
  await expect(link(wanted, environment)).rejects.toThrow(why);
  expect(existsSync(nowhere)).toBe(false);
});

test('somebody new needs a name', async () => {
  await expect(link({ id: 'nobody-yet' })).rejects.toThrow('somebody new needs a name: --name');
});
