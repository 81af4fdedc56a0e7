// The frames that a reviewer sees enlarged are those in which a rendered face would look worst.
import { describe, expect, test } from 'vitest';
import type { FrameSignals } from '../../server/domain/liveness.ts';
import { closeUpsOf } from '../../server/features/review/close-ups.ts';
import type { LivenessFrameRow } from '../../server/ports/liveness-records.ts';

const faceBox = { x: 0.3, y: 0.2, width: 0.4, height: 0.5 };

function frame(
  seq: number,
  signals: Partial<FrameSignals>,
  evidenceId: string | null = `e_${String(seq).padEnd(22, '0')}`,
): LivenessFrameRow {
  return {
    sessionId: 'l_0',
    seq,
    stepIndex: 1,
    stepTry: 1,
    capturedAtMs: seq * 80,
    receivedAt: new Date(0),
    sha256: '',
    signals: { yawDegrees: 0, mouthOpenness: 0.05, faceBox, ...signals },
    evidenceId,
  };
}

describe('enlarged is', () => {
  test('the frame turned furthest to either side, and the mouth at its widest', () => {
    const chosen = closeUpsOf([
      frame(1, { yawDegrees: 21 }),
      frame(2, { yawDegrees: 31 }),
      frame(3, { yawDegrees: -26 }),
      frame(4, { mouthOpenness: 0.5 }),
      frame(5, { mouthOpenness: 0.3 }),
    ]);
    expect(chosen.map(({ kind, atMs }) => [kind, atMs])).toEqual([
      ['turned-left', 160],
      ['turned-right', 240],
      ['mouth-open', 320],
    ]);
  });

  test('nothing that shows nothing: a face that hardly moved', () => {
    expect(closeUpsOf([frame(1, { yawDegrees: 6 }), frame(2, { mouthOpenness: 0.1 })])).toEqual([]);
  });

  test('only a frame that was kept, and in which the face has a place', () => {
    const lost = { yawDegrees: null, mouthOpenness: null, faceBox: null };
    expect(closeUpsOf([frame(1, { yawDegrees: 30 }, null), frame(2, lost)])).toEqual([]);
    expect(closeUpsOf([frame(1, { yawDegrees: 30, faceBox: null })])).toEqual([]);
  });

  test('nothing of a capture from before faces were placed in their frames', () => {
    const old = { ...frame(1, {}), signals: { yawDegrees: 30, mouthOpenness: 0.1 } };
    expect(closeUpsOf([old])).toEqual([]);
  });
});
