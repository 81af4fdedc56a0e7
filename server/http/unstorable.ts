// Texts that no database keeps as they are: with a null character, or with half of a surrogate pair.

const unstorable = /\0|\p{Surrogate}/u;

/** Where such texts lie, each by the path to it. For values that fit a schema: what is nested without end is none. */
export function unstorablePlaces(
  value: unknown,
  path: readonly string[] = [],
): readonly (readonly string[])[] {
  if (typeof value === 'string') return unstorable.test(value) ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => unstorablePlaces(inner, [...path, key]));
}
