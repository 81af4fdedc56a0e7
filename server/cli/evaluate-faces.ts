// `portcullis evaluate faces`: error rates of the configured face engine on somebody's own labelled pairs.
import { dirname, resolve } from 'node:path';
import { policy } from '../gate/policy.ts';
import type { FilePair } from './evaluate/compare-pairs.ts';
import { embedFiles, purpose, type Acquired } from './evaluate/embed-files.ts';
import { embeddingText } from './evaluate/embedding-text.ts';
import { facePage } from './evaluate/face-page.ts';
import { makeFaceReport } from './evaluate/face-report.ts';
import { summaryText } from './evaluate/face-words.ts';
import { UnusableList } from './evaluate/labelled-list.ts';
import { readPairs } from './evaluate/pairs-csv.ts';
import { createProgress } from './evaluate/progress.ts';
import {
  atOnceOf,
  prepareOutputs,
  processTerminal,
  readListFile,
  runEvaluation,
  sayPaths,
  withEngine,
  writeOutputs,
  type EvaluateOptions,
  type Run,
  type Terminal,
} from './evaluate/run.ts';

async function readPairsOf(list: string): Promise<readonly FilePair[]> {
  const folder = dirname(list);
  return readPairs(await readListFile(list)).map((pair) => ({
    ...pair,
    a: resolve(folder, pair.a),
    b: resolve(folder, pair.b),
  }));
}

const problems = {
  missing: 'missing',
  unreadable: 'not a readable picture',
  'no-face': 'no face found',
} as const;

function sayProblems(acquired: ReadonlyMap<string, Acquired>, say: (line: string) => void): void {
  for (const kind of Object.keys(problems) as (keyof typeof problems)[]) {
    const paths = [...acquired].filter(([, one]) => one.kind === kind).map(([path]) => path);
    sayPaths(say, problems[kind], paths);
  }
}

async function evaluate(run: Run): Promise<boolean> {
  const { list, options, config, terminal, say, signal } = run;
  const pairs = await readPairsOf(list);
  await prepareOutputs(options);
  const files = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  const cachePath = `${list}.embeddings`;
  const looked = await withEngine(
    run,
    {
      cachePath,
      text: embeddingText,
      asked: purpose,
      of: 'files',
      kept: 'holds embeddings, which are sensitive',
    },
    (engine, cache) => {
      const progress = { screen: terminal.screen, nowMs: () => performance.now(), of: 'files' };
      const onDone = createProgress(files.length, progress);
      return embedFiles(files, { engine, cache, atOnce: atOnceOf(config), onDone }, signal);
    },
  );
  if (looked === null) return false;

  sayProblems(looked.seen, say);
  const report = makeFaceReport(pairs, looked.seen, { engine: looked.engine, policy });
  if (options.cache)
    say(
      `${cachePath} keeps the embeddings for the next run, readable by you alone. They are biometric data: delete it when you are done, or use --no-cache.`,
    );
  if (report.pairs.same + report.pairs.different === 0)
    throw new UnusableList('no pair is left to compare: both files of a pair must be photos with a face');
  await writeOutputs(options, report, facePage);
  terminal.print(summaryText(report));
  return true;
}

/** Answers the exit code, as runEvaluation(). */
export async function evaluateFaces(
  path: string,
  options: EvaluateOptions,
  environment: Readonly<Record<string, string | undefined>>,
  terminal: Terminal = processTerminal,
): Promise<number> {
  return runEvaluation(path, options, environment, terminal, evaluate);
}
