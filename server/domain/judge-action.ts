// Judges whether the frames of a step answer it with the action that was asked for, and with nothing else before it.
import { livenessActions, type LivenessAction } from './liveness-protocol.ts';
import { livenessRules } from './liveness-rules.ts';
import type { Baseline, FrameSignals } from './liveness-signals.ts';
import { isInOrder } from './time-order.ts';
import { isAtRest, movementOf, pitchFrom, present, restInStep } from './movement.ts';

/** `unclear`: done and back, but so few frames, or in such an order, that it cannot be told from frames mixed up. */
export type ActionJudgement =
  'not-yet' | 'not-back-yet' | 'unclear' | 'passed' | 'wrong-action' | 'too-early';

/** What each action moves. */
const moves: Record<LivenessAction, (frame: FrameSignals) => number | null> = {
  'turn-left': ({ yawDegrees }) => yawDegrees,
  'turn-right': ({ yawDegrees }) => yawDegrees,
  nod: ({ pitchDegrees }) => pitchDegrees,
  'close-eyes': ({ irisOpenness }) => irisOpenness,
  'open-mouth': ({ mouthOpenness }) => mouthOpenness,
};

/** Frames in a row that show one movement; `end` is the index after the last. */
interface Run {
  readonly start: number;
  readonly end: number;
}

function runsOf(isShown: readonly boolean[], isTogether: (index: number) => boolean): Run[] {
  const runs: Run[] = [];
  let start = -1;
  for (let index = 0; index <= isShown.length; index += 1) {
    const goesOn = isShown[index] === true && (start < 0 || isTogether(index));
    if (goesOn && start < 0) start = index;
    if (goesOn || start < 0) continue;
    runs.push({ start, end: index });
    start = isShown[index] === true ? index : -1;
  }
  return runs;
}

/** A nod falls from rest; a phone that sinks, or a look that wanders down, does not. */
function isFall({ start }: Run, frames: readonly FrameSignals[], rest: Baseline): boolean {
  const atMs = frames[start]?.capturedAtMs ?? 0;
  const begun = frames
    .slice(0, start)
    .findLast((frame) => Math.abs(pitchFrom(frame, rest)) <= livenessRules.nodRestPitchDegrees);
  // down from the very first frame: an answer that came too early, and said to be so
  return begun === undefined || atMs - begun.capturedAtMs <= livenessRules.nodFallMs;
}

/** Where the frames first show an action as it counts: long enough, quick enough. Null when nowhere. */
function firstRun(
  action: LivenessAction,
  frames: readonly FrameSignals[],
  rest: Baseline,
  asked: LivenessAction,
): Run | null {
  const timeOf = (index: number): number => frames[index]?.capturedAtMs ?? 0;
  const isShown = frames.map((frame) => movementOf(frame, rest, asked) === action);
  const isTogether = (index: number): boolean =>
    action !== 'close-eyes' || timeOf(index) - timeOf(index - 1) <= livenessRules.holdGapMs;
  const counts = (run: Run): boolean => {
    if (action === 'close-eyes')
      return (
        run.end - run.start >= livenessRules.closedFrames &&
        timeOf(run.end - 1) - timeOf(run.start) >= livenessRules.closedMs
      );
    if (run.end - run.start < livenessRules.actionFrames) return false;
    return action !== 'nod' || isFall(run, frames, rest);
  };
  return runsOf(isShown, isTogether).find(counts) ?? null;
}

export function judgeAction(
  asked: LivenessAction,
  frames: readonly FrameSignals[],
  baseline: Baseline,
): ActionJudgement {
  const rest = restInStep(frames, baseline, asked);
  const done = firstRun(asked, frames, rest, asked);
  // the first movement is the answer: another one before it, or in its place, is a wrong answer
  for (const other of livenessActions) {
    const run = other === asked ? null : firstRun(other, frames, rest, asked);
    if (run !== null && (done === null || run.start < done.start)) return 'wrong-action';
  }
  if (done === null) return 'not-yet';
  const restsAt = frames.map((frame) => isAtRest(frame, rest, asked));
  const [first, onset] = [frames[0]?.capturedAtMs ?? 0, frames[done.start]?.capturedAtMs ?? 0];
  if (!restsAt.slice(0, done.start).includes(true) || onset - first < livenessRules.reactionMs)
    return 'too-early';
  const isBack = runsOf(restsAt.slice(done.end), () => true).some(
    ({ start, end }) => end - start >= livenessRules.restFrames,
  );
  if (!isBack) return 'not-back-yet';
  const around = frames.filter(({ capturedAtMs }) => capturedAtMs >= onset - livenessRules.orderMs);
  return isInOrder(present(around.map(moves[asked]))) ? 'passed' : 'unclear';
}
