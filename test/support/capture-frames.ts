// Signals of frames as the engine would have read them, for judging without pictures.
import type { Baseline, FrameSignals } from '../../server/domain/liveness.ts';
import type { LivenessAction } from '../../server/domain/liveness-protocol.ts';

/** A person at rest, nobody's identity measured. */
export const rest: Omit<FrameSignals, 'capturedAtMs'> = {
  faces: 1,
  yawDegrees: 2,
  pitchDegrees: 8,
  rollDegrees: -1,
  eyeOpenness: 0.3,
  irisOpenness: 0.26,
  mouthOpenness: 0.06,
  faceWidthShare: 0.4,
  faceBox: { x: 0.3, y: 0.3, width: 0.4, height: 0.4 },
  meanLuma: 110,
  faceDistance: null,
  eyesToNoseRatio: 1.8,
  presence: 1,
  offFrameShare: 0,
  sharpness: 200,
  texture: { mouthVariety: null, farCheekSharpness: null },
  stillness: null,
  widthPx: 480,
  heightPx: 640,
  camera: null,
  isHeld: false,
};

export const baseline: Baseline = {
  yawDegrees: 2,
  pitchDegrees: 8,
  irisOpenness: 0.26,
  mouthOpenness: 0.06,
};

/** Well past what counts, as puppets read. */
export const doing: Record<LivenessAction, Partial<FrameSignals>> = {
  'turn-left': { yawDegrees: 27 },
  'turn-right': { yawDegrees: -25 },
  nod: { pitchDegrees: 22 },
  'close-eyes': { irisOpenness: 0.1 },
  'open-mouth': { mouthOpenness: 0.5 },
};

export const unseen = {
  faces: 0,
  yawDegrees: null,
  pitchDegrees: null,
  mouthOpenness: null,
  irisOpenness: null,
  faceWidthShare: null,
} as const;

export const times = (count: number, frame: Partial<FrameSignals>): Partial<FrameSignals>[] =>
  Array.from({ length: count }, () => frame);

/** Frames at 10 a second. */
export const film = (...frames: Partial<FrameSignals>[]): FrameSignals[] =>
  frames.map((frame, index) => ({ ...rest, ...frame, capturedAtMs: 100 * index }));

/** On the way to an action, or back. */
export const halfway: Record<LivenessAction, Partial<FrameSignals>> = {
  'turn-left': { yawDegrees: 14 },
  'turn-right': { yawDegrees: -12 },
  nod: { pitchDegrees: 15 },
  'close-eyes': { irisOpenness: 0.18 },
  'open-mouth': { mouthOpenness: 0.2 },
};

/** Rest, the action, rest again. */
export const acted = (action: LivenessAction): FrameSignals[] =>
  film(...times(4, {}), halfway[action], ...times(5, doing[action]), halfway[action], ...times(3, {}));
