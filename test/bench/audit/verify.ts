// How many events a second the verifier of strangers gets through, beside bare SHA-256 over the same lines.
import { createHash } from 'node:crypto';
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyFile } from '../../../verify/audit-verify.mjs';
import { createMemoryTrail } from '../../support/memory-trail.ts';
import { newKeys, someEvent } from '../../support/trails.ts';

export interface VerifyFigures {
  readonly events: number;
  readonly bytes: number;
  readonly perSecond: number;
  /** The peer: each line of the file hashed by itself, and nothing else. */
  readonly barePerSecond: number;
  readonly ratio: number;
}

async function hashEachLine(path: string): Promise<void> {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    const bytes = Buffer.concat([rest, chunk as Buffer]);
    let from = 0;
    for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, from)) {
      createHash('sha256').update(bytes.subarray(from, at)).digest('hex');
      from = at + 1;
    }
    rest = bytes.subarray(from);
  }
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** The best of three in turn: what else the machine does makes nothing faster. */
export async function measureVerify(isQuick: boolean): Promise<VerifyFigures> {
  const events = isQuick ? 20_000 : 100_000;
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
  try {
    const trail = createMemoryTrail(await newKeys());
    while (trail.entries.length < events) {
      for (let count = 0; count < 1000; count += 1) trail.append(someEvent(count));
      await trail.sign();
    }
    const path = join(folder, 'trail.ndjson');
    const bytes = await trail.exported();
    writeFileSync(path, bytes);
    let [best, bare] = [Infinity, Infinity];
    for (let time = 0; time < 3; time += 1) {
      bare = Math.min(bare, await secondsOf(() => hashEachLine(path)));
      best = Math.min(
        best,
        await secondsOf(async () => {
          const { whole } = await verifyFile(path);
          if (whole?.entries !== events) throw new Error('the trail is whole');
        }),
      );
    }
    return {
      events,
      bytes: bytes.length,
      perSecond: events / best,
      barePerSecond: events / bare,
      ratio: bare / best,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
