// Who looked, in as few lines as it takes: by who, on which day and what for; each line says how often, and at what.
import type { AccessView } from '../../server/contract/access.ts';

type Look = AccessView['looks'][number];

export interface Looked {
  readonly what: string;
  /** Which pictures or which fields, in the order of the first look at each; empty where there is nothing to tell. */
  readonly details: readonly { readonly detail: string; readonly times: number }[];
  readonly times: number;
}

export interface LooksOfDay {
  readonly by: Look['by'];
  readonly why: Look['why'];
  readonly firstAt: string;
  readonly lastAt: string;
  readonly times: number;
  readonly looked: readonly Looked[];
}

/** The groups in the order of the first of each, as the things in a group. */
function groupBy<Thing>(
  things: readonly Thing[],
  keyOf: (thing: Thing) => string,
): readonly (readonly [Thing, ...Thing[]])[] {
  const groups = new Map<string, [Thing, ...Thing[]]>();
  for (const thing of things) {
    const group = groups.get(keyOf(thing));
    if (group) group.push(thing);
    else groups.set(keyOf(thing), [thing]);
  }
  return [...groups.values()];
}

const detailsOf = (looks: readonly Look[]): Looked['details'] =>
  groupBy(
    looks.flatMap(({ detail }) => (detail === null ? [] : [detail])),
    (detail) => detail,
  ).map((same) => ({ detail: same[0], times: same.length }));

/** `looks`: as they happened. `dayOf`: the day of a moment as the reader counts days. */
export function looksByDay(looks: readonly Look[], dayOf: (iso: string) => string): readonly LooksOfDay[] {
  return groupBy(looks, ({ by, why, at }) => [dayOf(at), by, why ?? ''].join(' ')).map((group) => ({
    by: group[0].by,
    why: group[0].why,
    firstAt: group[0].at,
    lastAt: (group.at(-1) ?? group[0]).at,
    times: group.length,
    looked: groupBy(group, ({ what }) => what).map((same) => ({
      what: same[0].what,
      details: detailsOf(same),
      times: same.length,
    })),
  }));
}
