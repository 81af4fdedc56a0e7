// A puppet in front of a camera: the JPEG frames of one action, lifelike or as an attacker would send them.
import { encodeJpeg } from './jpeg.ts';
import { actions, durationMs, poseAt, usualTiming, type Action, type Timing } from './motion.ts';
import { cameraGrain, seededRandom } from './noise.ts';
import type { Pose, Puppet } from './puppet.ts';

export interface Frame {
  jpeg: Buffer;
  capturedAtMs: number; // the camera's own clock
}

export interface Filming {
  fps?: number;
  seed?: number;
  startMs?: number; // capturedAtMs of the first frame
  lengthMs?: number; // how long to film; one action and a moment at rest unless told
  timing?: Timing;
}

const momentAtRestMs = 600;

/** Films whatever pose the moment asks for; every frame has its own grain, so that no two are equal. */
async function* film(
  puppet: Puppet,
  filming: Filming & { lengthMs: number },
  pose: (elapsedMs: number, clockMs: number) => Pose,
) {
  const { fps = 10, seed = 1, startMs = 0, lengthMs } = filming;
  const random = seededRandom(seed);
  const grain = cameraGrain(random);
  const rgba = new Uint8ClampedArray(puppet.width * puppet.height * 4);
  for (let elapsedMs = 0; elapsedMs < lengthMs; elapsedMs += 1000 / fps) {
    puppet.render(pose(elapsedMs, startMs + elapsedMs), rgba);
    grain.addTo(rgba);
    const jpeg = await encodeJpeg({ width: puppet.width, height: puppet.height, rgba });
    // no camera keeps time to the millisecond
    yield { jpeg, capturedAtMs: Math.round(startMs + elapsedMs + random() * (200 / fps)) };
  }
}

/** A person doing as asked: a moment to react (a little different with each seed), the action, back to rest. */
export function framesFor(puppet: Puppet, action: Action, filming: Filming = {}): AsyncGenerator<Frame> {
  const random = seededRandom((filming.seed ?? 1) + 7);
  const timing = filming.timing ?? { ...usualTiming, onsetMs: 400 + Math.round(200 * random()) };
  const lengthMs = filming.lengthMs ?? durationMs(action, timing) + momentAtRestMs;
  return film(puppet, { ...filming, lengthMs }, (elapsedMs, clockMs) =>
    poseAt(action, elapsedMs, clockMs, timing),
  );
}

/** An action that was not asked for. */
export function wrongAction(asked: Action): Action {
  const others = actions.filter(
    (action) => action !== asked && action !== 'neutral' && action !== 'hold-still',
  );
  return others[0] ?? 'neutral';
}

/** A photo before the camera: grain, but nothing ever moves. */
export function photoFrames(puppet: Puppet, filming: Filming = {}): AsyncGenerator<Frame> {
  const still = poseAt('neutral', 0, 0);
  const lengthMs = filming.lengthMs ?? durationMs('neutral', usualTiming) + momentAtRestMs;
  return film(puppet, { ...filming, lengthMs }, () => still);
}

/** One and the same frame again and again, with a clock that goes on. */
export async function* frozenFrames(puppet: Puppet, filming: Filming = {}): AsyncGenerator<Frame> {
  let first: Buffer | undefined;
  for await (const { jpeg, capturedAtMs } of photoFrames(puppet, filming)) {
    first ??= jpeg;
    yield { jpeg: first, capturedAtMs };
  }
}

/** One person begins the action, another ends it. */
export async function* swappedFrames(
  begins: Puppet,
  ends: Puppet,
  action: Action,
  filming: Filming = {},
): AsyncGenerator<Frame> {
  const others = framesFor(ends, action, filming);
  const half =
    (filming.startMs ?? 0) + (filming.lengthMs ?? durationMs(action, usualTiming) + momentAtRestMs) / 2;
  for await (const frame of framesFor(begins, action, filming)) {
    const other = await others.next();
    if (other.done || frame.capturedAtMs < half) yield frame;
    else yield other.value;
  }
}
