// Study: does the background beside a puppet's head move with it, and what does that cost the attacker to avoid?
import { backgroundMotion } from './background.ts';
import { cameraGrain, seededRandom } from '../noise.ts';
import { createPuppet } from '../puppet.ts';
import type { Picture } from '../picture.ts';
import { overOwnBackground } from './counter-measures.ts';
import { observe, studyEngine, type Observed } from './observe.ts';
import { stillsOfAll } from './people.ts';
import { heldByHand, throughSensor } from './simulated-camera.ts';
import { printTable } from './table.ts';

const engine = studyEngine();
await engine.warmUp();
const standIn: number[] = [];
const puppet: number[] = [];
const layered: number[] = [];
let plain = 0;
for (const [index, { still }] of (await stillsOfAll()).entries()) {
  const random = seededRandom(100 + index);
  const grain = cameraGrain(random);
  const grainy = (picture: Picture): Picture => {
    const rgba = Uint8ClampedArray.from(picture.rgba);
    grain.addTo(rgba);
    return { ...picture, rgba };
  };
  const actor = createPuppet(still, still.points);
  const pictureAt = (yaw: number): Picture => ({
    width: still.width,
    height: still.height,
    rgba: actor.render({ yaw }),
  });
  const rest = await observe(engine, grainy(pictureAt(0)));
  if (rest === null) continue;
  const add = (to: number[], frame: Observed | null): void => {
    const motion = frame === null ? null : backgroundMotion(rest, frame);
    if (motion === null) plain++;
    else to.push(motion);
  };
  for (const yaw of [-28, -22, 22, 28]) {
    const clean = await observe(engine, pictureAt(yaw), 100);
    add(puppet, await observe(engine, grainy(pictureAt(yaw))));
    if (clean !== null) {
      const turning = overOwnBackground(pictureAt(0), rest, clean);
      add(layered, await observe(engine, grainy(turning)));
      add(standIn, await observe(engine, throughSensor(heldByHand(turning, random), random)));
    }
  }
}
await engine.close();
// there are no videos of people here: the stand-in is a head cut out and laid over a background that does not bend,
// which is the counter-measure as well; its hair does not fall as hair does
printTable(
  'Sideways way of what lies beside the head, over half a face width and the sine of the turn; higher is worse',
  [
    { name: 'head over a rigid background, camera held by hand (simulated)', values: standIn },
    { name: 'puppet in a turn', values: puppet },
    { name: 'puppet laid over its own background', values: layered },
  ],
);
process.stdout.write(`${plain} of the pairs had too little texture beside the head to say anything.\n`);
