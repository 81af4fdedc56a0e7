// The `portcullis` command: one verb per file.
import { Command } from 'commander';
import { listSandbox } from './sandbox-list.ts';
import { serve } from '../main.ts';

const program = new Command('portcullis').description(
  'The gate that every new seller of a marketplace passes.',
);

program
  .command('serve')
  .description('run the server (what npm start does)')
  .action(() => serve(process.env));

program.command('build').description('build the server and the pages');

const sandbox = program.command('sandbox').description('the sandbox government record');

sandbox
  .command('list')
  .description('list the numbers that produce every outcome')
  .action(() => listSandbox((line) => process.stdout.write(`${line}\n`)));

await program.parseAsync();
