// In the page, before its own script: a camera that films a puppet instead of the room.
import { poseAt, type Action } from '../motion.ts';
import { cameraGrain, seededRandom } from '../noise.ts';
import { createPuppet, type Pose, type Puppet } from '../puppet.ts';
import type { PuppetCommands, StillForPage } from './commands.ts';

const framesPerSecond = 15;

function bytesOf(base64: string): Uint8ClampedArray {
  return Uint8ClampedArray.from(atob(base64), (character) => character.charCodeAt(0));
}

function puppetOf(still: StillForPage): Puppet {
  return createPuppet({ ...still, rgba: bytesOf(still.rgbaBase64) }, still.points);
}

interface Asked {
  action: Action;
  sinceMs: number;
}

/** Draws the puppet 15 times a second on a canvas, for as long as the page lives. */
function startCamera(first: StillForPage) {
  let puppet = puppetOf(first);
  let asked: Asked = { action: 'neutral', sinceMs: performance.now() };
  let fixed: Partial<Pose> | undefined;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2d canvas');
  // another one on each page: no camera gives a picture that another gave, and the server refuses one that does
  const grain = cameraGrain(seededRandom(crypto.getRandomValues(new Uint32Array(1))[0] ?? 1));
  let image = new ImageData(puppet.width, puppet.height);

  function draw() {
    if (canvas.width !== puppet.width || canvas.height !== puppet.height) {
      canvas.width = puppet.width;
      canvas.height = puppet.height;
      image = new ImageData(puppet.width, puppet.height);
    }
    const nowMs = performance.now();
    const pixels = image.data;
    puppet.render(fixed ?? poseAt(asked.action, nowMs - asked.sinceMs, nowMs), pixels);
    grain.addTo(pixels);
    context?.putImageData(image, 0, 0);
  }

  draw();
  setInterval(draw, 1000 / framesPerSecond);
  const commands: PuppetCommands = {
    act(action) {
      fixed = undefined;
      asked = { action, sinceMs: performance.now() };
    },
    setPose(pose) {
      fixed = pose;
    },
    setStill(still) {
      puppet = puppetOf(still);
    },
  };
  return { canvas, commands };
}

let camera: ReturnType<typeof startCamera> | undefined;
const begin = () => (camera ??= startCamera(window.puppetStill));

window.puppet = {
  act: (action) => begin().commands.act(action),
  setPose: (pose) => begin().commands.setPose(pose),
  setStill: (still) => begin().commands.setStill(still),
};

// a page without a secure origin has no mediaDevices, with or without a puppet
if ('mediaDevices' in navigator) {
  navigator.mediaDevices.getUserMedia = async () => begin().canvas.captureStream(framesPerSecond);
}
