// Frames of a completed capture as they are stored: one person who does nothing remarkable, but for what a test says.
import type { CapturedFrame, CapturedSession } from '../../server/domain/capture-readings.ts';
import type { FrameSignals } from '../../server/domain/liveness.ts';

export const openedAt = new Date('2026-11-23T08:00:00Z');

export const session: CapturedSession = {
  openedAt,
  script: ['neutral', 'turn-left', 'open-mouth', 'nod', 'agree'],
  needs: { isLongerTime: false, without: [] },
};

const unremarkable: Omit<FrameSignals, 'capturedAtMs'> = {
  faces: 1,
  yawDegrees: 2,
  pitchDegrees: 8,
  rollDegrees: -1,
  eyeOpenness: 0.3,
  irisOpenness: null,
  mouthOpenness: 0.06,
  faceWidthShare: 0.4,
  faceBox: null,
  meanLuma: 110,
  faceDistance: 0.2,
  eyesToNoseRatio: 2,
  presence: 1,
  offFrameShare: 0,
  sharpness: 200,
  texture: { mouthVariety: null, farCheekSharpness: null },
  stillness: { change: 2.5, borderChange: 2.4, borderEqualShare: 0.14 },
  widthPx: 480,
  heightPx: 640,
  camera: { id: 'a', kind: 'usual' },
  isHeld: false,
};

export interface FilmedFrame {
  readonly seq?: number;
  readonly stepIndex?: number;
  readonly stepTry?: number;
  readonly capturedAtMs?: number;
  /** Since the capture was opened. */
  readonly receivedMs?: number;
  readonly signals?: Partial<FrameSignals>;
}

/** Ten a second, each there 300 ms later. */
export function film(frames: readonly FilmedFrame[]): readonly CapturedFrame[] {
  return frames.map((frame, index) => {
    const capturedAtMs = frame.capturedAtMs ?? 100 * index;
    return {
      seq: frame.seq ?? index,
      stepIndex: frame.stepIndex ?? 0,
      stepTry: frame.stepTry ?? 1,
      capturedAtMs,
      receivedAt: new Date(openedAt.getTime() + (frame.receivedMs ?? capturedAtMs + 300)),
      signals: { ...unremarkable, capturedAtMs, ...frame.signals },
    };
  });
}
