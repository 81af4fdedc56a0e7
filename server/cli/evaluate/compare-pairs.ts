// Compares the pairs of a list that can be compared, and counts the others by why they cannot.
import { faceDistance } from '../../domain/face-match.ts';
import type { Acquired } from './embed-files.ts';

export interface FilePair {
  readonly a: string; // absolute path
  readonly b: string;
  readonly same: boolean;
  readonly group: string | null;
}

/** Pairs of a list that were not compared, and why. */
export type LeftOut = Readonly<
  Record<'notAcquired' | 'missingFile' | 'repeated' | 'samePicture' | 'contradictory', number>
>;

/** The two files in one order, so that a pair named the other way round is known again. */
const keyOf = ({ a, b }: FilePair): string => JSON.stringify(a < b ? [a, b] : [b, a]);

export type Compared = FilePair & { readonly distance: number };

/** Each pair once, none of a picture with itself, none that is called both the same person and not. */
export function comparePairs(
  pairs: readonly FilePair[],
  acquired: ReadonlyMap<string, Acquired>,
): { compared: readonly Compared[]; leftOut: LeftOut } {
  const leftOut = { notAcquired: 0, missingFile: 0, repeated: 0, samePicture: 0, contradictory: 0 };
  const labels = new Map<string, Set<boolean>>();
  for (const pair of pairs)
    labels.set(keyOf(pair), (labels.get(keyOf(pair)) ?? new Set<boolean>()).add(pair.same));
  const met = new Set<string>();
  const compared = pairs.flatMap((pair): Compared[] => {
    const [a, b] = [acquired.get(pair.a), acquired.get(pair.b)];
    const leave = (why: keyof typeof leftOut): [] => {
      leftOut[why]++;
      return [];
    };
    if (pair.a === pair.b) return leave('samePicture');
    if (labels.get(keyOf(pair))?.size === 2) return leave('contradictory');
    if (met.has(keyOf(pair))) return leave('repeated');
    met.add(keyOf(pair));
    if (a === undefined || b === undefined || a.kind === 'missing' || b.kind === 'missing')
      return leave('missingFile');
    if (a.kind !== 'embedded' || b.kind !== 'embedded') return leave('notAcquired');
    if (a.sha256 === b.sha256) return leave('samePicture');
    return [{ ...pair, distance: faceDistance(a.embedding, b.embedding) }];
  });
  return { compared, leftOut };
}
