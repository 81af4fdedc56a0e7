// What each puppet does when asked, filmed once: rendering a face takes as long as looking at it.
import { framesFor, type Frame } from '../puppet/act.ts';
import { briskTiming, durationMs, type Action } from '../puppet/motion.ts';
import { samplePuppet, type SampleName } from '../puppet/sample.ts';
import { actionFor, type Actor, type Capture } from '../try/drive-capture.ts';
import type { Pace } from '../try/pace.ts';
import { marked } from './jpeg-mark.ts';
import { keptOnDisk } from './kept-on-disk.ts';
import type { StepKind } from '../../server/domain/liveness-protocol.ts';

/** As the page films, and enough to see closed eyes for what they are. */
const fps = 12;
const momentAtRestMs = 500;

/** Frames whose clock begins at 0. */
export type Film = readonly Frame[];

const onDisk = keptOnDisk('films', ['test/puppet', 'test/support/films.ts']);
const films = new Map<string, Promise<Film>>();

export async function reel(frames: AsyncIterable<Frame>): Promise<Film> {
  const list: Frame[] = [];
  for await (const frame of frames) list.push(frame);
  return list;
}

/** Keeps what `make` films under that name. */
export function kept(name: string, make: () => Promise<AsyncIterable<Frame>>): Promise<Film> {
  const known = films.get(name) ?? make().then(reel);
  films.set(name, known);
  return known;
}

const seeds: Record<Action, number> = {
  neutral: 11,
  'hold-still': 12,
  'turn-left': 13,
  'turn-right': 14,
  nod: 15,
  'close-eyes': 16,
  'open-mouth': 17,
  'nod-twice': 18,
  shake: 19,
};

export function filmOf(sample: SampleName, action: Action): Promise<Film> {
  const lengthMs = durationMs(action, briskTiming) + momentAtRestMs;
  const name = `${sample} ${action}`;
  const shoot = async (): Promise<Film> => {
    const filming = { fps, seed: seeds[action], timing: briskTiming, lengthMs };
    const film = await reel(framesFor(await samplePuppet(sample), action, filming));
    onDisk.put(name, film);
    return film;
  };
  const film = films.get(name) ?? Promise.resolve((onDisk.get(name) as Film | undefined) ?? shoot());
  films.set(name, film);
  return film;
}

/** Plays a film with a clock that goes on from `startMs`; every frame is a file of its own. */
export async function* play(film: Film | Promise<Film>, startMs = 0): AsyncGenerator<Frame> {
  for (const { jpeg, capturedAtMs } of await film)
    yield { jpeg: marked(jpeg), capturedAtMs: capturedAtMs + startMs };
}

/** Does as each step asks. */
export function honest(sample: SampleName): Actor {
  return (step, { startMs = 0 }) => play(filmOf(sample, actionFor[step.kind]), startMs);
}

/** As `honest`, but for one kind of step plays something else. */
export function except(sample: SampleName, kind: StepKind, other: () => Promise<Film>): Actor {
  const others: Actor = honest(sample);
  return (step, filming) =>
    step.kind === kind ? play(other(), filming.startMs ?? 0) : others(step, filming);
}

export function captureBy(actor: Actor, pace: Pace): Capture {
  return { actor, answer: null, fps, framesPerRequest: 5, seed: 1, pace };
}
