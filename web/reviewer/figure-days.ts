// Calendar days along an axis, as the server names them: no time zone of the browser's moves them. Pure.
import type { Language } from '../shared/strings/language.ts';

const dayMs = 24 * 3_600_000;

/** Every day from the first of these to the last, YYYY-MM-DD; what is missing in between is a day, too. */
export function daysBetween(dates: readonly string[]): readonly string[] {
  const times = dates.map((date) => Date.parse(`${date}T00:00:00Z`));
  if (times.length === 0) return [];
  const [first, last] = [Math.min(...times), Math.max(...times)];
  return Array.from({ length: Math.round((last - first) / dayMs) + 1 }, (_, day) =>
    new Date(first + day * dayMs).toISOString().slice(0, 10),
  );
}

export function shortDay(date: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', timeZone: 'UTC' });
  return format.format(new Date(`${date}T00:00:00Z`));
}
