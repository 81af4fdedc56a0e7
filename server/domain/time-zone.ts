// Local time of a zone as moments: which moment a wall clock means, also where clocks are put forward or back.

export const minuteMs = 60_000;
export const dayMs = 24 * 60 * minuteMs;

/** Wider than any jump of a clock: a zone has skipped a whole day. */
const searchMs = 36 * 60 * minuteMs;

export interface TimeZone {
  readonly name: string;
  /** Local time less UTC, at a moment. */
  offsetMs(atMs: number): number;
  /**
   * The moment at which the wall clock shows this many minutes after the local midnight of a day (days since
   * 1970-01-01). Shown twice: the first time. Never shown, because the clock jumped over it: the moment of the jump.
   */
  momentOf(day: number, minutes: number): number;
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The moment in between at which `isAfter` begins to hold, to the second; clocks do not jump at finer moments. */
function firstMoment(fromMs: number, toMs: number, isAfter: (atMs: number) => boolean): number {
  let [before, after] = [Math.floor(fromMs / 1000), Math.ceil(toMs / 1000)];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (isAfter(middle * 1000)) after = middle;
    else before = middle;
  }
  return after * 1000;
}

/** Throws a RangeError for a name that is no time zone. */
export function createTimeZone(name: string): TimeZone {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });

  function offsetMs(atMs: number): number {
    const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    const wallMs = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
    return wallMs - Math.floor(atMs / 1000) * 1000;
  }

  function momentOf(day: number, minutes: number): number {
    const wallMs = day * dayMs + minutes * minuteMs;
    const before = offsetMs(wallMs - searchMs);
    const after = offsetMs(wallMs + searchMs);
    const shown = [wallMs - before, wallMs - after].filter((atMs) => atMs + offsetMs(atMs) === wallMs);
    if (shown.length > 0) return Math.min(...shown);
    const isPast = (atMs: number): boolean => atMs + offsetMs(atMs) >= wallMs;
    return firstMoment(wallMs - Math.max(before, after) - 1000, wallMs - Math.min(before, after), isPast);
  }

  return { name, offsetMs, momentOf };
}
