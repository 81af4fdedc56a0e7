// One trial, judged from made-up signals: by the action asked for, else by passive signals alone.
import { describe, expect, test } from 'vitest';
import type { SeenTrial } from '../../../server/cli/evaluate/follow-trial.ts';
import { judgeTrial, type JudgedTrial } from '../../../server/cli/evaluate/judge-trial.ts';
import type { FrameSignals } from '../../../server/domain/liveness.ts';
import type { LivenessAction } from '../../../server/domain/liveness-protocol.ts';
import type { CapturePolicy } from '../../../server/gate/capture-rules.ts';

const policy: CapturePolicy = {
  signals: [
    {
      signal: 'face-distance-best-frame',
      limit: 0.5,
      weight: { kind: 'fails', reason: 'liveness-face-changed' },
      whenUnknown: 'weight',
      basis: '',
    },
    {
      signal: 'face-distance-largest',
      limit: 0.6,
      weight: { kind: 'fails', reason: 'liveness-face-changed' },
      whenUnknown: 'weight',
      basis: '',
    },
    {
      signal: 'identical-frames',
      limit: 0,
      weight: { kind: 'fails', reason: 'liveness-face-changed' },
      whenUnknown: 'nothing',
      basis: '',
    },
    {
      signal: 'background-change',
      limit: 0.2,
      weight: { kind: 'doubt', doubts: 1 },
      whenUnknown: 'weight',
      basis: '',
    },
    {
      signal: 'face-off-frame-share',
      limit: 0.05,
      weight: { kind: 'doubt', doubts: 1 },
      whenUnknown: 'nothing',
      basis: '',
    },
    {
      signal: 'frame-rate',
      limit: 8,
      weight: { kind: 'doubt', doubts: 2 },
      whenUnknown: 'nothing',
      basis: '',
    },
  ],
  detectors: [{ detector: 'moire-1', signal: 'screen', limit: 0.5, doubts: 2, basis: '' }],
  inconclusiveFrom: 2,
  failedFrom: 4,
};

const frame: FrameSignals = {
  capturedAtMs: 0,
  faces: 1,
  yawDegrees: 0,
  pitchDegrees: 0,
  rollDegrees: 0,
  eyeOpenness: 0.3,
  irisOpenness: 0.3,
  mouthOpenness: 0.05,
  faceWidthShare: 0.4,
  faceBox: { x: 0.3, y: 0.3, width: 0.4, height: 0.4 },
  meanLuma: 120,
  faceDistance: 0.2,
  eyesToNoseRatio: 2,
  presence: 1,
  offFrameShare: 0,
  sharpness: 100,
  texture: null,
  stillness: { change: 2, borderChange: 1, borderEqualShare: 0.3 },
  widthPx: 480,
  heightPx: 640,
  camera: null,
  isHeld: false,
};

function seen(list: readonly Partial<FrameSignals>[], detectors: SeenTrial['detectors'] = {}): SeenTrial {
  const frames = list.map((signals, seq) => ({
    seq,
    signals: { ...frame, capturedAtMs: seq * 80, ...signals },
  }));
  return { frames, detectors };
}
const times = (count: number, signals: Partial<FrameSignals> = {}): readonly Partial<FrameSignals>[] =>
  Array.from({ length: count }, () => signals);

const left = { yawDegrees: 28 };
const turning = (yawDegrees = 28): readonly Partial<FrameSignals>[] => [
  ...times(12),
  ...[10, 20].map((share) => ({ yawDegrees: (yawDegrees * share) / 28 })),
  ...times(5, { yawDegrees }),
  ...[20, 10].map((share) => ({ yawDegrees: (yawDegrees * share) / 28 })),
  ...times(6),
];

function judge(
  trial: SeenTrial,
  action: LivenessAction | null = 'turn-left',
  hasTimes = true,
): Pick<JudgedTrial, 'isAccepted' | 'reasons' | 'doubts' | 'by'> {
  const outcome = judgeTrial(trial, { action, hasTimes }, policy);
  if (outcome.kind !== 'judged') throw new Error(`not judged: ${outcome.kind}`);
  return outcome;
}

