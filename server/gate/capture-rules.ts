// What each signal of a capture counts for: its limit, its weight, the measurement that the limit rests on.
import { clockTolerances } from '../domain/capture-clock.ts';
import type { CaptureSignalName } from '../domain/capture-signals.ts';
import { livenessRules } from '../domain/liveness.ts';
import type { CheckReason } from '../domain/reason-code.ts';

export type SignalWeight =
  /** Beyond the limit the liveness check fails; that recommends a person. */
  | { readonly kind: 'fails'; readonly reason: CheckReason }
  /** Beyond the limit it adds to the doubts of the presentation-attack check. */
  | { readonly kind: 'doubt'; readonly doubts: number }
  /** For the reviewer alone. */
  | { readonly kind: 'shown' };

export interface SignalRule {
  readonly signal: CaptureSignalName;
  /** Beyond it, on the worse side, the weight counts. Null: there is no telling how much would be too much. */
  readonly limit: number | null;
  readonly weight: SignalWeight;
  /** What it counts for when it could not be measured. `weight`: as beyond the limit, but for a failure: the check is
   *  then inconclusive. `nothing`: honest captures lack it, too. */
  readonly whenUnknown: 'weight' | 'nothing';
  /** What the limit rests on; "unmeasured" where it rests on nothing but thought. */
  readonly basis: string;
}

/** A signal of a detector that plugs in; see docs/decisions/0013. */
export interface DetectorRule {
  readonly detector: string;
  readonly signal: string;
  readonly limit: number;
  readonly doubts: number;
  readonly basis: string;
}

export interface CapturePolicy {
  /** A signal may have several rules; the limit of its first is the one that is shown. */
  readonly signals: readonly SignalRule[];
  readonly detectors: readonly DetectorRule[];
  /** Doubts from which the presentation-attack check is inconclusive. */
  readonly inconclusiveFrom: number;
  /** Doubts from which it failed, if a detector's signal is among them. */
  readonly failedFrom: number;
}

const fails = (reason: CheckReason): SignalWeight => ({ kind: 'fails', reason });
const doubt = (doubts: number): SignalWeight => ({ kind: 'doubt', doubts });
const shown: SignalWeight = { kind: 'shown' };

const onlyShown = (signal: CaptureSignalName, basis: string): SignalRule => ({
  signal,
  limit: null,
  weight: shown,
  whenUnknown: 'nothing',
  basis,
});

/**
 * Puppets and sheets: 14 stills of 10 people, 12 frames a second, 480x640, JPEG 80, read by the engine of today; sheets
 * flat to 60 or bent to 48 degrees, with the grain of a camera (sigma 3) unless it is said. Clips and real heads: public
 * videos of an earlier study. Nothing here was measured on operators' applicants.
 */
