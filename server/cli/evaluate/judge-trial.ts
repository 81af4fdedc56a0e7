// Judges one trial from what was seen in it: by the action that was asked for, or by passive signals alone. Pure.
import {
  captureSignalsOf,
  type CaptureSignal,
  type CaptureSignalName,
} from '../../domain/capture-signals.ts';
import { baselineOf, judgeStep, livenessRules, type FrameSignals } from '../../domain/liveness.ts';
import type { LivenessAction, RetryReason } from '../../domain/liveness-protocol.ts';
import type { CapturePolicy, SignalRule } from '../../gate/capture-rules.ts';
import { isBeyond, weighCapture } from '../../gate/weigh-capture.ts';
import { framesPerBatch, type SeenTrial } from './follow-trial.ts';

/** Why a trial was not accepted: the judge's reason, a signal that fails, or the sum of doubts. */
export type RejectionReason = string;

export interface TrialSignal {
  readonly name: string; // of a capture signal, or `detector/signal`
  readonly value: number;
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  readonly limit: number | null;
  readonly isBeyond: boolean;
}

export interface JudgedTrial {
  readonly kind: 'judged';
  readonly by: 'action' | 'passive';
  readonly isAccepted: boolean;
  readonly reasons: readonly RejectionReason[]; // empty exactly when accepted
  readonly doubts: number;
  readonly isDoubted: boolean; // enough doubts to be put before a reviewer as such
  readonly signals: readonly TrialSignal[];
}

export type TrialOutcome = JudgedTrial | { readonly kind: 'no-face' | 'unreadable' | 'empty' | 'missing' };

/** Needs a connection, a camera that was named, or a whole capture; recorded frames have none. */
export const notInRecordings: readonly CaptureSignalName[] = [
  'face-distance-best-frame',
  'clock-ahead',
  'upload-lag-median',
  'upload-lag-largest',
  'cameras',
  'virtual-camera-share',
  'actions-left-out',
  'extra-tries',
];
/** Needs the times at which the frames were taken. */
export const needTimes: readonly CaptureSignalName[] = ['frame-rate', 'largest-frame-gap', 'clock-jitter'];

/** Compares one frame with another; a still would be compared with itself. */
const needSeveral: readonly CaptureSignalName[] = [
  'face-distance-largest',
  'face-distance-measured-share',
  'resolution-changes',
];

type SeenFrames = SeenTrial['frames'];

const signalsIn = (frames: SeenFrames): readonly FrameSignals[] => frames.map(({ signals }) => signals);

interface Steps {
  readonly steps: readonly SeenFrames[]; // the neutral frames, and those of the action as far as they were judged
  readonly reason: RetryReason | 'declined' | null; // null: passed
}

/** Step by step and request by request, as the server does: what comes after the verdict is not looked at. */
function judgeSteps(frames: SeenFrames, action: LivenessAction): Steps {
  const judged = frames.map((_, index) =>
    judgeStep('neutral', signalsIn(frames.slice(0, index + 1)), null, false),
  );
  const at = judged.findIndex(({ verdict }) => verdict !== 'watching');
  const first = at < 0 ? judgeStep('neutral', signalsIn(frames), null, true) : judged[at];
  if (first?.verdict !== 'passed')
    return { steps: [frames], reason: first?.verdict === 'retry' ? first.reason : 'not-frontal' };
  const [neutral, acting] = [frames.slice(0, at + 1), frames.slice(at + 1)];
  const baseline = baselineOf(signalsIn(neutral));
  for (let end = framesPerBatch; ; end += framesPerBatch) {
    const seen = acting.slice(0, end);
    const isOver = end >= acting.length;
    const judgement = judgeStep(action, signalsIn(seen), baseline, isOver);
    if (judgement.verdict === 'passed') return { steps: [neutral, seen], reason: null };
    if (judgement.verdict === 'retry') return { steps: [neutral, seen], reason: judgement.reason };
    if (judgement.verdict === 'declined') return { steps: [neutral, seen], reason: 'declined' };
    if (isOver) return { steps: [neutral, seen], reason: 'no-action' };
  }
}

/** What the judge would object to in any frames, whatever is asked; null when nothing. Pose says nothing of an attack. */
export function passiveFault(frames: readonly FrameSignals[]): RetryReason | null {
  const share = (isSo: (frame: FrameSignals) => boolean): number =>
    frames.filter(isSo).length / frames.length;
  const several = frames.filter(({ faces }) => faces > 1).length;
  if (several >= Math.min(frames.length, livenessRules.severalFacesFrames)) return 'several-faces';
  if (share(({ meanLuma }) => meanLuma < livenessRules.meanLuma) > 0.5) return 'too-dark';
  if (share(({ faces }) => faces === 0) > livenessRules.lostShare) return 'face-lost';
  const isFar = ({ faceWidthShare }: FrameSignals): boolean =>
    faceWidthShare !== null && faceWidthShare < livenessRules.faceWidthShare;
  return share(isFar) > 0.5 ? 'too-far' : null;
}

