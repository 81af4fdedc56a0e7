// The `portcullis` command: one verb per file.
import { Command, Option } from 'commander';
import { printApiKeys, printNewApiKey, revokeOneApiKey, type WantedKey } from './api-keys.ts';
import { evaluateFaces } from './evaluate-faces.ts';
import { evaluateLiveness } from './evaluate-liveness.ts';
import { livenessActions } from '../domain/liveness-protocol.ts';
import type { EvaluateOptions } from './evaluate/run.ts';
import {
  confirmByCommand,
  holdByCommand,
  printGate,
  proposeByCommand,
  refuseByCommand,
  signInToGate,
  type ConfirmOptions,
  type GateOptions,
  type ProposeOptions,
} from './gate.ts';
import { buildAllModels, verifyAllModels } from './models.ts';
import { verifyReceipt, type VerifyOptions } from './receipt-verify.ts';
import { checkRecords } from './records-check.ts';
import { printCosts } from './records-costs.ts';
import { listReviewers, printSignInLink, type WantedLink } from './reviewers.ts';
import { listSandbox } from './sandbox-list.ts';
import {
  printNewEndpoint,
  printNewSecret,
  printWebhooks,
  removeOneEndpoint,
  replayWebhooks,
  type ReplayOptions,
} from './webhooks.ts';
import { serve } from '../main.ts';
import { recordProviders, type RecordProvider } from '../records-config.ts';
import { verifyStatement, type VerifyStatementOptions } from './statement-verify.ts';

const program = new Command('portcullis').description(
  'The gate that every new seller of a marketplace passes.',
);

program
  .command('serve')
  .description('run the server (what npm start does)')
  .addOption(
    new Option(
      '--stand-in [provider]',
      'ask a stand-in of the government record on this machine, for trying out',
    )
      .choices(recordProviders)
      .preset('tencent'),
  )
  .action(({ standIn }: { standIn?: RecordProvider }) => serve(process.env, standIn ?? null));

program.command('build').description('build the server and the pages');

const sandbox = program.command('sandbox').description('the sandbox government record');

sandbox
  .command('list')
  .description('list the numbers that produce every outcome')
  .action(() => listSandbox((line) => process.stdout.write(`${line}\n`)));

const reviewers = program.command('reviewers').description('people who decide');

reviewers
  .command('list')
  .description('list everybody known: id, role, name; with the embedded database, stop the server first')
  .action(() => listReviewers(process.env, (line) => process.stdout.write(`${line}\n`)));

reviewers
  .command('link')
  .description('print a sign-in link that opens once; with the embedded database, stop the server first')
  .requiredOption('--id <id>', 'short name that stays, such as li-wei')
  .option('--name <name>', 'shown to colleagues; needed for somebody new')
  .option('--role <role>', 'reviewer, lead or operator; left out, the one they have, or reviewer')
  .option('--citizen-id <number>', 'keep them from applications of their own; - reads it from standard input')
  .option('--break-glass', 'an identity provider is configured and cannot be used: go round it for an hour')
  .action((wanted: WantedLink) =>
    printSignInLink(process.env, wanted, (line) => process.stdout.write(`${line}\n`)),
  );

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

const voices = {
  print,
  complain: (line: string): boolean => process.stderr.write(`portcullis: ${line}\n`),
};
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
    'ask each configured service one free question about nobody: configuration, key, clock, the way there ' +
      '(exit code 0: each answers, 1: one does not, 2: none is configured)',
  )
  .action(async () => {
    process.exitCode = await checkRecords(process.env, voices);
  });

const apiKeys = program
  .command('api-keys')
  .description("keys of marketplaces' backends; with the embedded database, stop the server first");

apiKeys
  .command('create')
  .description('make a key and print it, this once')
  .requiredOption('--name <name>', 'what uses it; a key for each')
  .option('--scopes <scopes>', 'read: states and statements; open: open applications', 'read,open')
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

const models = program.command('models').description('the ONNX files of the face engine');

models
  .command('build')
  .description('build what is missing or broken in the cache')
  .action(async () => {
    process.exitCode = await buildAllModels(process.env, print);
  });

models
  .command('verify')
  .description('prove the installed weights and the cache against the manifest')
  .action(async () => {
    process.exitCode = await verifyAllModels(process.env, print);
  });

program
  .command('receipt')
  .description('receipts of statements of will')
  .command('verify')
  .description('say what a receipt says, and whether it is valid (exit code 0) or not (1); 2: unreadable')
  .argument('<file>', 'as it was downloaded')
  .option(
    '--jwks <url or file>',
    "the signer's keys, /.well-known/jwks.json there; without it, the keys of this installation",
  )
  .option('--statement <file>', 'the text of the statement, to be held against the receipt')
  .action(async (path: string, options: VerifyOptions) => {
    const complain = (line: string): boolean => process.stderr.write(`portcullis: ${line}\n`);
    process.exitCode = await verifyReceipt(path, options, process.env, { print, complain });
  });

program
  .command('statement')
  .description('statements of admission')
  .command('verify')
  .description('say what a statement says, and whether it holds now (exit code 0) or not (1); 2: unreadable')
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
    const complain = (line: string): boolean => process.stderr.write(`portcullis: ${line}\n`);
    process.exitCode = await verifyStatement(path, options, process.env, { print, complain }, new Date());
  });

const evaluateCommand = program
  .command('evaluate')
  .description('measure error rates on your own labelled photos');

evaluateCommand
  .command('faces')
  .description('false matches and false non-matches of the face engine over thresholds')
  .argument(
    '<pairs.csv>',
    'columns file_a, file_b, same (1 or 0) and, if wanted, group; paths relative to it',
  )
  .option('--json <file>', 'write all figures')
  .option('--html <file>', 'write a page with plots; names no file and shows no face')
  .option(
    '--no-cache',
    'do not keep embeddings beside the list (they are sensitive; a stopped run then starts anew)',
  )
  .action(async (path: string, options: EvaluateOptions) => {
    process.exitCode = await evaluateFaces(path, options, process.env);
  });

evaluateCommand
  .command('liveness')
  .description('attacks accepted and honest people rejected by the liveness check, per attack species')
  .argument(
    '<manifest.csv>',
    'columns file (a picture, or a folder of frames in the order of their names), label (bona_fide, or the species of the attack) ' +
      `and, if wanted, action (${livenessActions.join(', ')}) and group; paths relative to it`,
  )
  .option('--json <file>', 'write all figures')
  .option('--html <file>', 'write a page with plots; names no file and shows no face')
  .option('--no-cache', 'do not keep measurements beside the list (a stopped run then starts anew)')
  .addHelpText(
    'after',
    '\nA folder with an action is judged as one try at it: its first frames are the neutral ones. Everything else is judged by\n' +
      'passive signals only, which cannot show that anybody is alive. Frames count as 12 a second unless the folder has a\n' +
      'times.csv (columns file, captured_at_ms).',
  )
  .action(async (path: string, options: EvaluateOptions) => {
    process.exitCode = await evaluateLiveness(path, options, process.env);
  });

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`portcullis: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
