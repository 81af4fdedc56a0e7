// Runs in a worker thread: loads the nets once, then looks at one picture after another.
import { UnreadablePicture } from '../../ports/face-engine.ts';
import { look } from './look.ts';
import { loadNets } from './nets.ts';
import type { Nets } from './nets.ts';
import { selfTest } from './self-test.ts';
import type { Outcome, Work } from './work.ts';

let loading: Promise<Nets> | null = null;

function nets(): Promise<Nets> {
  loading ??= loadNets();
  return loading;
}

export async function warmUp(): Promise<string> {
  const loaded = await nets();
  await selfTest(loaded);
  return loaded.name;
}

export async function work({ picture, purpose, embed }: Work): Promise<Outcome> {
  const loaded = await nets();
  try {
    return { kind: 'seen', sighting: await look(loaded, picture, { purpose, embed }) };
  } catch (error) {
    if (error instanceof UnreadablePicture) return { kind: 'unreadable', why: error.message };
    throw error;
  }
}
