// Keeps what was seen in a file, by its content, so that a stopped evaluation can go on.
import { open, readFile } from 'node:fs/promises';

export interface AnswerCache<T> {
  get(sha256: string): T | undefined;
  put(sha256: string, answer: T): Promise<void>;
  /** Answers that are known, whether from this run or from one before. */
  size(): number;
  close(): Promise<void>;
}

/** An answer as one line of text. `fromText` gives null for what was never one. */
export interface AnswerText<T> {
  readonly toText: (answer: T) => string;
  readonly fromText: (text: string) => T | null;
}

interface Line {
  readonly engine: string;
  readonly sha256: string;
  readonly answer: string;
}

/** A line that was cut off, or was never one of ours, is passed over: its file is looked at again. */
function parse(line: string): Line | null {
  try {
    const value = JSON.parse(line) as Partial<Line> | null;
    if (value === null || typeof value.engine !== 'string') return null;
    if (typeof value.sha256 !== 'string' || typeof value.answer !== 'string') return null;
    return { engine: value.engine, sha256: value.sha256, answer: value.answer };
  } catch {
    return null;
  }
}

export function createMemoryCache<T>(known: Iterable<readonly [string, T]> = []): AnswerCache<T> {
  const answers = new Map<string, T>(known);
  return {
    get: (sha256) => answers.get(sha256),
    put: async (sha256, answer) => {
      answers.set(sha256, answer);
    },
    size: () => answers.size,
    close: async () => undefined,
  };
}

/** `engine`: its full name with what it was asked; answers of another one are left alone and not used. */
export async function openFileCache<T>(
  path: string,
  engine: string,
  { toText, fromText }: AnswerText<T>,
): Promise<AnswerCache<T>> {
  const before = await readFile(path, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  });
  const known = before.split('\n').flatMap((text): [string, T][] => {
    const line = parse(text);
    const answer = line?.engine === engine ? fromText(line.answer) : null;
    return line === null || answer === null ? [] : [[line.sha256, answer]];
  });
  const memory = createMemoryCache(known);
  const file = await open(path, 'a', 0o600);
  await file.chmod(0o600); // what was seen is about people, whoever made the file
  if (before !== '' && !before.endsWith('\n')) await file.write('\n');
  return {
    ...memory,
    async put(sha256, answer) {
      await memory.put(sha256, answer);
      const line: Line = { engine, sha256, answer: toText(answer) };
      await file.write(`${JSON.stringify(line)}\n`); // one write, so that a line is there whole or cut off at the end
    },
    close: () => file.close(),
  };
}
