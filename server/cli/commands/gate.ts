// The gate of a running server, as each person who signs in asks it.
import type { Command } from 'commander';
import {
  confirmByCommand,
  type ConfirmOptions,
  type GateOptions,
  holdByCommand,
  printGate,
  proposeByCommand,
  type ProposeOptions,
  refuseByCommand,
  signInToGate,
} from '../gate.ts';
import { voices } from '../voices.ts';

export function addGate(program: Command): void {
  const gate = program
    .command('gate')
    .description('the gate of a running server (exit code 1: refused, 2: not asked)');

  /** Every person signs in as themself, into a file of their own: going live takes two of them. */
  const gateVerb = (name: string, description: string): Command =>
    gate
      .command(name)
      .description(description)
      .option('--base-url <url>', 'address of the server', 'http://localhost:3000')
      .option('--session <file>', 'where your session is kept', '.portcullis-session');

  gateVerb('sign-in', 'keep a session, from a one-time sign-in link')
    .argument('<link>', 'as it was printed')
    .action(async (link: string, options: GateOptions) => {
      process.exitCode = await signInToGate(options, link, voices);
    });
  gateVerb('status', 'the mode with who and why, and what the evidence shows').action(
    async (options: GateOptions) => {
      process.exitCode = await printGate(options, voices);
    },
  );
  gateVerb('propose', 'propose to go live; for operators')
    .requiredOption('--share <percent>', 'of the applicants, such as 10%')
    .requiredOption('--hours <hours>', 'until it ends')
    .requiredOption('--evidence <sha256>', 'that you have looked at, as `status` shows it')
    .option('--note <text>', 'for colleagues; names nobody', '')
    .action(async (options: ProposeOptions) => {
      process.exitCode = await proposeByCommand(options, voices);
    });
  gateVerb('confirm', "confirm somebody else's proposal; for leads and operators")
    .requiredOption('--proposal <number>', 'as `status` shows it')
    .requiredOption('--evidence <sha256>', 'of the proposal, that you have looked at')
    .action(async (options: ConfirmOptions) => {
      process.exitCode = await confirmByCommand(options, voices);
    });
  gateVerb('refuse', "refuse somebody else's proposal; for leads and operators")
    .requiredOption('--proposal <number>', 'as `status` shows it')
    .option('--note <text>', 'for colleagues; names nobody', '')
    .action(async (options: GateOptions & { proposal: string; note: string }) => {
      process.exitCode = await refuseByCommand(options, voices);
    });
  gateVerb('hold', 'back to hold, at once; for everybody')
    .option('--note <text>', 'for colleagues; names nobody', '')
    .action(async (options: GateOptions & { note: string }) => {
      process.exitCode = await holdByCommand(options, voices);
    });
}
