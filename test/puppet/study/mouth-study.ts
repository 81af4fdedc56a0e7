// Study: the inside of a puppet's open mouth is painted. Compared with open mouths on real photos.
import sharp from 'sharp';
import { mouthVariety } from '../../../server/adapters/face-engine/mouth-variety.ts';
import { meshPoseOf } from '../../../server/domain/mesh-pose.ts';
import { faceMesh } from '../face-mesh.ts';
import { cameraGrain, seededRandom } from '../noise.ts';
import type { Picture } from '../picture.ts';
import { createPuppet } from '../puppet.ts';
import { resample } from '../region.ts';
import { observe, studyEngine, type Observed } from './observe.ts';
import { allPhotos, stillsOfAll } from './people.ts';
import { printTable } from './table.ts';

const innerLips = [78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95];

/** Rows of the mouth's inside: for each, where it begins and ends, px. */
function insideOf({ mesh }: Observed): { y: number; from: number; to: number }[] {
  const points = innerLips.map((point) => ({ x: mesh[3 * point] ?? 0, y: mesh[3 * point + 1] ?? 0 }));
  const ys = points.map(({ y }) => y);
  const rows: { y: number; from: number; to: number }[] = [];
  for (let y = Math.ceil(Math.min(...ys)) + 1; y < Math.max(...ys) - 1; y++) {
    const crossings = points
      .flatMap((a, index) => {
        const b = points[(index + 1) % points.length] ?? a;
        return (a.y <= y && b.y > y) || (b.y <= y && a.y > y)
          ? [a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)]
          : [];
      })
      .sort((p, q) => p - q);
    const [from, to] = [crossings[0], crossings.at(-1)];
    if (from !== undefined && to !== undefined && to - from > 4)
      rows.push({ y, from: Math.ceil(from) + 2, to: Math.floor(to) - 2 });
  }
  return rows;
}

/** Upper teeth and a tongue, drawn over the dark: what an attacker would add. */
function withTeeth(frame: Observed): Picture {
  const rgba = Uint8ClampedArray.from(frame.picture.rgba);
  const rows = insideOf(frame);
  rows.forEach(({ y, from, to }, index) => {
    const share = index / rows.length;
    for (let x = from - 1; x < to + 1; x++) {
      const at = 4 * (y * frame.width + x);
      const isGap = (x - from) % 9 === 0;
      const tooth = [190 - 60 * Math.abs(share - 0.2), 180 - 60 * Math.abs(share - 0.2), 165];
      const colour = share < 0.38 ? (isGap ? [120, 105, 95] : tooth) : share > 0.7 ? [135, 70, 70] : null;
      colour?.forEach((value, channel) => (rgba[at + channel] = value));
    }
  });
  return { ...frame.picture, rgba };
}

const engine = studyEngine();
await engine.warmUp();
const nets = await faceMesh();
const honest: number[] = [];
for (const { photo } of allPhotos()) {
  const { data, info } = await sharp(photo)
    .rotate()
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const picture = { width: info.width, height: info.height, rgba: new Uint8ClampedArray(data) };
  for (const box of await nets.findFaces(picture)) {
    const mesh = box.width < 60 ? undefined : nets.meshIn(picture, box);
    if (!mesh) continue;
    const pose = meshPoseOf(Float32Array.from(mesh.points.flatMap(({ x, y, z }) => [x, y, z])));
    if (pose.faceWidthPx < 85 || pose.mouthOpenness < 0.12) continue;
    const step = pose.faceWidthPx / 195;
    const from = { x: box.x + box.width / 2, y: box.y + box.height / 2, step, radians: mesh.region.radians };
    const seen = await observe(engine, resample(picture, from, 480, 640));
    const value = seen === null ? null : mouthVariety(seen.pixels, seen.mesh);
    if (value !== null) honest.push(value);
  }
}
const painted: number[] = [];
const toothed: number[] = [];
for (const [index, { still }] of (await stillsOfAll()).entries()) {
  const actor = createPuppet(still, still.points);
  const grain = cameraGrain(seededRandom(700 + index));
  const grainy = (picture: Picture): Picture => {
    const rgba = Uint8ClampedArray.from(picture.rgba);
    grain.addTo(rgba);
    return { ...picture, rgba };
  };
  for (const mouth of [0.6, 0.75]) {
    const bare = { width: still.width, height: still.height, rgba: actor.render({ mouth }) };
    const first = await observe(engine, grainy(bare));
    if (first === null) continue;
    const value = mouthVariety(first.pixels, first.mesh);
    if (value !== null) painted.push(value);
    const second = await observe(engine, grainy(withTeeth(first)));
    const other = second === null ? null : mouthVariety(second.pixels, second.mesh);
    if (other !== null) toothed.push(other);
  }
}
await engine.close();
const worse = (values: readonly number[]): number[] => values.map((value) => -value);
printTable('Variety of luma inside the open mouth, grey levels, negated so that higher is worse', [
  { name: 'open mouths on photos (smiles, speech)', values: worse(honest) },
  { name: 'puppet, mouth painted', values: worse(painted) },
  { name: 'puppet with drawn teeth', values: worse(toothed) },
]);
