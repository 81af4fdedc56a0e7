// Study: a sensor's grain grows with light, has colour and is shared by neighbours; added grain is not.
import { cameraGrain, seededRandom } from '../noise.ts';
import { decodeJpeg, encodeJpeg } from '../jpeg.ts';
import type { Picture } from '../picture.ts';
import { lumaOf } from './observe.ts';
import { stillsOfAll } from './people.ts';
import { throughSensor } from './simulated-camera.ts';
import { printTable } from './table.ts';

/** Temporal noise of a scene at rest: of its bright half against its dark half, of colour against luma, of neighbours. */
interface Grain {
  readonly brightToDark: number; // log2 of the variances
  readonly colourToLuma: number; // log2 of the variances
  readonly neighbours: number; // correlation of a pixel's noise with its right neighbour's, -1..1
}

const redOf = ({ rgba, width, height }: Picture): Float32Array =>
  Float32Array.from({ length: width * height }, (_, i) => (rgba[4 * i] ?? 0) - (rgba[4 * i + 1] ?? 0));

function grainOf(one: Picture, two: Picture): Grain {
  const [a, b] = [lumaOf(one), lumaOf(two)];
  const [ca, cb] = [redOf(one), redOf(two)];
  const noise = a.map((value, i) => value - (b[i] ?? 0));
  const square = (values: Float32Array, isIn: (i: number) => boolean): number => {
    let [sum, count] = [0, 0];
    for (let i = 0; i < values.length; i++)
      if (isIn(i)) [sum, count] = [sum + (values[i] ?? 0) ** 2, count + 1];
    return sum / Math.max(1, count) + 1e-3;
  };
  const middle = [...a].sort((x, y) => x - y)[a.length >> 1] ?? 0;
  const isUnclipped = (i: number): boolean => (a[i] ?? 0) > 12 && (a[i] ?? 0) < 243;
  let shared = 0;
  for (let i = 1; i < noise.length; i++) shared += (noise[i] ?? 0) * (noise[i - 1] ?? 0);
  const all = square(noise, () => true);
  return {
    brightToDark: Math.log2(
      square(noise, (i) => isUnclipped(i) && (a[i] ?? 0) >= middle) /
        square(noise, (i) => isUnclipped(i) && (a[i] ?? 0) < middle),
    ),
    colourToLuma: Math.log2(
      square(
        ca.map((value, i) => value - (cb[i] ?? 0)),
        () => true,
      ) / all,
    ),
    neighbours: shared / noise.length / all,
  };
}

const sent = async (picture: Picture): Promise<Picture> => decodeJpeg(await encodeJpeg(picture));
const honest: Grain[] = [];
const added: Grain[] = [];
const imitated: Grain[] = [];
for (const [index, { still }] of (await stillsOfAll()).entries()) {
  const random = seededRandom(300 + index);
  const grain = cameraGrain(random);
  const grainy = (): Picture => {
    const rgba = Uint8ClampedArray.from(still.rgba);
    grain.addTo(rgba);
    return { ...still, rgba };
  };
  const attacker = seededRandom(900 + index);
  honest.push(grainOf(await sent(throughSensor(still, random)), await sent(throughSensor(still, random))));
  added.push(grainOf(await sent(grainy()), await sent(grainy())));
  // the attacker's own forty lines of the same textbook
  imitated.push(
    grainOf(await sent(throughSensor(still, attacker)), await sent(throughSensor(still, attacker))),
  );
}
for (const name of ['brightToDark', 'colourToLuma', 'neighbours'] as const) {
  const values = (grains: readonly Grain[]): number[] => grains.map((one) => -one[name]);
  printTable(`Grain, ${name}, negated so that higher is worse`, [
    { name: 'simulated sensor', values: values(honest) },
    { name: 'puppet with added grain', values: values(added) },
    { name: 'puppet through a simulated sensor', values: values(imitated) },
  ]);
}
