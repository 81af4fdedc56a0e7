// Counts time the way reviewers work: how much of it lies between two moments, and when an amount of it is over.
import { createTimeZone, dayMs } from './time-zone.ts';
import type { WorkingWeek } from './working-hours.ts';

export interface WorkingCalendar {
  readonly timeZone: string;
  /** Working time between two moments, in ms; 0 when `to` is not after `from`. */
  between(from: Date, to: Date): number;
  /** The first moment by which this much working time has passed since `from`. */
  after(from: Date, workingMs: number): Date;
  /** The last moment since which this much working time has passed by `to`. `after(m, w) <= to` exactly when `m <= before(to, w)`. */
  before(to: Date, workingMs: number): Date;
  isOpen(at: Date): boolean;
  /** When work begins again; the moment itself while it is going on. */
  nextOpening(from: Date): Date;
  /** Midnight after a moment, where the reviewers are. */
  endOfDay(at: Date): Date;
  /** The local date of a moment, as `2026-10-01`. */
  dateOf(at: Date): string;
}

/** Moments, in ms. */
interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Days remembered: some years. A calendar is asked for the same days again and again. */
const rememberedDays = 4000;

function remember<T>(make: (day: number) => T): (day: number) => T {
  const known = new Map<number, T>();
  return (day) => {
    const found = known.get(day);
    if (found !== undefined) return found;
    if (known.size >= rememberedDays) known.clear();
    const made = make(day);
    known.set(day, made);
    return made;
  };
}

/** 1970-01-01 was a Thursday; Monday is 0. */
const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

export function createWorkingCalendar(config: {
  week: WorkingWeek;
  daysOff: ReadonlySet<number>;
  timeZone: string;
}): WorkingCalendar {
  const { week, daysOff } = config;
  if (week.every((spans) => spans.length === 0)) throw new RangeError('a week without work has no clock');
  const zone = createTimeZone(config.timeZone);
  const startOf = remember((day) => zone.momentOf(day, 0));
  const spansOf = remember(
    (day): readonly Span[] =>
      daysOff.has(day)
        ? []
        : (week[weekdayOf(day)] ?? [])
            .map(({ from, to }) => ({ fromMs: zone.momentOf(day, from), toMs: zone.momentOf(day, to) }))
            .filter(({ fromMs, toMs }) => toMs > fromMs), // the clock jumped over all of it
  );

  /** The local day of a moment. */
  function dayOf(atMs: number): number {
    let day = Math.floor(atMs / dayMs);
    while (startOf(day) > atMs) day -= 1;
    while (startOf(day + 1) <= atMs) day += 1;
    return day;
  }

  function between(from: Date, to: Date): number {
    const [fromMs, toMs] = [from.getTime(), to.getTime()];
    if (toMs <= fromMs) return 0;
    let sum = 0;
    for (let day = dayOf(fromMs); startOf(day) < toMs; day += 1)
      for (const span of spansOf(day))
        sum += Math.max(0, Math.min(span.toMs, toMs) - Math.max(span.fromMs, fromMs));
    return sum;
  }

  function after(from: Date, workingMs: number): Date {
    let leftMs = workingMs;
    if (leftMs <= 0) return from;
    for (let day = dayOf(from.getTime()); ; day += 1)
      for (const span of spansOf(day)) {
        const beginMs = Math.max(span.fromMs, from.getTime());
        if (span.toMs - beginMs >= leftMs) return new Date(beginMs + leftMs);
        leftMs -= Math.max(0, span.toMs - beginMs);
      }
  }

  function before(to: Date, workingMs: number): Date {
    let leftMs = workingMs;
    if (leftMs <= 0) return to;
    for (let day = dayOf(to.getTime()); ; day -= 1)
      for (const span of [...spansOf(day)].reverse()) {
        const endMs = Math.min(span.toMs, to.getTime());
        if (endMs - span.fromMs >= leftMs) return new Date(endMs - leftMs);
        leftMs -= Math.max(0, endMs - span.fromMs);
      }
  }

  function nextOpening(from: Date): Date {
    for (let day = dayOf(from.getTime()); ; day += 1)
      for (const { fromMs, toMs } of spansOf(day))
        if (toMs > from.getTime()) return new Date(Math.max(fromMs, from.getTime()));
  }

  return {
    timeZone: zone.name,
    between,
    after,
    before,
    isOpen: (at) => nextOpening(at).getTime() === at.getTime(),
    nextOpening,
    endOfDay: (at) => new Date(startOf(dayOf(at.getTime()) + 1)),
    dateOf: (at) => new Date(dayOf(at.getTime()) * dayMs).toISOString().slice(0, 10),
  };
}
