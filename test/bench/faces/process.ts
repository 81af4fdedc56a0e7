// A process of one engine's own: does what it is asked, and answers what that cost.
import { createFaceApi } from './face-api.ts';
import { createHuman } from './human.ts';
import { createOurs } from './ours.ts';
import { verify, type Rival } from './rival.ts';
import type { Answer, Asked } from './rivals.ts';

const engines: Record<string, () => Promise<Rival>> = {
  ours: createOurs,
  faceApi: createFaceApi,
  human: createHuman,
};

const rival = await engines[process.argv[2] ?? '']?.();
if (!rival) throw new Error('no such engine');

async function answer(asked: Asked): Promise<Answer> {
  const before = process.cpuUsage();
  const beganAt = performance.now();
  const result =
    asked.task === 'still'
      ? await (rival as Rival).still(asked.picture)
      : asked.task === 'capture'
        ? await (rival as Rival).capture(asked.frames)
        : await verify(rival as Rival, asked);
  const { user, system } = process.cpuUsage(before);
  return { result, cpuMs: (user + system) / 1000, wallMs: performance.now() - beganAt };
}

process.on('message', (asked: Asked) => {
  void answer(asked).then((done) => process.send?.(done));
});
process.send?.({ result: rival.name, cpuMs: 0, wallMs: 0 } satisfies Answer);
