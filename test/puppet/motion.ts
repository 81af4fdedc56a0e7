// How a person moves when asked: a pose for each moment after the instruction appeared.
import { restPose, type Pose } from './puppet.ts';

export const actions = ['neutral', 'hold-still', 'turn-left', 'turn-right', 'open-mouth'] as const;
/** Left and right are the person's own. */
export type Action = (typeof actions)[number];

/** The pose at the height of each action. 0.75 of the jaw's way reads widest. */
const peaks: Record<Action, Partial<Pose>> = {
  neutral: {},
  'hold-still': {},
  'turn-left': { yaw: 28 },
  'turn-right': { yaw: -28 },
  'open-mouth': { mouth: 0.75 },
};

export interface Timing {
  onsetMs: number; // from the instruction to the first movement
  riseMs: number;
  holdMs: number;
  returnMs: number;
}

export const usualTiming: Timing = { onsetMs: 500, riseMs: 500, holdMs: 500, returnMs: 500 };

/** From the instruction until the face is back at rest. */
export function durationMs(timing: Timing): number {
  return timing.onsetMs + timing.riseMs + timing.holdMs + timing.returnMs;
}

/** 0 at rest .. 1 at the height of the action, without jerks. */
function progress(elapsedMs: number, timing: Timing): number {
  const rising = (elapsedMs - timing.onsetMs) / timing.riseMs;
  const returning = (elapsedMs - timing.onsetMs - timing.riseMs - timing.holdMs) / timing.returnMs;
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
  const idle = { ...restPose, ...sway(clockMs) };
  const peak = peaks[action];
  const share = progress(elapsedMs, timing);
  return { ...idle, yaw: idle.yaw + share * (peak.yaw ?? 0), mouth: share * (peak.mouth ?? 0) };
}