describe('with an action', () => {
  test('accepts who rests, does as asked, and comes back', () => {
    expect(judge(seen(turning()))).toMatchObject({ by: 'action', isAccepted: true, reasons: [], doubts: 0 });
  });

  test.each<[string, readonly Partial<FrameSignals>[], string]>([
    ['another action', turning(-28), 'wrong-action'],
    ['no action', times(40), 'no-action'],
    ['no neutral frames', times(40, left), 'not-frontal'],
    ['two faces before the action', times(40, { faces: 2 }), 'several-faces'],
    ['no return', [...times(12), { yawDegrees: 12 }, ...times(30, left)], 'did-not-return'],
    ['the neutral frames alone', times(5), 'too-few-frames'],
  ])('rejects %s', (_, frames, reason) => {
    expect(judge(seen(frames))).toMatchObject({ isAccepted: false, reasons: [reason] });
  });

  test('looks at nothing after the verdict', () => {
    const after = times(12, { faces: 2, stillness: { change: 0, borderChange: 0, borderEqualShare: 1 } });
    expect(judge(seen([...turning(), ...after]))).toMatchObject({ isAccepted: true, doubts: 0 });
  });

  test('rejects what passes the judge and has a signal that fails', () => {
    const twin = { stillness: { change: 0, borderChange: 1, borderEqualShare: 0.3 } };
    const [first, second, ...rest] = turning();
    expect(judge(seen([first ?? {}, { ...second, ...twin }, ...rest]))).toMatchObject({
      isAccepted: false,
      reasons: ['identical-frames'],
    });
  });

  test('does not accept when what could have failed was not measured', () => {
    const unknown = turning().map((one) => ({ ...one, faceDistance: null }));
    expect(judge(seen(unknown)).reasons).toEqual(['face-distance-largest']);
  });

  test('accepts in spite of doubts, and counts them', () => {
    const doubtful = turning().map((one) => ({ ...one, offFrameShare: 0.2, stillness: null }));
    const outcome = judgeTrial(seen(doubtful), { action: 'turn-left', hasTimes: true }, policy);
    expect(outcome).toMatchObject({ isAccepted: true, doubts: 2, isDoubted: true });
  });

  test('measures no clock where the times were assumed', () => {
    const slow = seen(turning().map((one, index) => ({ ...one, capturedAtMs: index * 150 })));
    const signalsWith = (hasTimes: boolean): readonly string[] => {
      const outcome = judgeTrial(slow, { action: 'turn-left', hasTimes }, policy);
      return outcome.kind === 'judged' ? outcome.signals.map(({ name }) => name) : [];
    };
    expect(judge(slow, 'turn-left', true).doubts).toBe(2);
    expect(judge(slow, 'turn-left', false).doubts).toBe(0);
    expect(signalsWith(true)).toContain('frame-rate');
    expect(signalsWith(false)).not.toContain('frame-rate');
  });
});

describe('by passive signals alone', () => {
  test('accepts one good picture, of which much cannot be known', () => {
    expect(judge(seen([{ faceDistance: null, stillness: null, ...left }]), null)).toMatchObject({
      by: 'passive',
      isAccepted: true,
      doubts: 0,
    });
  });

  test('holds nothing unknown against frames of somebody who never looks straight ahead', () => {
    const aside = { ...left, faceDistance: null };
    expect(judge(seen(times(5, aside)), null)).toMatchObject({ isAccepted: true, doubts: 0 });
  });

  test('compares no still with itself', () => {
    const outcome = judgeTrial(seen([{ faceDistance: 0 }]), { action: null, hasTimes: false }, policy);
    const names = outcome.kind === 'judged' ? outcome.signals.map(({ name }) => name) : [];
    expect(names).toContain('face-off-frame-share');
    expect(names).not.toContain('face-distance-largest');
  });

  test.each<[string, readonly Partial<FrameSignals>[], string]>([
    ['two faces in a still', [{ faces: 2 }], 'several-faces'],
    ['two faces in two of many frames', [...times(20), ...times(2, { faces: 2 })], 'several-faces'],
    ['the dark', [{ meanLuma: 20 }], 'too-dark'],
    ['a small face', [{ faceWidthShare: 0.1 }], 'too-far'],
    ['a face that is seldom there', [...times(5), ...times(5, { faces: 0 })], 'face-lost'],
    ['another person later on', [...times(5), { faceDistance: 0.9 }], 'face-distance-largest'],
  ])('rejects %s', (_, frames, reason) => {
    expect(judge(seen(frames), null)).toMatchObject({ isAccepted: false, reasons: [reason] });
  });

  test('lets a second face pass that one frame of many shows', () => {
    expect(judge(seen([...times(20), { faces: 2 }]), null).isAccepted).toBe(true);
  });

  test('rejects when doubts reach the number of the policy, and not below', () => {
    const still = { stillness: { change: 1, borderChange: 0.1, borderEqualShare: 0.95 } };
    expect(judge(seen(times(10, still)), null)).toMatchObject({ isAccepted: true, doubts: 1 });
    expect(judge(seen(times(10, { ...still, offFrameShare: 0.2 })), null)).toMatchObject({
      isAccepted: false,
      reasons: ['doubts'],
      doubts: 2,
    });
  });

  test('adds the doubts of a detector whose signal lies beyond its limit', () => {
    const says = (value: number): SeenTrial =>
      seen([{}], { 'moire-1': [{ name: 'screen', value, unit: '0..1', better: 'lower' }], 'other-1': null });
    expect(judge(says(0.5), null)).toMatchObject({ isAccepted: true, doubts: 0 });
    expect(judge(says(0.6), null)).toMatchObject({ isAccepted: false, reasons: ['doubts'], doubts: 2 });
  });
});

test.each([null, 'nod'] as const)(
  'a face in no frame is a failure to acquire, not a rejection (%s)',
  (action) => {
    const nobody = seen(times(5, { faces: 0, yawDegrees: null }));
    expect(judgeTrial(nobody, { action, hasTimes: true }, policy)).toEqual({ kind: 'no-face' });
  },
);
