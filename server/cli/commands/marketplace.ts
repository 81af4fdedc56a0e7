// What a marketplace's backend asks with, and where it is told.
import type { Command } from 'commander';
import { printApiKeys, printNewApiKey, revokeOneApiKey, type WantedKey } from '../api-keys.ts';
import {
  printNewEndpoint,
  printNewSecret,
  printWebhooks,
  removeOneEndpoint,
  type ReplayOptions,
  replayWebhooks,
} from '../webhooks.ts';
import { print } from '../voices.ts';

export function addMarketplace(program: Command): void {
  const apiKeys = program
    .command('api-keys')
    .description("keys of marketplaces' backends; with the embedded database, stop the server first");

  apiKeys
    .command('create')
    .description('make a key and print it, this once')
    .requiredOption('--name <name>', 'what uses it; a key for each')
    .option(
      '--scopes <scopes>',
      'read: states and statements; open: open applications; exit: say that a seller left',
      'read,open',
    )
    .action((wanted: WantedKey) => printNewApiKey(process.env, wanted, print));

  apiKeys
    .command('list')
    .description('list the keys, without anything to ask with')
    .action(() => printApiKeys(process.env, print));

  apiKeys
    .command('revoke')
    .description('revoke a key at once and for good')
    .argument('<id>', 'k_…, as it is listed')
    .action((id: string) => revokeOneApiKey(process.env, id, print));

  const webhooks = program
    .command('webhooks')
    .description('where a marketplace is told of changes; with the embedded database, stop the server first');

  webhooks
    .command('add')
    .description('tell this address of every change from now on; prints its secret, this once')
    .argument('<url>', 'https://…')
    .action((url: string) => printNewEndpoint(process.env, url, print));

  webhooks
    .command('list')
    .description('list endpoints, what waits and what was given up')
    .action(() => printWebhooks(process.env, print));

  webhooks
    .command('remove')
    .description('tell this address of nothing any more')
    .argument('<id>', 'w_…, as it is listed')
    .action((id: string) => removeOneEndpoint(process.env, id, print));

  webhooks
    .command('rotate-secret')
    .description('make a new secret; for a day, messages are signed with both')
    .argument('<id>', 'w_…, as it is listed')
    .action((id: string) => printNewSecret(process.env, id, print));

  webhooks
    .command('replay')
    .description('send events once more, under their own ids')
    .option('--since <time>', 'all from then on, such as 2026-11-23T08:00:00Z')
    .option('--id <event>', 'one of them, m_…')
    .option('--endpoint <id>', 'to this one alone')
    .action((options: ReplayOptions) => replayWebhooks(process.env, options, print));
}
