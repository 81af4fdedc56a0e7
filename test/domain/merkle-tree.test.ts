// The tree is that of RFC 9162, goes on from its peaks alone, and proves each of its items.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  emptyTree,
  extended,
  levelsOf,
  pathOf,
  rootOf,
  type HashBytes,
} from '../../server/domain/merkle-tree.ts';

const hash: HashBytes = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
const bytes = (hex: string): Uint8Array => Buffer.from(hex, 'hex');
const hex = (found: Uint8Array | null): string => Buffer.from(found ?? []).toString('hex');

/** The items that implementations of Certificate Transparency are tried with, and the root of the first 1, 2, … of them. */
const items = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

test.each(roots.map((root, at) => [at + 1, root] as const))(
  'the first %i known items have their known root',
  (size, root) => {
    const some = items.slice(0, size).map(bytes);
    expect(hex(rootOf(extended(emptyTree, some, hash), hash))).toBe(root);
    expect(hex(levelsOf(some, hash).at(-1)?.[0] ?? null)).toBe(root);
  },
);

test('a tree without items has no root', () => {
  expect(rootOf(emptyTree, hash)).toBeNull();
});

test('goes on from its peaks, in however many parts, to the same root', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(70), { maxLength: 6 }), (parts) => {
      let tree = emptyTree;
      const all: Uint8Array[] = [];
      for (const [at, count] of parts.entries()) {
        const some = Array.from({ length: count }, (_none, item) => Buffer.from(`${at} ${item}`));
        tree = extended(tree, some, hash);
        all.push(...some);
      }
      expect(tree.size).toBe(all.length);
      expect(tree.peaks).toHaveLength(all.length.toString(2).replaceAll('0', '').length);
      expect(hex(rootOf(tree, hash))).toBe(
        all.length === 0 ? '' : hex(levelsOf(all, hash).at(-1)?.[0] ?? null),
      );
    }),
  );
});

/** As RFC 9162, 2.1.1 and 2.1.3.1 define them, literally. */
const split = (size: number): number => {
  let half = 1;
  while (half * 2 < size) half *= 2;
  return half;
};
function defined(list: readonly Uint8Array[]): Uint8Array {
  const [first] = list;
  if (list.length === 1 && first !== undefined) return hash(Uint8Array.of(0), first);
  const half = split(list.length);
  return hash(Uint8Array.of(1), defined(list.slice(0, half)), defined(list.slice(half)));
}
function definedPath(index: number, list: readonly Uint8Array[]): Uint8Array[] {
  if (list.length === 1) return [];
  const half = split(list.length);
  return index < half
    ? [...definedPath(index, list.slice(0, half)), defined(list.slice(half))]
    : [...definedPath(index - half, list.slice(half)), defined(list.slice(0, half))];
}

test('root and path of every item are what the RFC defines', () => {
  for (let size = 1; size <= 33; size += 1) {
    const list = Array.from({ length: size }, (_none, at) => Buffer.from(`item ${at}`));
    const levels = levelsOf(list, hash);
    expect(hex(levels.at(-1)?.[0] ?? null)).toBe(hex(defined(list)));
    for (let index = 0; index < size; index += 1)
      expect(pathOf(levels, index).map(hex)).toEqual(definedPath(index, list).map(hex));
  }
});