function signalsOfSteps(
  steps: readonly SeenFrames[],
  action: LivenessAction | null,
  hasTimes: boolean,
): readonly CaptureSignal[] {
  const frames = steps.flatMap((frames, stepIndex) =>
    frames.map(({ seq, signals }) => ({
      seq,
      stepIndex,
      stepTry: 1,
      capturedAtMs: signals.capturedAtMs,
      receivedAt: new Date(signals.capturedAtMs),
      signals,
    })),
  );
  const session = {
    openedAt: new Date(0),
    script: action === null ? (['neutral'] as const) : (['neutral', action] as const),
    needs: { isLongerTime: false, without: [] },
  };
  const left = new Set<CaptureSignalName>([
    ...notInRecordings,
    ...(hasTimes ? [] : needTimes),
    ...(frames.length > 1 ? [] : needSeveral),
  ]);
  return captureSignalsOf(session, frames, null).filter(({ name }) => !left.has(name));
}

/** A rule about what could not be measured in any recording is none here; stills lack much by nature. */
function rulesFor(
  signals: readonly CaptureSignal[],
  by: JudgedTrial['by'],
  policy: CapturePolicy,
): readonly SignalRule[] {
  const rules = policy.signals.filter(({ signal }) => signals.some(({ name }) => name === signal));
  return by === 'action' ? rules : rules.map((rule) => ({ ...rule, whenUnknown: 'nothing' as const }));
}

function detectorSignals({ detectors }: SeenTrial, policy: CapturePolicy): readonly TrialSignal[] {
  return Object.entries(detectors).flatMap(([detector, answer]) =>
    (answer ?? []).map(({ name, value, unit, better }) => {
      const rule = policy.detectors.find((one) => one.detector === detector && one.signal === name);
      const limit = rule?.limit ?? null;
      return {
        name: `${detector}/${name}`,
        value,
        unit,
        better,
        limit,
        isBeyond: limit !== null && isBeyond(value, better, limit),
      };
    }),
  );
}

const detectorDoubts = (signals: readonly TrialSignal[], policy: CapturePolicy): number =>
  policy.detectors
    .filter(({ detector, signal }) =>
      signals.some((one) => one.isBeyond && one.name === `${detector}/${signal}`),
    )
    .reduce((sum, { doubts }) => sum + doubts, 0);

function shown(signals: readonly CaptureSignal[], rules: readonly SignalRule[]): readonly TrialSignal[] {
  return signals.flatMap(({ name, value, unit, better }) => {
    const limit = rules.find(({ signal }) => signal === name)?.limit ?? null;
    if (value === null) return [];
    return [{ name, value, unit, better, limit, isBeyond: limit !== null && isBeyond(value, better, limit) }];
  });
}

/** `hasTimes`: the times of the frames were listed, not assumed. */
export function judgeTrial(
  seen: SeenTrial,
  { action, hasTimes }: { action: LivenessAction | null; hasTimes: boolean },
  policy: CapturePolicy,
): TrialOutcome {
  const { frames } = seen;
  if (frames.every(({ signals }) => signals.faces === 0)) return { kind: 'no-face' };
  const by = action === null ? 'passive' : 'action';
  const { steps, reason } =
    action === null
      ? { steps: [frames], reason: passiveFault(signalsIn(frames)) }
      : judgeSteps(frames, action);
  const signals = signalsOfSteps(steps, action, hasTimes);
  const rules = rulesFor(signals, by, policy);
  const failing = rules.filter((rule) => {
    const { failures, unknown } = weighCapture(signals, { ...policy, signals: [rule] });
    return failures.length + unknown.length > 0;
  });
  const fromDetectors = detectorSignals(seen, policy);
  const doubts =
    weighCapture(signals, { ...policy, signals: rules }).doubts + detectorDoubts(fromDetectors, policy);
  const isDoubted = doubts >= policy.inconclusiveFrom;
  const reasons = [
    ...(reason === null ? [] : [reason]),
    ...new Set(failing.map(({ signal }) => signal)),
    ...(by === 'passive' && isDoubted ? ['doubts'] : []),
  ];
  return {
    kind: 'judged',
    by,
    isAccepted: reasons.length === 0,
    reasons,
    doubts,
    isDoubted,
    signals: [...shown(signals, rules), ...fromDetectors],
  };
}
