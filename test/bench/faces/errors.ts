// How often distances tell one person from two wrongly.

export interface Errors {
  readonly same: readonly [number, number] | null; // smallest and largest distance of one person
  readonly different: readonly [number, number] | null;
  readonly pairs: { readonly same: number; readonly different: number };
  readonly notCompared: number; // pairs with a picture in which no face was found
  readonly equalErrorRate: number; // 0..1, where false matches and false non-matches are closest
}

const rangeOf = (list: readonly number[]): [number, number] | null =>
  list.length === 0 ? null : [Math.min(...list), Math.max(...list)];

export function errorsOf(compared: readonly { isSame: boolean; distance: number }[]): Errors {
  const seen = compared.filter(({ distance }) => !Number.isNaN(distance));
  const same = seen.filter(({ isSame }) => isSame).map(({ distance }) => distance);
  const different = seen.filter(({ isSame }) => !isSame).map(({ distance }) => distance);
  let [equalErrorRate, gap] = [Number.NaN, Infinity];
  for (const threshold of [...same, ...different]) {
    const missed = same.filter((distance) => distance > threshold).length / same.length;
    const taken = different.filter((distance) => distance <= threshold).length / different.length;
    if (Math.abs(missed - taken) < gap) {
      gap = Math.abs(missed - taken);
      equalErrorRate = (missed + taken) / 2;
    }
  }
  return {
    same: rangeOf(same),
    different: rangeOf(different),
    pairs: { same: same.length, different: different.length },
    notCompared: compared.length - seen.length,
    equalErrorRate,
  };
}
