// Who decides.
import type { Command } from 'commander';
import { listReviewers, printSignInLink, type WantedLink } from '../reviewers.ts';
import { print } from '../voices.ts';

export function addPeople(program: Command): void {
  const reviewers = program.command('reviewers').description('people who decide');

  reviewers
    .command('list')
    .description('list everybody known: id, role, name; with the embedded database, stop the server first')
    .action(() => listReviewers(process.env, print));

  reviewers
    .command('link')
    .description('print a sign-in link that opens once; with the embedded database, stop the server first')
    .requiredOption('--id <id>', 'short name that stays, such as li-wei')
    .option('--name <name>', 'shown to colleagues; needed for somebody new')
    .option('--role <role>', 'reviewer, lead or operator; left out, the one they have, or reviewer')
    .option(
      '--citizen-id <number>',
      'keep them from applications of their own; - reads it from standard input',
    )
    .option('--break-glass', 'an identity provider is configured and cannot be used: go round it for an hour')
    .action((wanted: WantedLink) => printSignInLink(process.env, wanted, print));
}
