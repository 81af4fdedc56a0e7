// Measures the face engine beside the two that a user would otherwise pick, in one run, by turns.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorsOf, type Errors } from './errors.ts';
import { captureFrames, modelFolder, pairsFrom, portrait, samplePairs, type Labelled } from './materials.ts';
import { distanceOf } from './rival.ts';
import { startRunner, type Asked, type Runner } from './rivals.ts';

const engines = ['ours', 'human', 'faceApi'] as const;
type EngineName = (typeof engines)[number];
type Each = Record<EngineName, number>;
type Runners = Record<EngineName, Runner>;

const framesOfCapture = 40;
/** Rounds until each engine's code is compiled, as it is in a process that serves: JavaScript and WebAssembly both begin slowly. */
const warmUps = 6;
/** Two empty loops do this many times the work of one, at the same time, when both cores are free; 2 at best. */
export const freeCores = 1.95;
const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1] ?? NaN;

/** Median CPU ms, the engines by turns; the first `unmeasured` rounds are not counted. */
async function costOf(runners: Runners, asked: Asked, rounds: number, unmeasured: number): Promise<Each> {
  const times: Record<EngineName, number[]> = { ours: [], human: [], faceApi: [] };
  for (let round = -unmeasured; round < rounds; round++) {
    for (const name of engines) {
      const { cpuMs } = await runners[name].ask(asked);
      if (round >= 0) times[name].push(cpuMs);
    }
  }
  return { ours: median(times.ours), human: median(times.human), faceApi: median(times.faceApi) };
}

const timesOurs = ({ ours, human, faceApi }: Each) => ({ human: human / ours, faceApi: faceApi / ours });

async function accuracyOf(runner: Runner, { pictures, pairs }: Labelled): Promise<Errors> {
  const embeddings = new Map<string, Float32Array | null>();
  for (const [name, picture] of pictures) {
    const { result } = await runner.ask({ task: 'still', picture });
    embeddings.set(name, result instanceof Float32Array ? result : null);
  }
  const of = (name: string): Float32Array | null => embeddings.get(name) ?? null;
  return errorsOf(pairs.map(({ a, b, isSame }) => ({ isSame, distance: distanceOf(of(a), of(b)) })));
}

async function accuracies(runners: Runners, labelled: Labelled) {
  return {
    pairs: labelled.about,
    ours: await accuracyOf(runners.ours, labelled),
    human: await accuracyOf(runners.human, labelled), // its distances have a scale of their own
    faceApi: await accuracyOf(runners.faceApi, labelled),
  };
}

interface Footprint {
  readonly readyMs: number;
  readonly before: number; // MB, as those below
  readonly loaded: number;
  readonly afterFirstDocument: number;
  readonly afterMore: number;
}

async function startFootprint(workers: number, models: string, photo: string) {
  const script = fileURLToPath(new URL('./footprint.js', import.meta.url));
  const child = fork(script, [String(workers), models, photo], { execArgv: [] });
  process.once('exit', () => child.kill('SIGKILL'));
  const [footprint] = (await once(child, 'message')) as [Footprint];
  return { child, footprint };
}

async function askChild<T>(child: ChildProcess, what: string | number): Promise<T> {
  const answer = once(child, 'message') as Promise<[T]>;
  child.send(what);
  return (await answer)[0];
}

async function footprints(isQuick: boolean) {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-models-'));
  try {
    const photo = join(folder, 'photo.jpg');
    writeFileSync(photo, await portrait());
    const scratch = await startFootprint(1, join(folder, 'models'), photo);
    scratch.child.kill();
    const one = await startFootprint(1, modelFolder, photo);
    const two = await startFootprint(2, modelFolder, photo);
    const rounds: { ratio: number; machineRatio: number }[] = [];
    for (let round = -1; round < (isQuick ? 5 : 15); round++) {
      const looks = 40;
      const alone = await askChild<{ perSecond: number }>(one.child, looks);
      const together = await askChild<{ perSecond: number }>(two.child, 2 * looks);
      const spun = await askChild<{ one: number; two: number }>(one.child, 'spin');
      if (round < 0) continue; // the first looks compile what the later ones run
      rounds.push({ ratio: together.perSecond / alone.perSecond, machineRatio: spun.two / spun.one });
    }
    // a round says something of two workers only when the machine had two cores to give
    const free = rounds.filter(({ machineRatio }) => machineRatio >= freeCores);
    const counted = free.length >= 3 ? free : rounds;
    one.child.kill();
    two.child.kill();
    return {
      readyMs: { scratch: scratch.footprint.readyMs, cached: one.footprint.readyMs },
      memoryMb: { oneWorker: one.footprint, twoWorkers: two.footprint },
      twoWorkers: {
        ratio: median(counted.map(({ ratio }) => ratio)),
        machineRatio: median(counted.map(({ machineRatio }) => machineRatio)),
        rounds: { free: free.length, all: rounds.length },
      },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function measureFaces(isQuick: boolean) {
  const frames = await captureFrames(framesOfCapture);
  const still = await portrait();
  const labelled = await samplePairs(isQuick ? 5 : 12);
  const surroundings = await footprints(isQuick);
  const runners: Runners = {
    ours: await startRunner('ours'),
    human: await startRunner('human'),
    faceApi: await startRunner('faceApi'),
  };
  try {
    const stillMs = await costOf(runners, { task: 'still', picture: still }, isQuick ? 3 : 9, warmUps);
    const capture = { task: 'capture', frames: frames.slice(0, 10) } as const;
    const tenFramesMs = await costOf(runners, capture, isQuick ? 3 : 5, warmUps);
    const frameMs = {
      ours: tenFramesMs.ours / 10,
      human: tenFramesMs.human / 10,
      faceApi: tenFramesMs.faceApi / 10,
    };
    const whole = { task: 'verify', id: still, record: still, frames } as const;
    const verificationMs = await costOf(runners, whole, isQuick ? 2 : 3, 1);
    const pairsFile = process.env['PAIRS'];
    return {
      engines: { ours: runners.ours.name, human: runners.human.name, faceApi: runners.faceApi.name },
      cpuMs: { still: stillMs, frame: frameMs, verification: verificationMs },
      timesOurs: {
        still: timesOurs(stillMs),
        frame: timesOurs(frameMs),
        verification: timesOurs(verificationMs),
      },
      ...surroundings,
      accuracy: await accuracies(runners, labelled),
      ...(pairsFile === undefined
        ? {}
        : { accuracyOnPairs: await accuracies(runners, await pairsFrom(pairsFile)) }),
    };
  } finally {
    for (const name of engines) runners[name].end();
  }
}

export type FaceFigures = Awaited<ReturnType<typeof measureFaces>>;
