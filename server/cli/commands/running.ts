// What runs the server, or what stands in for services around it.
import { Argument, type Command, Option } from 'commander';
import { type StandInKind, standInKinds } from '../../compose-stand-in.ts';
import { serve } from '../../main.ts';
import { listSandbox } from '../sandbox-list.ts';
import { runStandIn } from '../stand-in.ts';
import { print } from '../voices.ts';

export function addRunning(program: Command): void {
  program
    .command('serve')
    .description('run the server (what npm start does)')
    .addOption(
      new Option(
        '--stand-in [service]',
        'ask stand-ins of the government record and of a register on this machine, for trying out',
      )
        .choices(standInKinds)
        .preset('tencent'),
    )
    .action(({ standIn }: { standIn?: StandInKind }) => serve(process.env, standIn ?? null));

  program
    .command('stand-in')
    .description('run the stand-ins alone, and print the settings under which they are asked')
    .addArgument(new Argument('[service]').choices(standInKinds).default('signed-http'))
    .action((kind: StandInKind) => runStandIn(kind, print));

  program.command('build').description('build the server and the pages');

  const sandbox = program.command('sandbox').description('the sandbox government record');

  sandbox
    .command('list')
    .description('list the numbers that produce every outcome')
    .action(() => listSandbox(print));
}
