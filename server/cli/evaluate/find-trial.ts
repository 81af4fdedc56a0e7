// Finds what a trial is made of: one still, or the frames of a folder in the order of their names, with their times.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readList, UnusableList } from './labelled-list.ts';

/** `timesMs` as the folder's list says, one per picture; null without one. */
export type Material =
  | {
      readonly kind: 'still' | 'folder';
      readonly pictures: readonly string[];
      readonly timesMs: readonly number[] | null;
    }
  | { readonly kind: 'missing' | 'empty' };

export const timesFile = 'times.csv';
/** Where no times are listed. The page takes 12 to 15 a second. */
export const framesPerSecond = 12;

const isPicture = (name: string): boolean => /^[^.].*\.(jpe?g|png|webp)$/i.test(name);
/** frame2 before frame10, however many zeros stand in front. */
const byName = new Intl.Collator('en', { numeric: true }).compare;

function timeOf(text: string): number | null {
  const time = text === '' ? NaN : Number(text);
  return Number.isFinite(time) ? time : null;
}

/** Throws UnusableList: a frame without a time, times that do not ascend. */
export function timesOf(bytes: Uint8Array, names: readonly string[]): readonly number[] {
  const listed = readList(bytes, { columns: ['file', 'captured_at_ms'], of: 'frame' }, (value) => {
    const timeMs = timeOf(value('captured_at_ms'));
    return timeMs === null
      ? 'captured_at_ms must be a number of milliseconds'
      : { file: value('file'), timeMs };
  });
  const known = new Map(listed.map(({ file, timeMs }) => [file, timeMs]));
  const times = names.map((name) => {
    const timeMs = known.get(name);
    if (timeMs === undefined) throw new UnusableList(`${name} has no time`);
    return timeMs;
  });
  const late = times.findIndex((timeMs, index) => index > 0 && timeMs <= (times[index - 1] ?? timeMs));
  if (late >= 0) throw new UnusableList(`${names[late] ?? ''} is not later than the frame before it`);
  return times;
}

async function timesIn(folder: string, names: readonly string[]): Promise<readonly number[] | null> {
  const path = join(folder, timesFile);
  const bytes = await readFile(path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
  try {
    return bytes === null ? null : timesOf(bytes, names);
  } catch (error) {
    if (!(error instanceof UnusableList)) throw error;
    throw new UnusableList(`${path}: ${error.message}`);
  }
}

/** Throws UnusableList when the times of a folder cannot be used. */
export async function findMaterial(path: string): Promise<Material> {
  const found = await stat(path).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  });
  if (found === null) return { kind: 'missing' };
  if (!found.isDirectory()) return { kind: 'still', pictures: [path], timesMs: null };
  const names = (await readdir(path)).filter(isPicture).sort(byName);
  if (names.length === 0) return { kind: 'empty' };
  const pictures = names.map((name) => join(path, name));
  return { kind: 'folder', pictures, timesMs: await timesIn(path, names) };
}
