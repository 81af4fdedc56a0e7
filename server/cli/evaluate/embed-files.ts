// Looks at each file of a list once, several at a time, and remembers the answers by content.
import { createHash } from 'node:crypto';
import { UnreadablePicture, type FaceEngine } from '../../ports/face-engine.ts';
import type { AnswerCache } from './answer-cache.ts';
import type { Embedded } from './embedding-text.ts';
import { readListed } from './read-file.ts';
import { severalAtOnce } from './several-at-once.ts';

/** What became of a file; `sha256` of its bytes, where it could be read. */
export type Acquired =
  | { readonly kind: 'embedded'; readonly sha256: string; readonly embedding: Float32Array }
  | { readonly kind: 'no-face' | 'unreadable' | 'missing' };

/** A still picture that may be a small, cut-out portrait: as a document is looked at. */
export const purpose = 'document';

async function ask(engine: FaceEngine, picture: Uint8Array): Promise<Embedded> {
  try {
    const { faces } = await engine.look(picture, { purpose, embed: 'largest' });
    return faces[0]?.embedding ?? 'no-face';
  } catch (error) {
    if (error instanceof UnreadablePicture) return 'unreadable';
    throw error;
  }
}

/** Rejects as severalAtOnce(), a fault of the engine with the file's name; what was begun is remembered first. */
export async function embedFiles(
  paths: readonly string[],
  deps: { engine: FaceEngine; cache: AnswerCache<Embedded>; atOnce: number; onDone: () => void },
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Acquired>> {
  const { engine, cache, atOnce, onDone } = deps;
  const acquired = new Map<string, Acquired>();

  async function acquire(path: string): Promise<Acquired> {
    const bytes = await readListed(path);
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

  const work = async (path: string): Promise<void> => {
    acquired.set(path, await acquire(path));
    onDone();
  };
  await severalAtOnce(paths, atOnce, work, signal);
  return acquired;
}
