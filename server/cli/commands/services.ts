// The services outside: what they cost, and whether they can be asked.
import type { Command } from 'commander';
import { checkRecords } from '../records-check.ts';
import { printCosts } from '../records-costs.ts';
import { checkRegistry } from '../registry-check.ts';
import { print, voices } from '../voices.ts';

export function addServices(program: Command): void {
  const records = program.command('records').description('the government record');

  records
    .command('costs')
    .description(
      'questions to each service by month and billing; with the embedded database, stop the server first',
    )
    .action(() => printCosts(process.env, print));

  records
    .command('check')
    .description(
      'configuration, certificate, clock and, by one question about nobody where that is free, key of each service ' +
        '(exit code 0: all is well, 1: something is wrong, 2: none is configured)',
    )
    .action(async () => {
      process.exitCode = await checkRecords(process.env, voices);
    });

  program
    .command('registry')
    .description('the business register')
    .command('check')
    .description('the same for the register: configuration, certificate, clock and, where that is free, key')
    .action(async () => {
      process.exitCode = await checkRegistry(process.env, voices);
    });
}
