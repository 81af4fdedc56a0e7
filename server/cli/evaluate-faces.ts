// `portcullis evaluate faces`: error rates of the configured face engine on somebody's own labelled pairs.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { openFaceEngine } from '../compose.ts';
import { ConfigError, readConfig, type Config } from '../config.ts';
import { policy } from '../gate/policy.ts';
import type { FaceEngine } from '../ports/face-engine.ts';
import type { FilePair } from './evaluate/compare-pairs.ts';
import { embedFiles, purpose, type Acquired } from './evaluate/embed-files.ts';
import { createMemoryCache, openFileCache, type EmbeddingCache } from './evaluate/embedding-cache.ts';
import { facePage } from './evaluate/face-page.ts';
import { makeFaceReport } from './evaluate/face-report.ts';
import { summaryText } from './evaluate/face-words.ts';
import { readPairs, UnusablePairs } from './evaluate/pairs-csv.ts';
import { createProgress, type Screen } from './evaluate/progress.ts';

export interface EvaluateOptions {
  readonly json?: string;
  readonly html?: string;
  readonly cache: boolean; // false with --no-cache
}

/** What tests put in place of the process's own. */
export interface Terminal {
  readonly print: (text: string) => void;
  readonly screen: Screen; // for progress and remarks
  readonly openEngine: (config: Config) => FaceEngine;
  readonly stop: AbortSignal | null; // null: Ctrl-C
}

const done = 0;
const unusable = 2;
const wrongConfig = 78; // sysexits.h: EX_CONFIG
const interrupted = 130;
const mostListed = 20;

export const cachePathOf = (list: string): string => `${list}.embeddings`;

const processTerminal: Terminal = {
  print: (text) => process.stdout.write(`${text}\n`),
  screen: process.stderr,
  openEngine: (config) =>
    openFaceEngine(config, (why) =>
      process.stderr.write(
        `ONNX Runtime did not start, the slower TensorFlow.js looks instead: ${why.message}\n`,
      ),
    ),
  stop: null,
};

async function readList(list: string): Promise<readonly FilePair[]> {
  const bytes = await readFile(list).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    throw new UnusablePairs(
      code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code ?? 'unknown'})`,
    );
  });
  const folder = dirname(list);
  return readPairs(bytes).map((pair) => ({
    ...pair,
    a: resolve(folder, pair.a),
    b: resolve(folder, pair.b),
  }));
}

/** Ctrl-C stops in an orderly way, a second one at once. */
function stopOnInterrupt(): { signal: AbortSignal; forget: () => void } {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once('SIGINT', stop);
  return { signal: controller.signal, forget: () => process.off('SIGINT', stop) };
}

async function openCache(path: string, engine: string, say: (line: string) => void): Promise<EmbeddingCache> {
  try {
    return await openFileCache(path, engine);
  } catch (error) {
    say(`embeddings are not kept, a stopped run would start anew: ${(error as Error).message}`);
    return createMemoryCache();
  }
}

function listProblems(acquired: ReadonlyMap<string, Acquired>, say: (line: string) => void): void {
  const titles = {
    missing: 'missing',
    unreadable: 'not a readable picture',
    'no-face': 'no face found',
  } as const;
  for (const kind of ['missing', 'unreadable', 'no-face'] as const) {
    const paths = [...acquired].filter(([, one]) => one.kind === kind).map(([path]) => path);
    if (paths.length === 0) continue;
    say(`${titles[kind]} (${paths.length}):`);
    for (const path of paths.slice(0, mostListed)) say(`  ${path}`);
    if (paths.length > mostListed) say(`  and ${paths.length - mostListed} more`);
  }
}

async function evaluate(
  list: string,
  options: EvaluateOptions,
  config: Config,
  { print, screen, openEngine }: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const say = (line: string): void => void screen.write(`${line}\n`);
  const pairs = await readList(list);
  const outputs = [options.json, options.html].flatMap((path) => (path === undefined ? [] : [resolve(path)]));
  for (const path of outputs) await mkdir(dirname(path), { recursive: true }); // known before the long part
  const files = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];

  const engine = openEngine(config);
  let acquired: ReadonlyMap<string, Acquired>;
  const cachePath = cachePathOf(list);
  let cache = createMemoryCache();
  try {
    await engine.warmUp();
    if (options.cache) cache = await openCache(cachePath, `${engine.name} ${purpose}`, say);
    const atOnce = config.FACE_WORKERS + Math.min(2, config.FACE_QUEUE);
    const onDone = createProgress(files.length, { screen, nowMs: () => performance.now() });
    acquired = await embedFiles(files, { engine, cache, atOnce, onDone }, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    say(
      options.cache
        ? `\nstopped. ${cache.size()} files are done and kept: run it again to go on. ${cachePath} holds embeddings, which are sensitive: delete it if you do not.`
        : '\nstopped; nothing is kept.',
    );
    return interrupted;
  } finally {
    await cache.close();
    await engine.close();
  }

  listProblems(acquired, say);
  const report = makeFaceReport(pairs, acquired, { engine: engine.name, policy });
  if (options.cache)
    say(
      `${cachePath} keeps the embeddings for the next run, readable by you alone. They are biometric data: delete it when you are done, or use --no-cache.`,
    );
  if (report.pairs.same + report.pairs.different === 0) {
    throw new UnusablePairs('no pair is left to compare: both files of a pair must be photos with a face');
  }
  if (options.json !== undefined)
    await writeFile(resolve(options.json), `${JSON.stringify(report, null, 2)}\n`);
  if (options.html !== undefined) await writeFile(resolve(options.html), facePage(report));
  print(summaryText(report));
  return done;
}

/** Answers the exit code: 2 for a list that cannot be used, 78 for a faulty configuration, 130 when interrupted. */
export async function evaluateFaces(
  path: string,
  options: EvaluateOptions,
  environment: Readonly<Record<string, string | undefined>>,
  terminal: Terminal = processTerminal,
): Promise<number> {
  const { signal, forget } =
    terminal.stop === null ? stopOnInterrupt() : { signal: terminal.stop, forget: () => undefined };
  try {
    return await evaluate(resolve(path), options, readConfig(environment), terminal, signal);
  } catch (error) {
    if (!(error instanceof UnusablePairs || error instanceof ConfigError)) throw error;
    const about = error instanceof UnusablePairs ? `${path}: ` : '';
    terminal.screen.write(`portcullis: ${about}${error.message}\n`);
    return error instanceof UnusablePairs ? unusable : wrongConfig;
  } finally {
    forget();
  }
}