const signals: readonly SignalRule[] = [
  {
    signal: 'face-distance-best-frame',
    limit: livenessRules.sameFaceDistance,
    weight: fails('liveness-face-changed'),
    whenUnknown: 'weight',
    basis: 'as between photos: sameFaceDistance',
  },
  {
    signal: 'face-distance-largest',
    limit: livenessRules.turnedFaceDistance,
    weight: fails('liveness-face-changed'),
    whenUnknown: 'weight',
    basis:
      'acted frames of one person reach 0.41: 112 turns of puppets from 14 stills; frames that speak reach 0.45',
  },
  {
    signal: 'identical-frames',
    limit: 0,
    weight: fails('liveness-frames-impossible'),
    whenUnknown: 'nothing', // a request of one frame compares nothing; the background that is missing counts instead
    basis:
      'the same camera frame is the same file, which is not kept twice: in another file it was made; 0 in 84 films of puppets',
  },
  {
    signal: 'clock-ahead',
    limit: clockTolerances.aheadMs,
    weight: fails('liveness-frames-impossible'),
    whenUnknown: 'nothing',
    basis:
      'a page cannot capture for longer than its capture is open; refused on arrival beyond it, so never seen but by a fault; unmeasured on real networks',
  },
  {
    signal: 'virtual-camera-share',
    limit: 0,
    weight: doubt(2),
    whenUnknown: 'nothing', // a browser need not name its camera
    basis: 'a claim: catches who does not hide it; honest people have such cameras, too; unmeasured',
  },
  {
    signal: 'foreshortening',
    limit: 0.88,
    weight: doubt(1),
    whenUnknown: 'nothing', // not everybody is asked to turn
    basis:
      'chosen on the same films: 56 turns of puppets 0.94 and up, 12 of real heads 0.89 and up but for one of 0.78; the 15 of 56 turns of flat and bent sheets that passed as turns 0.88 and less',
  },
  {
    signal: 'foreshortening',
    limit: 0.85,
    weight: doubt(1),
    whenUnknown: 'nothing',
    basis: 'of those 15 turns of sheets, 10 lie below it; of 12 real heads, one',
  },
  {
    signal: 'background-change',
    limit: 0.2,
    weight: doubt(1),
    whenUnknown: 'weight',
    basis:
      '25 public clips 0.28 and up, 14 puppets without grain 0.02 to 0.23 at rest, 9 over a whole capture 0.08 to 0.31, with grain 2.1 and up: grain is all it takes to pass',
  },
  {
    signal: 'still-frames',
    limit: 3,
    weight: doubt(1),
    whenUnknown: 'nothing', // known wherever the background is
    basis:
      'none in a row in 14 idling puppets with grain, one without; sees only frames that nobody moved in; unmeasured on phones',
  },
  {
    signal: 'cameras',
    limit: 1,
    weight: doubt(1),
    whenUnknown: 'nothing',
    basis: 'a claim; an owner may change the camera, which is seldom; unmeasured',
  },
  {
    signal: 'resolution-changes',
    limit: 0,
    weight: doubt(1),
    whenUnknown: 'weight',
    basis:
      'a phone that is turned swaps the sides, a changed camera has its own signal; neither counts; unmeasured',
  },
  {
    signal: 'second-face-share',
    limit: 0.1,
    weight: doubt(1),
    whenUnknown: 'weight',
    basis: 'unmeasured; a step with two such frames has to be done again at once',
  },
  {
    signal: 'face-uncovered',
    limit: 0.99,
    weight: shown,
    whenUnknown: 'nothing',
    basis:
      '14 bare faces 0.99999 and up; of 14 with the mouth painted over 1 below, of 14 half covered 8: it sees some masks, not most',
  },
  {
    signal: 'face-off-frame-share',
    limit: 0.05,
    weight: shown,
    whenUnknown: 'nothing',
    basis: 'unmeasured; a face that is whole in the picture reads 0',
  },
  {
    signal: 'background-equal-share',
    limit: 0.9,
    weight: shown, // the same thing as the background's change, which counts
    whenUnknown: 'nothing',
    basis: '25 public clips 0.86 and less, 14 puppets without grain 0.84 to 0.99, with grain 0.19 and less',
  },
  onlyShown(
    'mouth-variety',
    '12 open mouths on photos 19 and up in nine of ten, 36 puppets 29 and less in nine of ten; with teeth drawn in they read 63 and up',
  ),
  onlyShown(
    'far-cheek-sharpness',
    '15 turned faces on photos 0.1 to 1.5 (eight of ten), 72 puppets with grain 0.5 to 2.1, blurred 0.4 to 1.6',
  ),
  onlyShown('frame-rate', 'slow phones are honest'),
  onlyShown('largest-frame-gap', 'connections and phone calls interrupt'),
  onlyShown(
    'clock-jitter',
    'browsers that round their clock against tracking have none; forged clocks can have it',
  ),
  onlyShown('upload-lag-median', 'slow connections are honest'),
  onlyShown('upload-lag-largest', 'slow connections are honest'),
  onlyShown('frames', 'quick people need few'),
  onlyShown('frames-not-kept', 'slow cameras repeat pictures'),
  onlyShown('face-distance-measured-share', 'one frame a request is measured, whoever sends it'),
  onlyShown('extra-tries', 'tries are granted'),
  onlyShown('actions-left-out', 'a need is no sign of anything, and never counts'),
];

/** No detector ships, so none has a rule. One that plugs in brings the measurement of its limit. */
const detectors: readonly DetectorRule[] = [];

export const captureRules: CapturePolicy = { signals, detectors, inconclusiveFrom: 2, failedFrom: 4 };
