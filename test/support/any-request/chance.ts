// Draws for made-up requests: the same for the same seed, so that what was found is found again.
import { seededRandom } from '../../puppet/noise.ts';

export interface Chance {
  /** 0 up to `end`, which is left out. */
  below(end: number): number;
  /** In one of so many cases. */
  oneIn(cases: number): boolean;
  of<T>(choices: readonly [T, ...T[]]): T;
  /** Null of nothing. */
  any<T>(choices: readonly T[]): T | null;
}

export function createChance(seed: number): Chance {
  const random = seededRandom(seed);
  const below = (end: number): number => Math.floor(random() * end);
  const any = <T>(choices: readonly T[]): T | null => choices[below(choices.length)] ?? null;
  return { below, oneIn: (cases) => below(cases) === 0, of: (choices) => any(choices) ?? choices[0], any };
}
