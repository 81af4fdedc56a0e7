// Measures one completed capture from its stored frames, group by group. Pure.
import type { CaptureSignalName } from './capture-signals.ts';
import { foreshorteningOf, medianOf, type TurnFrame } from './foreshortening.ts';
import { isGoodNeutral, type CameraClaim, type FrameSignals } from './liveness.ts';
import type { CaptureNeeds, StepKind } from './liveness-protocol.ts';

/** One kept frame. `signals` as they were stored: captures of older versions lack what was not measured then. */
export interface CapturedFrame {
  readonly seq: number;
  readonly stepIndex: number;
  readonly stepTry: number;
  readonly capturedAtMs: number;
  readonly receivedAt: Date;
  readonly signals: unknown;
}

export interface CapturedSession {
  readonly openedAt: Date;
  readonly script: readonly StepKind[];
  readonly needs: CaptureNeeds;
}

/** Largest mean difference of luma at which a frame is hardly another one than that before it, 0..255. Source: the
 *  border of 25 public clips differs by 0.28 and more, that of a rendering without grain by 0.13 and less. */
export const nearlyIdentical = 0.2;

type Read = CapturedFrame & { readonly seen: Partial<FrameSignals> };
/** Null: could not be measured. */
type Readings<Name extends CaptureSignalName> = Record<Name, number | null>;

const isKnown = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;

/** What was measured, of the frames where it was. */
const known = <T>(frames: readonly Read[], of: (seen: Read['seen']) => T | null | undefined): readonly T[] =>
  frames.map(({ seen }) => of(seen)).filter(isKnown);

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
const median = (values: readonly number[]): number | null => orNull(medianOf(values));
const largest = (values: readonly number[]): number | null => orNull(Math.max(...values));
const least = (values: readonly number[]): number | null => orNull(Math.min(...values));

/** Value below which so many tenths lie. */
const decile = (values: readonly number[], tenths: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(((values.length - 1) * tenths) / 10)] ?? NaN;

/** Of those for which it is known; null when it is of none. */
function shareOf<T>(values: readonly T[], isSo: (value: T) => boolean): number | null {
  return values.length === 0 ? null : values.filter(isSo).length / values.length;
}

function triesOf(frames: readonly Read[]): readonly (readonly Read[])[] {
  const tries = new Map<string, Read[]>();
  for (const frame of frames) {
    const key = `${frame.stepIndex} ${frame.stepTry}`;
    tries.set(key, [...(tries.get(key) ?? []), frame]);
  }
  return [...tries.values()];
}

/** The try at a step that passed: its last. */
function passedTry(frames: readonly Read[], stepIndex: number): readonly Read[] {
  const ofStep = frames.filter((frame) => frame.stepIndex === stepIndex);
  const last = Math.max(...ofStep.map(({ stepTry }) => stepTry));
  return ofStep.filter(({ stepTry }) => stepTry === last);
}

const pairsOf = <T>(values: readonly T[]): readonly (readonly [T, T])[] =>
  values.slice(1).map((value, index) => [values[index] as T, value] as const);

function clocks(
  frames: readonly Read[],
  tries: readonly (readonly Read[])[],
  openedAt: Date,
): Readings<
  | 'frame-rate'
  | 'largest-frame-gap'
  | 'clock-jitter'
  | 'upload-lag-median'
  | 'upload-lag-largest'
  | 'clock-ahead'
> {
  const gaps = tries.flatMap((frames) =>
    pairsOf(frames).map(([before, after]) => after.capturedAtMs - before.capturedAtMs),
  );
  const usual = median(gaps);
  const hasRhythm = usual !== null && usual > 0;
  const lags = frames.map(({ receivedAt, capturedAtMs }) => receivedAt.getTime() - capturedAtMs);
  const quickest = Math.min(...lags);
  const beyond = lags.map((lag) => lag - quickest);
  const begin = frames[0]?.capturedAtMs ?? NaN;
  return {
    'frame-rate': hasRhythm ? 1000 / usual : null,
    'largest-frame-gap': largest(gaps),
    'clock-jitter': hasRhythm ? (decile(gaps, 9) - decile(gaps, 1)) / usual : null,
    'upload-lag-median': median(beyond),
    'upload-lag-largest': largest(beyond),
    'clock-ahead': largest(
      frames.map((frame) => frame.capturedAtMs - begin - (frame.receivedAt.getTime() - openedAt.getTime())),
    ),
  };
}

