// How a pose is read from a mesh: on a drawn head whose turn, nod, tilt, eyes and mouth are known.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { meshPoseOf } from '../../server/domain/mesh-pose.ts';

interface Head {
  yaw?: number; // degrees, > 0 towards image right
  pitch?: number; // degrees, > 0 down
  roll?: number; // degrees, > 0 clockwise on the picture
  rightLids?: number; // gap of the person's right eye by its width
  leftLids?: number;
  mouth?: number; // gap between the inner lips by their width
  scale?: number; // pixels per half face width
}

/** The points that are read: x right, y down, z away from the camera, in half face widths. */
function marks({
  rightLids = 0.3,
  leftLids = 0.3,
  mouth = 0.05,
}: Head): Map<number, [number, number, number]> {
  const points = new Map<number, [number, number, number]>([
    [234, [-1, 0, 0]],
    [454, [1, 0, 0]],
    [10, [0, -1.2, 0]],
    [152, [0, 1.2, 0]],
    [78, [-0.3, 0.7, -0.5]],
    [308, [0.3, 0.7, -0.5]],
    [13, [0, 0.7 - 0.3 * mouth, -0.5]],
    [14, [0, 0.7 + 0.3 * mouth, -0.5]],
    [168, [0, -0.35, -0.6]],
    [2, [0, 0.35, -0.6]],
  ]);
  const eye = (centre: number, out: number, lids: number, numbers: readonly number[]): void => {
    const [outer = 0, upper1 = 0, upper2 = 0, inner = 0, lower2 = 0, lower1 = 0] = numbers;
    const half = 0.2;
    points.set(outer, [centre + out * half, -0.3, -0.4]).set(inner, [centre - out * half, -0.3, -0.4]);
    for (const [upper, lower, along] of [
      [upper1, lower1, 0.07],
      [upper2, lower2, -0.07],
    ] as const) {
      points.set(upper, [centre + out * along, -0.3 - half * lids, -0.4]);
      points.set(lower, [centre + out * along, -0.3 + half * lids, -0.4]);
    }
  };
  eye(-0.45, -1, rightLids, [33, 160, 158, 133, 153, 144]);
  eye(0.45, 1, leftLids, [263, 387, 385, 362, 380, 373]);
  return points;
}

function draw(head: Head): Float32Array {
  const { yaw = 0, pitch = 0, roll = 0, scale = 100 } = head;
  const turn = (degrees: number): [number, number] => {
    const radians = (degrees * Math.PI) / 180;
    return [Math.cos(radians), Math.sin(radians)];
  };
  const [[cosYaw, sinYaw], [cosPitch, sinPitch], [cosRoll, sinRoll]] = [turn(yaw), turn(pitch), turn(roll)];
  const mesh = new Float32Array(468 * 3);
  for (const [index, [x0, y0, z0]] of marks(head)) {
    const [y1, z1] = [y0 * cosPitch - z0 * sinPitch, y0 * sinPitch + z0 * cosPitch];
    const [x2, z2] = [x0 * cosYaw - z1 * sinYaw, x0 * sinYaw + z1 * cosYaw];
    const [x3, y3] = [x2 * cosRoll - y1 * sinRoll, x2 * sinRoll + y1 * cosRoll];
    mesh.set([320 + x3 * scale, 240 + y3 * scale, z2 * scale], index * 3);
  }
  return mesh;
}

test.each([-60, -20, 0, 20, 60])('reads a turn of %d degrees', (yaw) => {
  expect(meshPoseOf(draw({ yaw })).yawDegrees).toBeCloseTo(yaw, 3);
});

test.each([-30, -10, 0, 10, 30])('reads a nod of %d degrees', (pitch) => {
  expect(meshPoseOf(draw({ pitch })).pitchDegrees).toBeCloseTo(pitch, 3);
});

test.each([-90, -20, 0, 20, 90])('reads a tilt of %d degrees', (roll) => {
  expect(meshPoseOf(draw({ roll })).rollDegrees).toBeCloseTo(roll, 3);
});

test('reads how far eyes and mouth are open, and tells a wink from a blink', () => {
  const pose = meshPoseOf(draw({ rightLids: 0.1, leftLids: 0.3, mouth: 0.4 }));
  expect(pose.eyeOpenness).toBeCloseTo(0.2, 3);
  expect(pose.narrowerEyeOpenness).toBeCloseTo(0.1, 3);
  expect(pose.mouthOpenness).toBeCloseTo(0.4, 3);
});

test('the width of a face does not shrink when it turns', () => {
  for (const yaw of [0, 30, 60]) expect(meshPoseOf(draw({ yaw })).faceWidthPx).toBeCloseTo(200, 1);
});

/** A picture of the head, turned by hand about its upright axis: what the mesh shows of depth stays as it was. */
function turnedByHand(mesh: Float32Array, degrees: number): Float32Array {
  const squeeze = Math.cos((degrees * Math.PI) / 180);
  return mesh.map((value, at) => (at % 3 === 0 ? 320 + (value - 320) * squeeze : value));
}

test.each([-35, -20, 20, 35])('a head turned by %d degrees loses the width of its turn, no more', (yaw) => {
  const kept = meshPoseOf(draw({ yaw })).eyesToNoseRatio / meshPoseOf(draw({})).eyesToNoseRatio;
  expect(kept / Math.cos((yaw * Math.PI) / 180)).toBeCloseTo(1, 4);
});

test('a flat picture turned by hand loses more width than the turn that it shows', () => {
  const straight = meshPoseOf(draw({}));
  const turned = meshPoseOf(turnedByHand(draw({ yaw: 5 }), 40)); // as measured: 40 degrees read as about 5
  expect(turned.yawDegrees).toBeLessThan(10);
  const explained = Math.cos((turned.yawDegrees * Math.PI) / 180);
  expect(turned.eyesToNoseRatio / straight.eyesToNoseRatio / explained).toBeLessThan(0.8);
});

test('the eyes over the nose are the wider the nearer, whatever the size and the tilt', () => {
  const { eyesToNoseRatio } = meshPoseOf(draw({}));
  expect(eyesToNoseRatio).toBeCloseTo(1.3 / 0.7, 4);
  expect(meshPoseOf(draw({ scale: 37, roll: 40 })).eyesToNoseRatio).toBeCloseTo(eyesToNoseRatio, 3);
  expect(meshPoseOf(draw({ pitch: 30 })).eyesToNoseRatio).toBeGreaterThan(eyesToNoseRatio); // the nose shortens
});

test('neither size nor tilt changes what is read of eyes, mouth and turn', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 20, max: 400, noNaN: true }),
      fc.double({ min: -80, max: 80, noNaN: true }),
      fc.double({ min: -40, max: 40, noNaN: true }),
      (scale, roll, yaw) => {
        const plain = meshPoseOf(draw({ yaw, mouth: 0.3 }));
        const other = meshPoseOf(draw({ yaw, mouth: 0.3, scale, roll }));
        expect(other.yawDegrees).toBeCloseTo(plain.yawDegrees, 1);
        expect(other.eyeOpenness).toBeCloseTo(plain.eyeOpenness, 2);
        expect(other.mouthOpenness).toBeCloseTo(plain.mouthOpenness, 2);
      },
    ),
  );
});

test('bears points that fell together', () => {
  const pose = meshPoseOf(new Float32Array(468 * 3));
  expect(Object.values(pose).every(Number.isFinite)).toBe(true);
});

test('refuses anything that is not a mesh', () => {
  expect(() => meshPoseOf(new Float32Array(136))).toThrow(RangeError);
});
