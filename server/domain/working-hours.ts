// When reviewers work: hours of the week and days off, as an operator writes them down.

/** `Mon` is 0. */
export const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
type Weekday = (typeof weekdays)[number];

/** Minutes after local midnight, `from` before `to`; 1440 is the end of the day. */
export interface WorkingSpan {
  readonly from: number;
  readonly to: number;
}

/** The spans of each weekday, Monday first, in order and apart from each other; at least one in the week. */
export type WorkingWeek = readonly (readonly WorkingSpan[])[];

export const alwaysOpen = 'Mon-Sun 00:00-24:00';

export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly string[] };

const minutesOfDay = 24 * 60;

function parseMinutes(text: string): number | null {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(text) ?? [];
  if (hours === undefined || minutes === undefined || Number(minutes) > 59) return null;
  const total = Number(hours) * 60 + Number(minutes);
  return total <= minutesOfDay ? total : null;
}

function parseSpan(text: string, problems: string[]): WorkingSpan | null {
  const [from, to, ...rest] = text.split('-').map(parseMinutes);
  if (from === undefined || to === undefined || from === null || to === null || rest.length > 0) {
    problems.push(`"${text}" is not a span of hours such as 09:00-18:00`);
    return null;
  }
  if (to <= from) {
    problems.push(`"${text}" ends before it begins; hours over midnight are two spans, of two days`);
    return null;
  }
  return { from, to };
}

function parseDays(text: string, problems: string[]): readonly number[] {
  return text.split(',').flatMap((part) => {
    const [first, last, ...rest] = part.split('-').map((name) => weekdays.indexOf(name as Weekday));
    const end = last ?? first;
    if (first === undefined || end === undefined || first < 0 || end < first || rest.length > 0) {
      problems.push(`"${part}" is not a day or a row of days such as Mon or Mon-Fri`);
      return [];
    }
    return Array.from({ length: end - first + 1 }, (_none, index) => first + index);
  });
}

function overlaps(spans: readonly WorkingSpan[]): boolean {
  return spans.some(({ from }, index) => from < (spans[index - 1]?.to ?? 0));
}

/** `Mon-Fri 09:00-12:00 13:00-18:00; Sat 10:00-14:00`. Days that are not named are free. */
export function parseWorkingWeek(text: string): Parsed<WorkingWeek> {
  const problems: string[] = [];
  const week: WorkingSpan[][] = weekdays.map(() => []);
  for (const group of text.split(';')) {
    const [days = '', ...spans] = group.trim().split(/ +/);
    if (spans.length === 0)
      problems.push(`"${group.trim()}" is not days with hours such as Mon-Fri 09:00-18:00`);
    const parsed = spans.flatMap((span) => parseSpan(span, problems) ?? []);
    if (spans.length > 0) for (const day of parseDays(days, problems)) week[day]?.push(...parsed);
  }
  for (const [day, spans] of week.entries()) {
    spans.sort((one, other) => one.from - other.from);
    if (overlaps(spans)) problems.push(`hours of ${weekdays[day] ?? ''} overlap`);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: week };
}

/** Longest row of days off: longer is a slip of the pen. */
const mostDaysOff = 60;

/** Days since 1970-01-01 of a date as `2026-10-01`; null for what is no date. */
export function dayOf(date: string): number | null {
  const ms = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN;
  // Date.parse takes 31 February for a day in March
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date ? null : ms / 86_400_000;
}

/** `2026-10-01..2026-10-07, 2027-01-01`: local days on which nobody works. */
export function parseDaysOff(text: string): Parsed<ReadonlySet<number>> {
  const problems: string[] = [];
  const days = new Set<number>();
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === '') continue;
    const [first, last, ...rest] = part.split('..').map(dayOf);
    const end = last === undefined ? first : last;
    if (first === undefined || first === null || end === undefined || end === null || rest.length > 0)
      problems.push(`"${part}" is not a day or days such as 2026-10-01 or 2026-10-01..2026-10-07`);
    else if (end < first || end - first >= mostDaysOff)
      problems.push(`"${part}" ends before it begins, or is longer than ${mostDaysOff} days`);
    else for (let day = first; day <= end; day += 1) days.add(day);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: days };
}
