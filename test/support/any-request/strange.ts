// Values that no page sends, and the places of a good value where they are put.
import type { Chance } from './chance.ts';

/** JSON has no word for it, but a number too large for one is read as it: put into the text instead of this. */
const infinity = '@infinity@';

function nested(depth: number, open: (inner: unknown) => unknown): unknown {
  let value: unknown = 0;
  for (let level = 0; level < depth; level += 1) value = open(value);
  return value;
}

export const strangeTexts: readonly [string, ...string[]] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udc00\ud800',
  '\u202e\u2066',
  '\ufeff\uffff',
  'e\u0301'.repeat(300),
  '👩‍👩‍👧‍👦'.repeat(20),
  '𠮷野家',
  '\r\nSet-Cookie: a=b',
  '\u001b[31m{"level":60}\n',
  "' or 1=1; drop table applications; --",
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  '..\\..\\boot.ini',
  '%00%2e%2e%2f',
  '${7*7}{{7*7}}',
  '__proto__',
  'constructor',
  'null',
  '-0',
  '0x7f.1',
  '2026-02-30T25:61:61Z',
  '9'.repeat(400),
  'x'.repeat(300),
  'x'.repeat(5000),
  '界'.repeat(9000),
  `a_${'0'.repeat(22)}`,
];

const others: readonly [unknown, ...unknown[]] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  1e308,
  5e-324,
  infinity,
  [],
  {},
  [[]],
  [null],
  { toString: 1, valueOf: 1 },
  { length: 1e9 },
  nested(3000, (inner) => [inner]),
  nested(1500, (inner) => ({ a: inner })),
  Array.from({ length: 4000 }, () => 0),
];

export const strangeValue = (chance: Chance): unknown =>
  chance.oneIn(2) ? chance.of(strangeTexts) : chance.of(others);

type Container = Record<string, unknown> | unknown[];
const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

/** The value with one place of it replaced, left out or added to, however deep it lies. */
export function spoilt(value: unknown, chance: Chance): unknown {
  if (!isContainer(value) || Object.keys(value).length === 0 || chance.oneIn(12)) return strangeValue(chance);
  const key = chance.any(Object.keys(value)) ?? '';
  const entries = new Map(Object.entries(value));
  const inner = entries.get(key);
  const isDeeper = isContainer(inner) && !chance.oneIn(3);
  const way = isDeeper ? 'deeper' : chance.of(['replaced', 'replaced', 'replaced', 'left out', 'added']);
  if (way === 'left out') entries.delete(key);
  else if (way === 'added') entries.set(chance.of(strangeTexts), strangeValue(chance));
  else entries.set(key, way === 'deeper' ? spoilt(inner, chance) : strangeValue(chance));
  return Array.isArray(value) ? [...entries.values()] : Object.fromEntries(entries);
}

export const jsonOf = (value: unknown): string =>
  (JSON.stringify(value) as string | undefined)?.replaceAll(`"${infinity}"`, '1e999') ?? '';
