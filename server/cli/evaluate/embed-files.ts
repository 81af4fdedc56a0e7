// Looks at each file of a list once, several at a time, and remembers the answers by content.
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { UnreadablePicture, type FaceEngine } from '../../ports/face-engine.ts';
import type { Answer, EmbeddingCache } from './embedding-cache.ts';

/** What became of a file; `sha256` of its bytes, where it could be read. */
export type Acquired =
  | { readonly kind: 'embedded'; readonly sha256: string; readonly embedding: Float32Array }
  | { readonly kind: 'no-face' | 'unreadable' | 'missing' };

/** Larger files are not read: a photo is not that large. */
const mostBytes = 64 * 1024 * 1024;

/** A still picture that may be a small, cut-out portrait: as a document is looked at. */
export const purpose = 'document';

async function read(path: string): Promise<Buffer | 'missing' | 'unreadable'> {
  try {
    const found = await stat(path);
    if (!found.isFile() || found.size > mostBytes) return 'unreadable';
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable';
  }
}

async function ask(engine: FaceEngine, picture: Uint8Array): Promise<Answer> {
  try {
    const { faces } = await engine.look(picture, { purpose, embed: 'largest' });
    return faces[0]?.embedding ?? 'no-face';
  } catch (error) {
    if (error instanceof UnreadablePicture) return 'unreadable';
    throw error;
  }
}

/**
 * Rejects with a fault of the engine, naming the file, and with the signal's reason. Either way what was begun is
 * finished and remembered first: it takes a moment, and an engine must not be closed in the middle of a look.
 */
export async function embedFiles(
  paths: readonly string[],
  deps: { engine: FaceEngine; cache: EmbeddingCache; atOnce: number; onDone: () => void },
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Acquired>> {
  const { engine, cache, atOnce, onDone } = deps;
  const acquired = new Map<string, Acquired>();

  async function acquire(path: string): Promise<Acquired> {
    const bytes = await read(path);
    if (typeof bytes === 'string') return { kind: bytes };
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    let answer = cache.get(sha256);
    if (answer === undefined) {
      answer = await ask(engine, bytes).catch((error: unknown) => {
        throw new Error(`the face engine failed at ${path}: ${(error as Error).message}`, { cause: error });
      });
      await cache.put(sha256, answer);
    }
    return typeof answer === 'string' ? { kind: answer } : { kind: 'embedded', sha256, embedding: answer };
  }

  const left = paths.values();
  const failed = new AbortController();
  async function work(): Promise<void> {
    for (const path of left) {
      signal.throwIfAborted();
      if (failed.signal.aborted) return;
      acquired.set(path, await acquire(path));
      onDone();
    }
  }
  const workers = Array.from({ length: atOnce }, () =>
    work().catch((error: unknown) => {
      failed.abort();
      throw error;
    }),
  );
  // the cache is closed afterwards: nobody may still be writing
  const ends = await Promise.allSettled(workers);
  const fault = ends.find((end) => end.status === 'rejected');
  if (fault !== undefined) throw fault.reason;
  return acquired;
}
