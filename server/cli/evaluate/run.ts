// What all evaluations share as commands: the terminal, exit codes, reading the list, stopping and going on.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { openFaceEngine } from '../../compose.ts';
import { ConfigError, readConfig, type Config } from '../../config.ts';
import type { FaceEngine } from '../../ports/face-engine.ts';
import { createMemoryCache, openFileCache, type AnswerCache, type AnswerText } from './answer-cache.ts';
import { UnusableList } from './labelled-list.ts';
import type { Screen } from './progress.ts';

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

export interface Run {
  readonly list: string; // absolute path
  readonly options: EvaluateOptions;
  readonly config: Config;
  readonly terminal: Terminal;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Pieces looked at together: every worker busy, and a few waiting. */
export const atOnceOf = (config: Config): number => config.FACE_WORKERS + Math.min(2, config.FACE_QUEUE);

const done = 0;
const unusable = 2;
const wrongConfig = 78; // sysexits.h: EX_CONFIG
const interrupted = 130;
const mostListed = 20;

export const processTerminal: Terminal = {
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

/** Throws UnusableList when there is no such file. */
export async function readListFile(list: string): Promise<Buffer> {
  return readFile(list).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    throw new UnusableList(
      code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code ?? 'unknown'})`,
    );
  });
}

/** Ctrl-C stops in an orderly way, a second one at once. */
function stopOnInterrupt(): { signal: AbortSignal; forget: () => void } {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once('SIGINT', stop);
  return { signal: controller.signal, forget: () => process.off('SIGINT', stop) };
}

async function openCache<T>(
  path: string,
  engine: string,
  text: AnswerText<T>,
  say: (line: string) => void,
): Promise<AnswerCache<T>> {
  try {
    return await openFileCache(path, engine, text);
  } catch (error) {
    say(`what was seen is not kept, a stopped run would start anew: ${(error as Error).message}`);
    return createMemoryCache();
  }
}

/** Paths under a title, on the terminal alone: reports name no file. */
export function sayPaths(say: (line: string) => void, title: string, paths: readonly string[]): void {
  if (paths.length === 0) return;
  say(`${title} (${paths.length}):`);
  for (const path of paths.slice(0, mostListed)) say(`  ${path}`);
  if (paths.length > mostListed) say(`  and ${paths.length - mostListed} more`);
}

/** What is looked at, and where the answers are kept between runs. */
export interface Looking<T> {
  readonly cachePath: string;
  readonly text: AnswerText<T>;
  readonly asked: string; // joins the engine's name: an answer holds for both
  readonly of: string; // what is counted, in plural
  readonly kept: string; // what the kept file holds, as a sentence's predicate
}

/** Opens the engine, looks, closes it; null when it was stopped, which was said. */
export async function withEngine<T, Seen>(
  { options, config, terminal, say, signal }: Run,
  { cachePath, text, asked, of, kept }: Looking<T>,
  look: (engine: FaceEngine, cache: AnswerCache<T>) => Promise<Seen>,
): Promise<{ engine: string; seen: Seen } | null> {
  const engine = terminal.openEngine(config);
  let cache: AnswerCache<T> = createMemoryCache();
  try {
    await engine.warmUp();
    if (options.cache) cache = await openCache(cachePath, `${engine.name} ${asked}`, text, say);
    return { engine: engine.name, seen: await look(engine, cache) };
  } catch (error) {
    if (!signal.aborted) throw error;
    say(
      options.cache
        ? `\nstopped. ${cache.size()} ${of} are done and kept: run it again to go on. ${cachePath} ${kept}: delete it if you do not.`
        : '\nstopped; nothing is kept.',
    );
    return null;
  } finally {
    await cache.close();
    await engine.close();
  }
}

/** Makes the folders of the outputs: known before the long part. */
export async function prepareOutputs({ json, html }: EvaluateOptions): Promise<void> {
  for (const path of [json, html])
    if (path !== undefined) await mkdir(dirname(resolve(path)), { recursive: true });
}

export async function writeOutputs<Report>(
  { json, html }: EvaluateOptions,
  report: Report,
  page: (report: Report) => string,
): Promise<void> {
  if (json !== undefined) await writeFile(resolve(json), `${JSON.stringify(report, null, 2)}\n`);
  if (html !== undefined) await writeFile(resolve(html), page(report));
}

/**
 * `work` answers whether it came to its end. Answers the exit code: 2 for a list that cannot be used, 78 for a faulty
 * configuration, 130 when interrupted.
 */
export async function runEvaluation(
  path: string,
  options: EvaluateOptions,
  environment: Readonly<Record<string, string | undefined>>,
  terminal: Terminal,
  work: (run: Run) => Promise<boolean>,
): Promise<number> {
  const { signal, forget } =
    terminal.stop === null ? stopOnInterrupt() : { signal: terminal.stop, forget: () => undefined };
  const say = (line: string): void => void terminal.screen.write(`${line}\n`);
  try {
    const run = { list: resolve(path), options, config: readConfig(environment), terminal, say, signal };
    return (await work(run)) ? done : interrupted;
  } catch (error) {
    if (!(error instanceof UnusableList || error instanceof ConfigError)) throw error;
    say(`portcullis: ${error instanceof UnusableList ? `${path}: ` : ''}${error.message}`);
    return error instanceof UnusableList ? unusable : wrongConfig;
  } finally {
    forget();
  }
}
