// `portcullis webhooks …`: a secret is shown once and stands in no list and no log; wrong use changes nothing.
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  printNewEndpoint,
  printNewSecret,
  printWebhooks,
  removeOneEndpoint,
  replayWebhooks,
  type ReplayOptions,
} from '../../server/cli/webhooks.ts';
import { runCommand } from '../support/command.ts';
import { nowhere, openDataFolder, type DataFolder } from '../support/data-folder.ts';

const url = 'http://127.0.0.1:9/portcullis';

let folder: DataFolder;
beforeAll(async () => {
  folder = await openDataFolder({ WEBHOOK_LOOPBACK: 'yes' });
});
afterAll(() => folder.remove());

type Print = (line: string) => void;
async function printed(work: (print: Print) => Promise<void>): Promise<readonly string[]> {
  const lines: string[] = [];
  await work((line) => lines.push(line));
  return lines;
}
const list = () => printed((print) => printWebhooks(folder.environment, print));

test('an address is told of changes from now on by a secret that is printed once, until it is removed', async () => {
  const added = await runCommand(['webhooks', 'add', url], folder.environment);
  expect(added).toMatchObject({ code: 0, complaint: '' });
  const [secret = '', said = '', ...more] = added.lines;
  expect(secret).toMatch(/^whsec_[0-9A-Za-z+/=]{32,}$/);
  const id = said.split(' ')[0] ?? '';
  expect(said).toBe(`${id} ${url}. The secret is shown this once; the receiver verifies messages with it.`);
  expect(more).toEqual([]);
  await expect(printed((print) => printNewEndpoint(folder.environment, url, print))).rejects.toThrow(
    'nothing would be sent there: it is there already',
  );

  const [next = '', , overlap] = await printed((print) => printNewSecret(folder.environment, id, print));
  expect(next).toMatch(/^whsec_/);
  expect(next).not.toBe(secret);
  expect(overlap).toBe('For a day messages are signed with the old secret, too.');

  expect(await list()).toEqual([`${id}  ${url}  0 delivered, 0 waiting, 0 given up`]);

  const replay = (options: ReplayOptions) =>
    printed((print) => replayWebhooks(folder.environment, options, print));
  expect(await replay({ since: '2026-11-23T08:00:00Z', endpoint: id })).toEqual([
    '0 messages will be sent by the running server, each under its own id as before.',
  ]);

  await removeOneEndpoint(folder.environment, id, () => undefined);
  expect(await list()).toEqual(['There is no endpoint.']);
  const rotate = printed((print) => printNewSecret(folder.environment, id, print));
  await expect(rotate).rejects.toThrow('there is no such endpoint');
});

test('an address in a private network is told of nothing', async () => {
  const add = printed((print) => printNewEndpoint(folder.environment, 'https://10.1.2.3/hook', print));
  await expect(add).rejects.toThrow(
    'nothing would be sent there: it leads into a private network; WEBHOOK_NETWORKS allows some',
  );
});

test.each<[string, ReplayOptions, string]>([
  ['nothing', {}, 'name one of --since and --id'],
  ['both', { since: '2026-11-23T08:00:00Z', id: 'm_1' }, 'name one of --since and --id'],
  ['a time that is none', { since: 'yesterday' }, '--since takes a time such as 2026-11-23T08:00:00Z'],
])('a replay of %s replays nothing, and opens nothing', async (_, options, why) => {
  const environment = { ...folder.environment, PORTCULLIS_DATA_DIR: nowhere };
  await expect(printed((print) => replayWebhooks(environment, options, print))).rejects.toThrow(why);
  expect(existsSync(nowhere)).toBe(false);
});

test('a command that lacks what it needs ends with 1 and one sentence', async () => {
  const ran = await runCommand(['webhooks', 'add'], { PORTCULLIS_DATA_DIR: nowhere });
  expect(ran).toMatchObject({ code: 1, lines: [] });
  expect(ran.complaint).toContain("missing required argument 'url'");
  expect(existsSync(nowhere)).toBe(false);
});
