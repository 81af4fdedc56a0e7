// How a pose is read from landmarks: on a drawn head whose turn, tilt and mouth are known.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Point } from '../../server/domain/geometry.ts';
import { poseOf } from '../../server/domain/pose.ts';

interface Head {
  yaw?: number; // degrees, > 0 towards image right
  pitch?: number; // degrees, > 0 down
  roll?: number; // degrees, > 0 clockwise on the picture
  gap?: number; // between the inner lips, in half face widths
  scale?: number; // pixels per half face width
  at?: Point;
}

/** A head as a half cylinder with a nose: x right, y down, z towards the camera, in half face widths. */
function draw({
  yaw = 0,
  pitch = 0,
  roll = 0,
  gap = 0.02,
  scale = 100,
  at = { x: 320, y: 240 },
}: Head): Point[] {
  const model: [x: number, y: number, z: number][] = [];
  for (let i = 0; i <= 16; i++) {
    const angle = (Math.PI * i) / 16;
    model.push([-Math.cos(angle), 1.3 * Math.sin(angle), 0.35 * Math.sin(angle) - 0.1]); // jaw
  }
  for (let i = 0; i < 10; i++) model.push([-0.75 + i / 6, -0.3, 0.6]); // brows
  for (let i = 0; i < 4; i++) model.push([0, -0.05 + 0.15 * i, 0.75 + 0.08 * i]); // bridge, 30 is the tip
  for (let i = 0; i < 5; i++) model.push([-0.2 + 0.1 * i, 0.5, 0.75]); // nostrils
  for (const side of [-0.4, 0.4]) {
    for (const [x, y] of [
      [-0.15, 0],
      [-0.05, -0.05],
      [0.05, -0.05],
      [0.15, 0],
      [0.05, 0.05],
      [-0.05, 0.05],
    ] as const) {
      model.push([side + x, y, 0.55]); // eyes
    }
  }
  for (let i = 0; i < 12; i++) {
    const angle = (2 * Math.PI * i) / 12;
    model.push([-0.4 * Math.cos(angle), 0.8 - (0.12 + gap / 2) * Math.sin(angle), 0.65]); // outer lips
  }
  const inner: [number, number][] = [
    [-0.3, 0],
    [-0.15, -1],
    [0, -1],
    [0.15, -1],
    [0.3, 0],
    [0.15, 1],
    [0, 1],
    [-0.15, 1],
  ];
  for (const [x, side] of inner) model.push([x, 0.8 + (side * gap) / 2, 0.65]);

  const [a, b, c] = [yaw, pitch, roll].map((degrees) => (degrees * Math.PI) / 180) as [
    number,
    number,
    number,
  ];
  return model.map(([x, y, z]) => {
    const turnedX = x * Math.cos(a) + z * Math.sin(a);
    const turnedZ = z * Math.cos(a) - x * Math.sin(a);
    const noddedY = y * Math.cos(b) + turnedZ * Math.sin(b);
    return {
      x: at.x + scale * (turnedX * Math.cos(c) - noddedY * Math.sin(c)),
      y: at.y + scale * (turnedX * Math.sin(c) + noddedY * Math.cos(c)),
    };
  });
}

describe('yaw', () => {
  it('is zero for a face that looks straight ahead', () => {
    expect(poseOf(draw({})).yawDegrees).toBeCloseTo(0, 6);
  });

  it("is positive towards the image's right side and negative towards its left, alike", () => {
    const right = poseOf(draw({ yaw: 25 })).yawDegrees;
    const left = poseOf(draw({ yaw: -25 })).yawDegrees;
    expect(right).toBeGreaterThan(15);
    expect(left).toBeCloseTo(-right, 6);
  });

  it('grows with the turn', () => {
    const turns = [-35, -25, -15, -5, 5, 15, 25, 35].map((yaw) => poseOf(draw({ yaw })).yawDegrees);
    expect(turns).toEqual([...turns].sort((a, b) => a - b));
  });

  it('is not mistaken by a tilted head', () => {
    expect(poseOf(draw({ yaw: 20, roll: 25 })).yawDegrees).toBeCloseTo(
      poseOf(draw({ yaw: 20 })).yawDegrees,
      6,
    );
  });
});

