// `portcullis evaluate liveness`: error rates of the liveness check on somebody's own labelled presentations.
import { dirname, resolve } from 'node:path';
import { attackDetectors } from '../compose.ts';
import { policy } from '../gate/policy.ts';
import type { PresentationAttackDetector } from '../ports/presentation-attack-detector.ts';
import { findMaterial, type Material } from './evaluate/find-trial.ts';
import { askedOf, followTrial, seenText, type Seen } from './evaluate/follow-trial.ts';
import { judgeTrial, type TrialOutcome } from './evaluate/judge-trial.ts';
import { UnusableList } from './evaluate/labelled-list.ts';
import { livenessPage } from './evaluate/liveness-page.ts';
import { makeLivenessReport, type Evaluated, type LeftOut } from './evaluate/liveness-report.ts';
import { summaryText } from './evaluate/liveness-words.ts';
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
import { severalAtOnce } from './evaluate/several-at-once.ts';
import { bonaFide, readTrials, type ListedTrial } from './evaluate/trials-csv.ts';

type Trial = ListedTrial & { readonly path: string; readonly material: Material };

/**
 * Each presentation once: a recording held against one action. None that is called both one thing and another; the same
 * recording held against another action may well be an attack.
 */
export function distinct<T extends Pick<ListedTrial, 'label' | 'action'> & { readonly path: string }>(
  trials: readonly T[],
): { trials: readonly T[]; leftOut: LeftOut } {
  const keyOf = ({ path, action }: T): string => JSON.stringify([path, action]);
  const labels = new Map<string, Set<string>>();
  for (const trial of trials)
    labels.set(keyOf(trial), (labels.get(keyOf(trial)) ?? new Set<string>()).add(trial.label));
  const clear = trials.filter((trial) => labels.get(keyOf(trial))?.size === 1);
  const met = new Set<string>();
  const once = clear.filter((trial) => !met.has(keyOf(trial)) && met.add(keyOf(trial)));
  const leftOut = { repeated: clear.length - once.length, contradictory: trials.length - clear.length };
  return { trials: once, leftOut };
}

async function readTrialsOf(
  list: string,
  say: Run['say'],
): Promise<{ trials: readonly Trial[]; leftOut: LeftOut }> {
  const found: Trial[] = [];
  const told: string[] = [];
  for (const trial of readTrials(await readListFile(list))) {
    const path = resolve(dirname(list), trial.file);
    const material = await findMaterial(path);
    const isTold = material.kind === 'still' && trial.action !== null;
    if (isTold) told.push(path);
    found.push({ ...trial, action: isTold ? null : trial.action, path, material });
  }
  sayPaths(say, 'stills with an action, which no still can do: judged by passive signals', told);
  return distinct(found);
}

function outcomeOf(trial: Trial, seen: Seen | undefined): TrialOutcome {
  const { material } = trial;
  if (!('pictures' in material)) return { kind: material.kind };
  if (seen === undefined || seen === 'unreadable') return { kind: 'unreadable' };
  return judgeTrial(seen, { action: trial.action, hasTimes: material.timesMs !== null }, policy.capture);
}

const problems = {
  missing: 'missing',
  unreadable: 'with a picture that cannot be read',
  empty: 'folders without a JPEG, PNG or WebP',
  'no-face': 'no face found in any frame',
} as const;

/** By name, on the terminal alone. */
function sayTrials(trials: readonly (Trial & Evaluated)[], say: (line: string) => void): void {
  const paths = (isSo: (trial: Trial & Evaluated) => boolean): readonly string[] =>
    trials.filter(isSo).map(({ path }) => path);
  for (const kind of Object.keys(problems) as (keyof typeof problems)[])
    sayPaths(
      say,
      problems[kind],
      paths(({ outcome }) => outcome.kind === kind),
    );
  const isJudged = ({ outcome }: Evaluated, isAccepted: boolean): boolean =>
    outcome.kind === 'judged' && outcome.isAccepted === isAccepted;
  sayPaths(
    say,
    'attacks accepted',
    paths((one) => one.label !== bonaFide && isJudged(one, true)),
  );
  sayPaths(
    say,
    'bona fide rejected',
    paths((one) => one.label === bonaFide && isJudged(one, false)),
  );
}

async function evaluate(run: Run, detectors: readonly PresentationAttackDetector[]): Promise<boolean> {
  const { list, options, config, terminal, say, signal } = run;
  const { trials, leftOut } = await readTrialsOf(list, say);
  await prepareOutputs(options);
  const cachePath = `${list}.signals`;
  const looked = await withEngine(
    run,
    {
      cachePath,
      text: seenText,
      asked: askedOf(detectors),
      of: 'trials',
      kept: 'holds measurements of people’s faces, without pictures and templates',
    },
    async (engine, cache) => {
      const seen = new Map<Trial, Seen>();
      const progress = { screen: terminal.screen, nowMs: () => performance.now(), of: 'trials' };
      const onDone = createProgress(trials.length, progress);
      const look = async (trial: Trial): Promise<void> => {
        if ('pictures' in trial.material)
          seen.set(
            trial,
            await followTrial({ engine, detectors, cache }, trial.material, trial.action, signal),
          );
        onDone();
      };
      await severalAtOnce(trials, atOnceOf(config), look, signal);
      return seen;
    },
  );
  if (looked === null) return false;

  const judged = trials.map((trial) => ({ ...trial, outcome: outcomeOf(trial, looked.seen.get(trial)) }));
  sayTrials(judged, say);
  const names = detectors.map(({ name }) => name);
  const report = makeLivenessReport(judged, leftOut, { engine: looked.engine, detectors: names, policy });
  if (options.cache)
    say(
      `${cachePath} keeps what was measured for the next run, readable by you alone: delete it when you are done, or use --no-cache.`,
    );
  if (report.trials.judged === 0)
    throw new UnusableList(
      'no trial is left to judge: each must be a picture or a folder of frames with a face',
    );
  await writeOutputs(options, report, livenessPage);
  terminal.print(summaryText(report));
  return true;
}

/** Answers the exit code, as runEvaluation(). */
export async function evaluateLiveness(
  path: string,
  options: EvaluateOptions,
  environment: Readonly<Record<string, string | undefined>>,
  terminal: Terminal = processTerminal,
  detectors: readonly PresentationAttackDetector[] = attackDetectors,
): Promise<number> {
  return runEvaluation(path, options, environment, terminal, (run) => evaluate(run, detectors));
}