function longestStillRun(tries: readonly (readonly Read[])[]): number {
  let longest = 0;
  for (const frames of tries) {
    let run = 0;
    for (const { seen } of frames) {
      // the first frame of a request is compared with none: it ends no run
      if (!isKnown(seen.stillness)) continue;
      run = seen.stillness.change <= nearlyIdentical ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
  }
  return longest;
}

function stillness(
  frames: readonly Read[],
  tries: readonly (readonly Read[])[],
): Readings<'identical-frames' | 'still-frames' | 'background-change' | 'background-equal-share'> {
  const all = known(frames, (seen) => seen.stillness);
  return {
    'identical-frames': all.length === 0 ? null : all.filter(({ change }) => change === 0).length,
    'still-frames': all.length === 0 ? null : longestStillRun(tries),
    'background-change': median(all.map(({ borderChange }) => borderChange)),
    'background-equal-share': median(all.map(({ borderEqualShare }) => borderEqualShare)),
  };
}

/** A page that names its camera at times and at others does not counts as one that has two. */
const cameraOf = ({ seen }: Read): string => seen.camera?.id ?? '';

function cameras(
  frames: readonly Read[],
): Readings<'cameras' | 'virtual-camera-share' | 'resolution-changes'> {
  const claims: readonly CameraClaim[] = known(frames, (seen) => seen.camera);
  const sized = frames.filter(({ seen }) => isKnown(seen.widthPx) && isKnown(seen.heightPx));
  const sizeOf = ({ seen }: Read): string =>
    [seen.widthPx ?? 0, seen.heightPx ?? 0].sort((a, b) => a - b).join('x');
  return {
    cameras: claims.length === 0 ? null : new Set(frames.map(cameraOf)).size,
    'virtual-camera-share': shareOf(claims, ({ kind }) => kind === 'virtual'),
    'resolution-changes':
      sized.length === 0
        ? null
        : pairsOf(sized).filter(
            ([before, after]) => sizeOf(before) !== sizeOf(after) && cameraOf(before) === cameraOf(after),
          ).length,
  };
}

function identity(
  frames: readonly Read[],
): Readings<'face-distance-largest' | 'face-distance-measured-share' | 'second-face-share'> {
  const single = frames.filter(({ seen }) => seen.faces === 1);
  return {
    'face-distance-largest': largest(known(frames, (seen) => seen.faceDistance)),
    'face-distance-measured-share': shareOf(single, ({ seen }) => isKnown(seen.faceDistance)),
    'second-face-share': shareOf(
      known(frames, (seen) => seen.faces),
      (faces) => faces > 1,
    ),
  };
}

const turnFrames = (frames: readonly Read[]): readonly TurnFrame[] =>
  frames.flatMap(({ seen: { yawDegrees, pitchDegrees, eyesToNoseRatio } }) =>
    isKnown(yawDegrees) && isKnown(pitchDegrees) && isKnown(eyesToNoseRatio)
      ? [{ yawDegrees, pitchDegrees, eyesToNoseRatio }]
      : [],
  );

function shape(
  frames: readonly Read[],
  script: readonly StepKind[],
): Readings<
  'foreshortening' | 'mouth-variety' | 'far-cheek-sharpness' | 'face-uncovered' | 'face-off-frame-share'
> {
  const ofKind = (isSo: (step: StepKind) => boolean): readonly (readonly Read[])[] =>
    script.flatMap((step, index) => (isSo(step) ? [passedTry(frames, index)] : []));
  const neutral = ofKind((step) => step === 'neutral').flat();
  // what is missing is not good
  const rest = neutral.filter(({ seen }) => isGoodNeutral(seen as FrameSignals));
  const turns = ofKind((step) => step === 'turn-left' || step === 'turn-right');
  const open = ofKind((step) => step === 'open-mouth').flat();
  const withFace = neutral.filter(({ seen }) => isKnown(seen.faces) && seen.faces > 0);
  return {
    foreshortening: least(
      turns.map((turn) => foreshorteningOf(turnFrames(rest), turnFrames(turn))).filter(isKnown),
    ),
    'mouth-variety': median(known(open, (seen) => seen.texture?.mouthVariety)),
    'far-cheek-sharpness': median(known(turns.flat(), (seen) => seen.texture?.farCheekSharpness)),
    'face-uncovered': least(known(withFace, (seen) => seen.presence)),
    'face-off-frame-share': largest(known(withFace, (seen) => seen.offFrameShare)),
  };
}

function counts(
  frames: readonly Read[],
  { needs, script }: CapturedSession,
): Readings<'frames' | 'frames-not-kept' | 'actions-left-out' | 'extra-tries'> {
  const lastTries = script.map((_, index) => passedTry(frames, index)[0]?.stepTry).filter(isKnown);
  const highest = largest(frames.map(({ seq }) => seq));
  return {
    frames: frames.length,
    'frames-not-kept': highest === null ? null : highest + 1 - frames.length,
    'actions-left-out': needs.without.length,
    'extra-tries': lastTries.length === 0 ? null : lastTries.reduce((sum, stepTry) => sum + stepTry - 1, 0),
  };
}

/** What the frames themselves say, in any order they come. */
export function readCapture(
  session: CapturedSession,
  kept: readonly CapturedFrame[],
): Readings<Exclude<CaptureSignalName, 'face-distance-best-frame'>> {
  const frames = kept
    .map((frame): Read => ({ ...frame, seen: frame.signals ?? {} }))
    .sort((a, b) => a.seq - b.seq);
  const tries = triesOf(frames);
  return {
    ...counts(frames, session),
    ...clocks(frames, tries, session.openedAt),
    ...stillness(frames, tries),
    ...cameras(frames),
    ...identity(frames),
    ...shape(frames, session.script),
  };
}