describe('pitch', () => {
  it('is higher for a face that looks down and lower for one that looks up', () => {
    const [up, straight, down] = [-15, 0, 15].map((pitch) => poseOf(draw({ pitch })).pitchRatio);
    expect(up).toBeLessThan(straight as number);
    expect(down).toBeGreaterThan(straight as number);
  });
});

describe('roll', () => {
  it.each([-90, -20, 0, 20, 90])('reads a head tilted by %d degrees', (roll) => {
    expect(poseOf(draw({ roll })).rollDegrees).toBeCloseTo(roll, 6);
  });
});

describe('mouth openness', () => {
  it('is the gap of the inner lips by their width', () => {
    expect(poseOf(draw({ gap: 0.3 })).mouthOpenness).toBeCloseTo(0.3 / 0.6, 6);
  });

  it('grows as the mouth opens, while the turn reads the same', () => {
    const closed = poseOf(draw({ gap: 0.02 }));
    const open = poseOf(draw({ gap: 0.4 }));
    expect(open.mouthOpenness).toBeGreaterThan(closed.mouthOpenness + 0.5);
    expect(open.yawDegrees).toBeCloseTo(closed.yawDegrees, 6);
  });
});

describe('a pose', () => {
  it('does not depend on where the face is and how large, only its width does', () => {
    fc.assert(
      fc.property(
        fc.record({ yaw: fc.integer({ min: -35, max: 35 }), pitch: fc.integer({ min: -15, max: 15 }) }),
        fc.integer({ min: 20, max: 400 }),
        fc.record({ x: fc.integer({ min: -500, max: 2000 }), y: fc.integer({ min: -500, max: 2000 }) }),
        (turn, scale, at) => {
          const here = poseOf(draw(turn));
          const there = poseOf(draw({ ...turn, scale, at }));
          expect(there.yawDegrees).toBeCloseTo(here.yawDegrees, 6);
          expect(there.pitchRatio).toBeCloseTo(here.pitchRatio, 6);
          expect(there.mouthOpenness).toBeCloseTo(here.mouthOpenness, 6);
          expect(there.faceWidthPx).toBeCloseTo((here.faceWidthPx * scale) / 100, 6);
        },
      ),
    );
  });

  it('mirrors: what was left is right, and nothing else changes', () => {
    const landmarks = draw({ yaw: 18, pitch: 6, roll: 7, gap: 0.2 });
    const order = [
      ...Array.from({ length: 17 }, (_, i) => 16 - i),
      ...Array.from({ length: 10 }, (_, i) => 26 - i),
      ...[27, 28, 29, 30, 35, 34, 33, 32, 31],
      ...[45, 44, 43, 42, 47, 46, 39, 38, 37, 36, 41, 40],
      ...[54, 53, 52, 51, 50, 49, 48, 59, 58, 57, 56, 55],
      ...[64, 63, 62, 61, 60, 67, 66, 65],
    ];
    const mirrored = order.map((i) => ({ x: 640 - (landmarks[i]?.x ?? NaN), y: landmarks[i]?.y ?? NaN }));
    const pose = poseOf(landmarks);
    const opposite = poseOf(mirrored);
    expect(opposite.yawDegrees).toBeCloseTo(-pose.yawDegrees, 6);
    expect(opposite.rollDegrees).toBeCloseTo(-pose.rollDegrees, 6);
    expect(opposite.pitchRatio).toBeCloseTo(pose.pitchRatio, 6);
    expect(opposite.mouthOpenness).toBeCloseTo(pose.mouthOpenness, 6);
  });

  it('refuses anything but 68 points', () => {
    expect(() => poseOf(draw({}).slice(1))).toThrow(RangeError);
    expect(() => poseOf([])).toThrow(RangeError);
  });

  it('stays finite when all points fall together', () => {
    const pose = poseOf(Array.from({ length: 68 }, () => ({ x: 5, y: 5 })));
    expect(Object.values(pose).every((value) => Number.isFinite(value))).toBe(true);
  });
});
