// What somebody may do to an exported trail, by chance that can be repeated.
import { createHash } from 'node:crypto';

/** mulberry32: the same seed gives the same numbers. */
export function chanceOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

type Chance = (below: number) => number;
type Lines = readonly string[];

export interface Material {
  /** Without line feeds; the header and the keys first. */
  readonly lines: Lines;
  /** Of the same trail, exported earlier. */
  readonly older: readonly Lines[];
  /** Of another trail, signed by another key. */
  readonly foreign: Lines;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const isEntry = (line: string): boolean => line.startsWith('{"entry":');
const partsOf = (line: string) => {
  const [, entry = '', hash = '', previous = ''] =
    /^\{"entry":(.*),"hash":"(\w{64})","previousHash":"(\w{64})"\}$/.exec(line) ?? [];
  return { entry, hash, previous };
};
const lineOf = (entry: string, previous: string): string =>
  `{"entry":${entry},"hash":"${sha256(previous + entry)}","previousHash":"${previous}"}`;

const replaced = (lines: Lines, at: number, ...by: Lines): Lines => [
  ...lines.slice(0, at),
  ...by,
  ...lines.slice(at + 1),
];

const entryPlace = (lines: Lines, chance: Chance): number => {
  const places = lines.flatMap((line, at) => (isEntry(line) ? [at] : []));
  return places[chance(places.length)] ?? 0;
};

/** A digit or a letter of it becomes another one; what is between quotes stays JSON. */
function edited(text: string, chance: Chance): string {
  for (;;) {
    const at = chance(text.length);
    const sign = text.charAt(at);
    if (!/[0-9a-z]/.test(sign)) continue;
    const signs = /[0-9]/.test(sign) ? '123456789' : 'abcdefghijklmnopqrstuvwxyz';
    const other = signs.charAt(chance(signs.length));
    if (other !== sign) return text.slice(0, at) + other + text.slice(at + 1);
  }
}

/** From `from` on, each entry follows the one before it again. */
function rechained(lines: Lines, from: number): Lines {
  let previous = '';
  return lines.map((line, at) => {
    if (!isEntry(line)) return line;
    const parts = partsOf(line);
    const again = at < from ? line : lineOf(parts.entry, previous === '' ? parts.previous : previous);
    previous = partsOf(again).hash;
    return again;
  });
}

/** The header says what there is: whoever cuts off entries makes it fit. */
function withFittingHeader(lines: Lines): Lines {
  const [header = '', keys = '', ...rest] = lines;
  const said = JSON.parse(header) as Record<string, unknown>;
  const last = rest.filter(isEntry).at(-1);
  const lastSeq = rest.filter(isEntry).length;
  const headHash = last === undefined ? '0'.repeat(64) : partsOf(last).hash;
  const checkpoints = rest.filter((line) => !isEntry(line)).length;
  const told = { ...said, checkpoints, headHash, lastSeq };
  return [
    JSON.stringify(Object.fromEntries(Object.entries(told).sort(([a], [b]) => (a < b ? -1 : 1)))),
    keys,
    ...rest,
  ];
}

type Tampering = (material: Material, chance: Chance) => Lines;

export const tamperings: Readonly<Record<string, Tampering>> = {
  'an edit of any line': ({ lines }, chance) => {
    const at = chance(lines.length);
    return replaced(lines, at, edited(lines[at] ?? '', chance));
  },
  'an edit of an entry': ({ lines }, chance) => {
    const at = entryPlace(lines, chance);
    const { entry, hash, previous } = partsOf(lines[at] ?? '');
    return replaced(
      lines,
      at,
      `{"entry":${edited(entry, chance)},"hash":"${hash}","previousHash":"${previous}"}`,
    );
  },
  'an edit with its own hash': ({ lines }, chance) => {
    const at = entryPlace(lines, chance);
    const { entry, previous } = partsOf(lines[at] ?? '');
    return replaced(lines, at, lineOf(edited(entry, chance), previous));
  },
  'an edit with all hashes after it': ({ lines }, chance) => {
    const at = entryPlace(lines, chance);
    const { entry, previous } = partsOf(lines[at] ?? '');
    const changed = replaced(lines, at, lineOf(edited(entry, chance), previous));
    return withFittingHeader(rechained(changed, at));
  },
  'a line dropped': ({ lines }, chance) => replaced(lines, chance(lines.length)),
  'an entry dropped and the rest chained anew': ({ lines }, chance) => {
    const at = entryPlace(lines, chance);
    const rest = replaced(lines, at).map((line, place) =>
      place < at || !isEntry(line)
        ? line
        : line.replace(/"seq":(\d+),/, (_text, seq: string) => `"seq":${Number(seq) - 1},`),
    );
    return withFittingHeader(rechained(rest, at));
  },
  'two lines swapped': ({ lines }, chance) => {
    const one = chance(lines.length);
    const other = (one + 1 + chance(lines.length - 1)) % lines.length;
    const place = (at: number): number => (at === one ? other : at === other ? one : at);
    return lines.map((_line, at) => lines[place(at)] ?? '');
  },
  'the end cut off': ({ lines }, chance) => lines.slice(0, 1 + chance(lines.length - 1)),
  'the end cut off and the header made to fit': ({ lines }, chance) =>
    withFittingHeader(lines.slice(0, 2 + chance(lines.length - 2))),
  'a line inserted that is there already': ({ lines }, chance) => {
    const at = chance(lines.length + 1);
    return [...lines.slice(0, at), lines[chance(lines.length)] ?? '', ...lines.slice(at)];
  },
  'a line of another trail inserted': ({ lines, foreign }, chance) => {
    const at = chance(lines.length + 1);
    return [...lines.slice(0, at), foreign[chance(foreign.length)] ?? '', ...lines.slice(at)];
  },
  'an old head played again': ({ older }, chance) => older[chance(older.length)] ?? [],
  'an old checkpoint in the place of a later one': ({ lines }, chance) => {
    const places = lines.flatMap((line, at) => (line.startsWith('{"checkpoint"') ? [at] : []));
    const one = 1 + chance(places.length - 1);
    return replaced(lines, places[one] ?? 0, lines[places[chance(one)] ?? 0] ?? '');
  },
  'an entry that goes on, unsigned, in the place of the end': ({ lines }, chance) => {
    const whole = lines.slice(0, 3 + chance(lines.length - 3));
    const last = whole.filter(isEntry).at(-1) ?? '';
    const { entry, hash } = partsOf(last);
    const next = entry.replace(/"seq":(\d+),/, (_text, seq: string) => `"seq":${Number(seq) + 1},`);
    return last === '' ? [] : withFittingHeader([...whole, lineOf(next, hash)]);
  },
};

/** Another file than it was, by one of the tamperings in turn. */
export function tampered(material: Material, turn: number, chance: Chance): { by: string; bytes: Buffer } {
  const names = Object.keys(tamperings);
  const by = names[turn % names.length] ?? '';
  const was = material.lines.join('\n');
  for (;;) {
    const lines = tamperings[by]?.(material, chance) ?? [];
    if (lines.join('\n') !== was)
      return { by, bytes: Buffer.from(lines.map((line) => `${line}\n`).join('')) };
  }
}
