// The Merkle tree over a list (RFC 9162, 2.1): a root that goes on from where it was, and proofs that an item is in it.

/** SHA-256 over the parts, one after the other. */
export type HashBytes = (...parts: readonly Uint8Array[]) => Uint8Array;

/** All that the tree over a list needs for going on: the roots of its whole subtrees, the largest first. */
export interface TreePeaks {
  readonly size: number;
  readonly peaks: readonly Uint8Array[];
}

export const emptyTree: TreePeaks = { size: 0, peaks: [] };

const leafMark = Uint8Array.of(0);
const nodeMark = Uint8Array.of(1);

const nodeOf = (left: Uint8Array, right: Uint8Array, hash: HashBytes): Uint8Array =>
  hash(nodeMark, left, right);

/** Costs as many hashes as there are new items, twice, whatever the size. */
export function extended(
  { size, peaks }: TreePeaks,
  items: readonly Uint8Array[],
  hash: HashBytes,
): TreePeaks {
  const stack = [...peaks];
  let count = size;
  for (const item of items) {
    let top = hash(leafMark, item);
    // each whole pair below becomes one, as in adding one to a binary number
    for (let bits = count; bits % 2 === 1; bits = (bits - 1) / 2) {
      const left = stack.pop();
      if (left === undefined) throw new RangeError('the peaks do not fit the size');
      top = nodeOf(left, top, hash);
    }
    stack.push(top);
    count += 1;
  }
  return { size: count, peaks: stack };
}

/** Null for a tree without items. */
export function rootOf({ peaks }: TreePeaks, hash: HashBytes): Uint8Array | null {
  return peaks.reduceRight<Uint8Array | null>(
    (right, left) => (right === null ? left : nodeOf(left, right, hash)),
    null,
  );
}

/** Every level of the tree, the leaves first; an odd one at the end goes up as it is. */
export function levelsOf(items: readonly Uint8Array[], hash: HashBytes): readonly (readonly Uint8Array[])[] {
  const levels = [items.map((item) => hash(leafMark, item))];
  for (let level = levels[0] ?? []; level.length > 1;) {
    const above: Uint8Array[] = [];
    for (let at = 0; at < level.length; at += 2) {
      const [left, right] = [level[at], level[at + 1]];
      if (left !== undefined) above.push(right === undefined ? left : nodeOf(left, right, hash));
    }
    levels.push(above);
    level = above;
  }
  return levels;
}

/** The inclusion path of the item at `index` (RFC 9162, 2.1.3.1), from the leaf upwards. */
export function pathOf(levels: readonly (readonly Uint8Array[])[], index: number): readonly Uint8Array[] {
  return levels.slice(0, -1).flatMap((level, height) => {
    const place = Math.floor(index / 2 ** height);
    const sibling = level[place % 2 === 0 ? place + 1 : place - 1];
    return sibling === undefined ? [] : [sibling];
  });
}
