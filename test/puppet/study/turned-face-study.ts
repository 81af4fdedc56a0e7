// Study: a turned puppet stretches one cheek's texture and squeezes the other's. Compared with real faces that are turned.
import sharp from 'sharp';
import { farCheekSharpness } from '../../../server/adapters/face-engine/far-cheek.ts';
import { faceMesh } from '../face-mesh.ts';
import { cameraGrain, seededRandom } from '../noise.ts';
import { createPuppet } from '../puppet.ts';
import type { Picture } from '../picture.ts';
import { resample } from '../region.ts';
import { observe, studyEngine, type Observed } from './observe.ts';
import { allPhotos, stillsOfAll } from './people.ts';
import { printTable } from './table.ts';

const engine = studyEngine();
await engine.warmUp();
const nets = await faceMesh();
const honest: number[] = [];
const honestFar: number[] = [];
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
    const [right, left] = [mesh.points[234], mesh.points[454]];
    const widthPx = right && left ? Math.hypot(right.x - left.x, right.y - left.y, right.z - left.z) : 0;
    if (widthPx < 120) continue; // a smaller one would be enlarged and blurred
    const from = {
      x: box.x + box.width / 2,
      y: box.y + box.height / 2,
      step: widthPx / 195,
      radians: mesh.region.radians,
    };
    const seen = await observe(engine, resample(picture, from, 480, 640));
    const value = seen === null ? null : farCheekSharpness(seen.pixels, seen.mesh);
    if (seen === null || value === null) continue;
    honest.push(value);
    if (Math.abs(seen.pose.yawDegrees) >= 20) honestFar.push(value);
  }
}
const add = (to: number[], seen: Observed | null): void => {
  const value = seen === null ? null : farCheekSharpness(seen.pixels, seen.mesh);
  if (value !== null) to.push(value);
};
const plain: number[] = [];
const grainyOnes: number[] = [];
const blurred: number[] = [];
for (const [index, { still }] of (await stillsOfAll()).entries()) {
  const actor = createPuppet(still, still.points);
  const grain = cameraGrain(seededRandom(500 + index));
  for (const yaw of [-28, -20, 20, 28]) {
    const bare: Picture = { width: still.width, height: still.height, rgba: actor.render({ yaw }) };
    const first = await observe(engine, bare);
    if (first === null) continue;
    add(plain, first);
    const rgba = Uint8ClampedArray.from(bare.rgba);
    grain.addTo(rgba);
    const second = await observe(engine, { ...bare, rgba });
    add(grainyOnes, second);
    // blurring the whole frame a little hides which part of the texture was stretched
    const { data } = await sharp(bare.rgba, { raw: { width: bare.width, height: bare.height, channels: 4 } })
      .blur(1.2)
      .raw()
      .toBuffer({ resolveWithObject: true });
    const third = await observe(engine, { ...bare, rgba: new Uint8ClampedArray(data) });
    add(blurred, third);
  }
}
await engine.close();
printTable('Sharpness of the far cheek over the near one, log2; higher is worse', [
  { name: 'real faces turned 12 degrees and more (photos)', values: honest },
  { name: 'of these, turned 20 degrees and more', values: honestFar },
  { name: 'puppet turned 20 and 28 degrees', values: plain },
  { name: 'puppet with added grain', values: grainyOnes },
  { name: 'puppet blurred a little', values: blurred },
]);
