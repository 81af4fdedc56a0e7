// Judges what the person of the capture answers to the statement: two nods or a held button agree, a shaken head declines.
import type { Agreement } from './liveness-protocol.ts';
import { livenessRules } from './liveness-rules.ts';
import type { Baseline, FrameSignals } from './liveness-signals.ts';
import { isMouthOpen, median, present } from './movement.ts';
import { isInOrder } from './time-order.ts';

export type StatementAnswer = Agreement | 'declined';

interface Pose {
  readonly atMs: number;
  readonly pitchDegrees: number; // > 0 is down
  readonly yawDegrees: number; // from rest, > 0 is to the person's own left
  readonly isMouthOpen: boolean;
}

/** Frames that show one face, held by nobody's finger. Of each three the middle value: one misread frame is no movement. */
function posesOf(frames: readonly FrameSignals[], rest: Baseline): Pose[] {
  const raw = frames.flatMap((frame): Pose[] => {
    const { capturedAtMs: atMs, pitchDegrees, yawDegrees, faces, isHeld } = frame;
    if (isHeld || faces !== 1 || pitchDegrees === null || yawDegrees === null) return [];
    const isOpen = isMouthOpen(frame, rest);
    return [{ atMs, pitchDegrees, yawDegrees: yawDegrees - rest.yawDegrees, isMouthOpen: isOpen }];
  });
  return raw.slice(1, -1).map((pose, index) => {
    const three = raw.slice(index, index + 3);
    return {
      ...pose,
      pitchDegrees: median(three.map(({ pitchDegrees }) => pitchDegrees)),
      yawDegrees: median(three.map(({ yawDegrees }) => yawDegrees)),
    };
  });
}

interface Nod {
  readonly beganAtMs: number;
  readonly endedAtMs: number;
}

/** An open mouth moves the chin, and a turn the whole mesh: pitch says nothing then. */
const isSteady = (pose: Pose): boolean =>
  !pose.isMouthOpen && Math.abs(pose.yawDegrees) <= livenessRules.restYawDegrees;

/** Down by as much as counts from wherever the head was just before, and up again by as much, without turning. */
function nodsIn(poses: readonly Pose[]): Nod[] {
  const { agreeNodDegrees, agreeNodMs } = livenessRules;
  const nods: Nod[] = [];
  let free = 0; // index from which a nod may begin
  let fall: { began: number; lowestDegrees: number } | null = null;
  poses.forEach((pose, index) => {
    // a look that stays down is none, and where it rests a nod may begin
    if (fall !== null && pose.atMs - (poses[fall.began]?.atMs ?? 0) > agreeNodMs) {
      fall = null;
      free = index;
    }
    if (fall === null) {
      const began = poses.findLastIndex(
        (before, at) =>
          at >= free &&
          at < index &&
          pose.atMs - before.atMs <= agreeNodMs &&
          pose.pitchDegrees - before.pitchDegrees >= agreeNodDegrees,
      );
      if (began >= 0) fall = { began, lowestDegrees: pose.pitchDegrees };
      return;
    }
    fall.lowestDegrees = Math.max(fall.lowestDegrees, pose.pitchDegrees);
    if (fall.lowestDegrees - pose.pitchDegrees < agreeNodDegrees) return;
    if (poses.slice(fall.began, index + 1).every(isSteady))
      nods.push({ beganAtMs: poses[fall.began]?.atMs ?? 0, endedAtMs: pose.atMs });
    fall = null;
    free = index;
  });
  return nods;
}

/** Whether the head moved as heads do up to then, frame after frame as they came. */
function isFilmed(frames: readonly FrameSignals[], fromMs: number, toMs: number): boolean {
  const around = frames.filter(({ capturedAtMs }) => capturedAtMs >= fromMs && capturedAtMs <= toMs);
  return isInOrder(present(around.map(({ pitchDegrees }) => pitchDegrees)));
}

/** When the second of two nods ended; null when there are no two. */
function noddedAt(frames: readonly FrameSignals[], poses: readonly Pose[]): number | null {
  const firstMs = frames[0]?.capturedAtMs ?? 0;
  const nods = nodsIn(poses).filter(({ beganAtMs }) => beganAtMs - firstMs >= livenessRules.readingMs);
  const second = nods.find(({ endedAtMs }, index) => {
    const first = nods[index - 1];
    if (first === undefined || endedAtMs - first.beganAtMs > livenessRules.agreeNodsMs) return false;
    return isFilmed(frames, first.beganAtMs - livenessRules.orderMs, endedAtMs);
  });
  return second?.endedAtMs ?? null;
}

/** When the head had been to both sides; null when it was not. */
function shakenAt(poses: readonly Pose[]): number | null {
  const { shakeYawDegrees, shakeMs } = livenessRules;
  const second = poses.find(
    ({ atMs, yawDegrees }, index) =>
      Math.abs(yawDegrees) >= shakeYawDegrees &&
      poses
        .slice(0, index)
        .some(
          (before) =>
            atMs - before.atMs <= shakeMs &&
            Math.abs(before.yawDegrees) >= shakeYawDegrees &&
            Math.sign(before.yawDegrees) !== Math.sign(yawDegrees),
        ),
  );
  return second?.atMs ?? null;
}

/** Frames that came while the button was held without a pause: two short holds are not one long one. */
function holdsIn(frames: readonly FrameSignals[]): FrameSignals[][] {
  const holds: FrameSignals[][] = [];
  frames.forEach((frame, index) => {
    if (!frame.isHeld) return;
    const before = frames[index - 1];
    const goesOn =
      before?.isHeld === true && frame.capturedAtMs - before.capturedAtMs <= livenessRules.holdGapMs;
    if (goesOn) holds.at(-1)?.push(frame);
    else holds.push([frame]);
  });
  return holds;
}

const isRecognised = ({ faceDistance }: FrameSignals): boolean =>
  faceDistance !== null && faceDistance <= livenessRules.sameFaceDistance;

/** When a hold that counts ended: long enough, by the person of the capture, in view. */
function heldAt(frames: readonly FrameSignals[]): number | null {
  const { agreeMs, agreeFrames, lostShare } = livenessRules;
  const hold = holdsIn(frames).find((held) => {
    const seen = held.filter(({ faces }) => faces === 1);
    const spanMs = (held.at(-1)?.capturedAtMs ?? 0) - (held[0]?.capturedAtMs ?? 0);
    const isInView = seen.length >= held.length * (1 - lostShare);
    return spanMs >= agreeMs && seen.length >= agreeFrames && isInView && seen.some(isRecognised);
  });
  return hold?.at(-1)?.capturedAtMs ?? null;
}

/**
 * What is answered first; null when nothing was answered yet. Frames without the face do not count, and nothing counts
 * until the person was recognised. A shake and an agreement at one moment are a shake: the other mistake is worse.
 */
export function answerIn(frames: readonly FrameSignals[], rest: Baseline): StatementAnswer | null {
  if (!frames.some(isRecognised)) return null;
  const poses = posesOf(frames, rest);
  const answers: readonly (readonly [StatementAnswer, number | null])[] = [
    ['declined', shakenAt(poses)],
    ['nodded', noddedAt(frames, poses)],
    ['held', heldAt(frames)],
  ];
  const given = answers.flatMap(([answer, atMs]) => (atMs === null ? [] : [{ answer, atMs }]));
  return given.sort((a, b) => a.atMs - b.atMs)[0]?.answer ?? null;
}
