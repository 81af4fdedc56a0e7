// A worker for the pool's tests: the picture is a text that says how to behave.
import { existsSync, writeFileSync } from 'node:fs';
import { BroadcastChannel } from 'node:worker_threads';
import type { Outcome, Work } from '../../../server/adapters/face-engine/work.ts';

const exposure = { meanLuma: 0, clippedShare: 0, darkShare: 0 };

/** The width tells which attempt this was. */
const seen = (widthPx: number): Outcome => ({
  kind: 'seen',
  sighting: { widthPx, heightPx: 1, faces: [], sharpness: 0, exposure, chroma: 0, faceSharpness: null },
});

export async function warmUp(): Promise<string> {
  return 'fragile';
}

const holding = (channelName: string) =>
  new Promise((resolve) => {
    const channel = new BroadcastChannel(channelName);
    channel.onmessage = () => {
      channel.close();
      resolve(null);
    };
    channel.postMessage('holding');
  });

const orders: Record<string, (argument: string) => Outcome | Promise<Outcome>> = {
  die: () => process.exit(1),
  'die-once': (path) => {
    if (existsSync(path)) return seen(2);
    writeFileSync(path, '');
    process.exit(1);
  },
  throw: () => {
    throw new Error('a fault');
  },
  hold: async (channelName) => {
    await holding(channelName);
    return seen(1);
  },
};

export async function work(work: Work): Promise<Outcome> {
  const picture = work.kind === 'look' ? work.picture : (work.frames[0] ?? new Uint8Array());
  const [order = '', argument = ''] = Buffer.from(picture).toString().split(' ');
  return orders[order]?.(argument) ?? seen(1);
}
