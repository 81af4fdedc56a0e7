// What can be proved later: receipts, statements, the trail, the gate's answers.
import type { Command } from 'commander';
import { exportByCommand, type ExportOptions, verifyByCommand } from '../audit.ts';
import { type VerifyOptions, verifyReceipt } from '../receipt-verify.ts';
import { replayByCommand } from '../replay.ts';
import { verifyStatement, type VerifyStatementOptions } from '../statement-verify.ts';
import { voices } from '../voices.ts';

export function addProofs(program: Command): void {
  program
    .command('receipt')
    .description('receipts of statements of will, and of erasures')
    .command('verify')
    .description('say what a receipt says, and whether it is valid (exit code 0) or not (1); 2: unreadable')
    .argument('<file>', 'as it was downloaded')
    .option(
      '--jwks <url or file>',
      "the signer's keys, /.well-known/jwks.json there; without it, the keys of this installation",
    )
    .option('--statement <file>', 'the text of the statement, to be held against the receipt')
    .action(async (path: string, options: VerifyOptions) => {
      process.exitCode = await verifyReceipt(path, options, process.env, voices);
    });

  program
    .command('statement')
    .description('statements of admission')
    .command('verify')
    .description(
      'say what a statement says, and whether it holds now (exit code 0) or not (1); 2: unreadable',
    )
    .argument('<file>', 'the statement as it was answered')
    .option(
      '--jwks <url or file>',
      "the signer's keys, /.well-known/jwks.json there; without it, the keys of this installation",
    )
    .option(
      '--revocations <url or file>',
      'the list of admissions taken back, /.well-known/portcullis-revocations there; a day old at most',
    )
    .action(async (path: string, options: VerifyStatementOptions) => {
      process.exitCode = await verifyStatement(path, options, process.env, voices, new Date());
    });

  const audit = program
    .command('audit')
    .description('the audit trail, for whoever does not believe the server');

  audit
    .command('export')
    .description(
      'write the trail with its signed checkpoints and keys, a line each (exit code 1: it is not whole); ' +
        'with the embedded database, stop the server first',
    )
    .option(
      '--application <id>',
      'the entries of one application, each proved to be in the newest checkpoint',
    )
    .option('--out <file>', 'where to; else standard output')
    .action(async (options: ExportOptions) => {
      process.exitCode = await exportByCommand(options, process.env, voices);
    });

  audit
    .command('verify')
    .description(
      'verify what was exported: exit code 0 whole, 1 not whole, with the first event at fault, 2 unreadable',
    )
    .argument('<file>', 'as it was exported')
    .option('--head <file>', 'checkpoints that were kept elsewhere: finds what is older, or was written anew')
    .option('--jwks <file>', "the signer's keys, from a place that you trust")
    .action(async (path: string, options: { head?: string; jwks?: string }) => {
      process.exitCode = await verifyByCommand(path, options, voices);
    });

  program
    .command('replay')
    .description(
      'ask the gate again about an application, by the facts and the policy of then ' +
        '(exit code 0: it answers the same, 1: otherwise, 2: it cannot be asked); with the embedded database, stop the server first',
    )
    .argument('<application>', 'a_…')
    .action(async (id: string) => {
      process.exitCode = await replayByCommand(id, process.env, voices);
    });
}
