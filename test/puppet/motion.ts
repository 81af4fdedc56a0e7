// How a person moves when asked: a pose for each moment after the instruction appeared.
import { restPose, type Pose } from './puppet.ts';

export const actions = [
  'neutral',
  'hold-still',
  'turn-left',
  'turn-right',
  'nod',
  'close-eyes',
  'open-mouth',
  'nod-twice',
  'shake',
] as const;
/** Left and right are the person's own. */
export type Action = (typeof actions)[number];

export interface Timing {
  onsetMs: number; // from the instruction to the first movement
  riseMs: number;
  holdMs: number;
  returnMs: number;
}

export const usualTiming: Timing = { onsetMs: 500, riseMs: 500, holdMs: 500, returnMs: 500 };
/** A person who is quick, and still no quicker than people are. */
export const briskTiming: Timing = { onsetMs: 450, riseMs: 350, holdMs: 450, returnMs: 350 };

interface Motion {
  /** Poses gone to one after the other, each risen to, held and left again for rest. */
  peaks: readonly Partial<Pose>[];
  /** Spent reading before the onset, ms. */
  readsMs?: number;
  /** Each peak is held at least so long, ms. */
  leastHoldMs?: number;
  /** Share of the usual hold: what is done twice is done quicker. */
  holdShare?: number;
}

const idle: Motion = { peaks: [] };

/** 0.75 of the jaw's way reads widest. Past 14 degrees down and 8 up the nod of some stills tears. */
const nod: Partial<Pose> = { pitch: 14 };
const motions: Record<Action, Motion> = {
  neutral: idle,
  'hold-still': idle,
  'turn-left': { peaks: [{ yaw: 28 }] },
  'turn-right': { peaks: [{ yaw: -28 }] },
  nod: { peaks: [nod] },
  'close-eyes': { peaks: [{ eyes: 0 }], leastHoldMs: 900 },
  'open-mouth': { peaks: [{ mouth: 0.75 }] },
  'nod-twice': { peaks: [nod, nod], readsMs: 2000, holdShare: 0.4 },
  shake: { peaks: [{ yaw: 20 }, { yaw: -20 }], readsMs: 1000, holdShare: 0.2 },
};

const onsetOf = ({ readsMs = 0 }: Motion, timing: Timing): number => readsMs + timing.onsetMs;

const holdOf = ({ leastHoldMs = 0, holdShare = 1 }: Motion, timing: Timing): number =>
  Math.max(leastHoldMs, holdShare * timing.holdMs);

const perPeakMs = (motion: Motion, timing: Timing): number =>
  timing.riseMs + holdOf(motion, timing) + timing.returnMs;

/** From the instruction until the face is back at rest; where nothing is done, as long as one movement takes. */
export function durationMs(action: Action, timing: Timing): number {
  const motion = motions[action];
  return onsetOf(motion, timing) + Math.max(1, motion.peaks.length) * perPeakMs(motion, timing);
}

/** 0 at rest .. 1 at the height of a movement that began `sinceMs` ago, without jerks. */
function progress(sinceMs: number, holdMs: number, timing: Timing): number {
  const rising = sinceMs / timing.riseMs;
  const returning = (sinceMs - timing.riseMs - holdMs) / timing.returnMs;
  const share = Math.min(Math.max(0, rising), 1) - Math.min(Math.max(0, returning), 1);
  return (1 - Math.cos(Math.PI * share)) / 2;
}

/** What nobody can keep from doing: small slow movements of the head. */
function sway(timeMs: number): Partial<Pose> {
  const t = timeMs / 1000;
  return {
    yaw: 1.2 * Math.sin(2.4 * t),
    pitch: 0.8 * Math.sin(1.7 * t + 1),
    roll: 0.6 * Math.sin(1.3 * t),
    dx: 2 * Math.sin(2 * t),
    dy: 1.5 * Math.sin(1.5 * t),
    gain: 1 + 0.01 * Math.sin(0.9 * t),
  };
}

/** `elapsedMs` since the instruction; `clockMs` goes on over all instructions, so that the sway does. */
export function poseAt(action: Action, elapsedMs: number, clockMs: number, timing = usualTiming): Pose {
  const resting = { ...restPose, ...sway(clockMs) };
  const motion = motions[action];
  const eachMs = perPeakMs(motion, timing);
  const sinceMs = elapsedMs - onsetOf(motion, timing);
  const at = Math.floor(sinceMs / eachMs);
  const peak = motion.peaks[at];
  if (peak === undefined) return resting;
  const share = progress(sinceMs - at * eachMs, holdOf(motion, timing), timing);
  return {
    ...resting,
    yaw: resting.yaw + share * (peak.yaw ?? 0),
    pitch: resting.pitch + share * (peak.pitch ?? 0),
    mouth: share * (peak.mouth ?? 0),
    eyes: 1 - share * (1 - (peak.eyes ?? 1)),
  };
}
