// What is kept about people: for how long, whether it is whole, and what it is locked with.
import { type Command, Option } from 'commander';
import { copyByCommand } from '../evidence-copy.ts';
import { scrubByCommand, type ScrubOptions } from '../evidence-scrub.ts';
import { dropOldKeys, printKeys, rotateKeys, wrapKeysAnew } from '../keys.ts';
import { holdByCommand, liftByCommand, printHolds, printPlan } from '../retention.ts';
import { print } from '../voices.ts';

export function addKeeping(program: Command): void {
  const retention = program
    .command('retention')
    .description('how long things are kept; with the embedded database, stop the server first');

  retention
    .command('plan')
    .description('what goes when: applications by class, jurisdiction and month')
    .option('--application <id>', 'of this one alone, a_…')
    .action((options: { application?: string }) => printPlan(process.env, options, print));

  retention
    .command('hold')
    .description('set a legal hold: nothing of the application is erased, and what falls due is locked')
    .argument('<application>', 'a_…')
    .requiredOption('--reason <text>', 'for the record; no name and no number')
    .action((id: string, options: { reason: string }) => holdByCommand(process.env, id, options, print));

  retention
    .command('lift')
    .description('lift a legal hold')
    .argument('<application>', 'a_…')
    .requiredOption('--reason <text>', 'for the record; no name and no number')
    .action((id: string, options: { reason: string }) => liftByCommand(process.env, id, options, print));

  retention
    .command('holds')
    .description('list the legal holds in force')
    .action(() => printHolds(process.env, print));

  const evidenceCommand = program.command('evidence').description('what is kept about people');

  evidenceCommand
    .command('scrub')
    .description(
      'look whether every piece is there and is what was kept, and what lies in the store that nothing names ' +
        '(exit code 1: a piece is not what was kept); with the embedded database, stop the server first',
    )
    .option('--open', 'also open each piece, and compare it with the hash of its content')
    .option('--remove-strays', 'take away what nothing names and is older than an hour')
    .action(async (options: ScrubOptions) => {
      process.exitCode = await scrubByCommand(process.env, options, print);
    });

  evidenceCommand
    .command('copy')
    .description(
      'copy every encrypted piece from the other place into this one, as it is; needs no key, goes on where it was ' +
        'interrupted, takes nothing away (exit code 1: a piece is not what was kept, and was not copied)',
    )
    .addOption(
      new Option('--to <place>', 'where they are to lie').choices(['disk', 's3']).makeOptionMandatory(),
    )
    .action(async ({ to }: { to: 'disk' | 's3' }) => {
      process.exitCode = await copyByCommand(process.env, to, print);
    });

  const wrappingKeys = program
    .command('keys')
    .description(
      'the keys that data keys are wrapped with; with the embedded database, stop the server first',
    );

  wrappingKeys
    .command('status')
    .description('which key wraps how many data keys')
    .action(() => printKeys(process.env, print));

  wrappingKeys
    .command('rotate')
    .description('make a new wrapping key and wrap every data key with it; no media is touched')
    .action(() => rotateKeys(process.env, print));

  wrappingKeys
    .command('rewrap')
    .description('wrap with the newest key what another one still wraps')
    .action(() => wrapKeysAnew(process.env, print));

  wrappingKeys
    .command('drop-old')
    .description('take away the keys that wrap nothing any more')
    .action(() => dropOldKeys(process.env, print));
}
