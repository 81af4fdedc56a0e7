// What is drawn for a capture comes out of the unpredictable source, all of it equally likely.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSystemRandom } from '../../server/adapters/system/random.ts';
import { livenessActions, type LivenessAction } from '../../server/domain/liveness-protocol.ts';
import { cameraClaimOf } from '../../server/features/liveness/camera-claim.ts';
import { drawActions } from '../../server/features/liveness/draw-actions.ts';
import { drawMeasured } from '../../server/features/liveness/draw-measured.ts';
import type { Random } from '../../server/ports/random.ts';

/** Every outcome of a draw, one for each sequence of numbers that its source can give. */
function outcomesOf<Outcome>(draw: (random: Random) => Outcome): Outcome[] {
  const outcomes: Outcome[] = [];
  const unused = (): never => {
    throw new Error('a draw asks for whole numbers only');
  };
  const follow = (given: readonly number[]): void => {
    let [asked, branches] = [0, 0];
    const int = (maxExclusive: number): number => {
      const answer = given[asked++];
      if (answer !== undefined) return answer;
      branches ||= maxExclusive;
      return 0;
    };
    const outcome = draw({ bytes: unused, id: unused, int });
    if (asked <= given.length) outcomes.push(outcome);
    else for (let next = 0; next < branches; next += 1) follow([...given, next]);
  };
  follow([]);
  return outcomes;
}

function counted(texts: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const text of texts) counts[text] = (counts[text] ?? 0) + 1;
  return counts;
}

const needing = (...without: LivenessAction[]) => ({ isLongerTime: false, without });
const orders = (without: readonly LivenessAction[]): Record<string, number> =>
  counted(outcomesOf((random) => drawActions(random, needing(...without)).join(' ')));

describe('the actions of a capture', () => {
  test('are three different ones of the five, each of the 60 orders once for as many numbers', () => {
    const counts = orders([]);
    expect(Object.keys(counts)).toHaveLength(60);
    expect(new Set(Object.values(counts))).toEqual(new Set([1]));
    for (const order of Object.keys(counts)) expect(new Set(order.split(' ')).size).toBe(3);
  });

  test.each([
    [['nod'], 24, 1],
    [['nod', 'close-eyes'], 6, 1],
    // two are left: each comes, one of them twice, in every order
    [['nod', 'close-eyes', 'open-mouth'], 6, 2],
  ] as const)('without %j come in %i orders, equally likely', (without, count, times) => {
    const counts = orders(without);
    expect(Object.keys(counts)).toHaveLength(count);
    expect(new Set(Object.values(counts))).toEqual(new Set([times]));
    for (const order of Object.keys(counts)) {
      expect(new Set(order.split(' ')).size).toBeGreaterThan(1);
      for (const action of without) expect(order.split(' ')).not.toContain(action);
    }
  });

  test('reach every order with the source that a server uses', () => {
    const random = createSystemRandom();
    // a given order is missed with a chance of (59/60)^2000, below 1e-14
    const drawn = Array.from({ length: 2000 }, () => drawActions(random, needing()).join(' '));
    expect(new Set(drawn).size).toBe(60);
    expect(new Set(drawn.flatMap((order) => order.split(' ')))).toEqual(new Set(livenessActions));
  });
});

describe('the frames that are compared with the person', () => {
  const firstNumbers = fc.infiniteStream(fc.integer({ min: 0, max: 1 }));

  test('are one of any two in a row, whatever the batches', () => {
    fc.assert(
      fc.property(
        firstNumbers,
        fc.array(fc.integer({ min: 0, max: 16 }), { maxLength: 12 }),
        (numbers, sizes) => {
          const random = { ...createSystemRandom(), int: () => numbers.next().value as number };
          const isMeasured: boolean[] = [];
          for (const size of sizes) {
            const measured = drawMeasured(random, size, isMeasured.at(-1) === false);
            for (let index = 0; index < size; index += 1) isMeasured.push(measured.includes(index));
          }
          const missed = isMeasured.findIndex((is, at) => at > 0 && !is && isMeasured[at - 1] === false);
          expect(missed).toBe(-1);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('begin with either frame, as chance will have it', () => {
    expect(outcomesOf((random) => drawMeasured(random, 5, false))).toEqual([
      [0, 2, 4],
      [1, 3],
    ]);
    expect(outcomesOf((random) => drawMeasured(random, 5, true))).toEqual([[0, 2, 4]]);
  });
});

describe('a camera', () => {
  const kindOf = (label: string): string | undefined => cameraClaimOf({ label, deviceId: 'd' }, 's')?.kind;

  test.each([
    'OBS Virtual Camera',
    'OBS-Camera',
    'ManyCam Virtual Webcam',
    'Snap Camera',
    'XSplit VCam',
    'Camo',
    'DroidCam Source 3',
    'e2eSoft iVCam',
    'Dummy video device (0x0000)',
    'fake_device_0',
    'mmhmm Camera',
    'SplitCam Video Driver',
    'VirtualCam',
  ])('called %s is virtual', (label) => {
    expect(kindOf(label)).toBe('virtual');
  });

  test.each([
    'FaceTime HD Camera (Built-in)',
    'camera2 1, facing front',
    '前置相机',
    'Jacobs Kamera',
    'Integrated Camera (04f2:b6d9)',
    'HD Pro Webcam C920',
    'Front Camera',
    'Hindi Cam',
  ])('called %s is usual', (label) => {
    expect(kindOf(label)).toBe('usual');
  });

  test('without a name, or not told of, is no claim of any kind', () => {
    expect(kindOf(' ')).toBe('unnamed');
    expect(cameraClaimOf(null, 's')).toBeNull();
  });

  test('is told from another within a capture, never between captures, and not by its name', () => {
    const camera = { label: '小林的 iPhone', deviceId: 'a1' };
    const claim = cameraClaimOf(camera, 'l_1');
    expect(claim).toEqual(cameraClaimOf({ ...camera }, 'l_1'));
    const others = [cameraClaimOf({ ...camera, deviceId: 'a2' }, 'l_1'), cameraClaimOf(camera, 'l_2')];
    expect(others.map((other) => other?.id)).not.toContain(claim?.id);
    expect(claim?.id).toMatch(/^[0-9a-f]{16}$/);
    expect(JSON.stringify(claim)).not.toContain('iPhone');
  });
});
