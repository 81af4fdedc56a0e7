// The face engine's files, and error rates on one's own photos.
import type { Command } from 'commander';
import { livenessActions } from '../../domain/liveness-protocol.ts';
import { evaluateFaces } from '../evaluate-faces.ts';
import { evaluateLiveness } from '../evaluate-liveness.ts';
import type { EvaluateOptions } from '../evaluate/run.ts';
import { buildAllModels, verifyAllModels } from '../models.ts';
import { print } from '../voices.ts';

export function addMeasuring(program: Command): void {
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
}
