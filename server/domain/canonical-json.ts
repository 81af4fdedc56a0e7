// One text for one value: canonical JSON (RFC 8785), so that a hash over it can be computed again.

export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** Keys in the order of their UTF-16 units; members that are undefined are left out. Throws for a number that JSON lacks. */
export function canonicalJson(value: Json): string {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new RangeError(`JSON has no number ${value}`);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value).flatMap(([key, member]) =>
    member === undefined ? [] : [{ key, text: `${JSON.stringify(key)}:${canonicalJson(member)}` }],
  );
  members.sort((a, b) => (a.key < b.key ? -1 : 1));
  return `{${members.map(({ text }) => text).join(',')}}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
