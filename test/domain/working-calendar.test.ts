// Working time: nights, weekends and days off do not count, and clocks that jump take nothing and give nothing.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTimeZone, isTimeZone } from '../../server/domain/time-zone.ts';
import { createWorkingCalendar, type WorkingCalendar } from '../../server/domain/working-calendar.ts';
import {
  alwaysOpen,
  parseDaysOff,
  parseWorkingWeek,
  weekdays,
  type WorkingWeek,
} from '../../server/domain/working-hours.ts';

const hourMs = 3_600_000;

function calendarOf(text: string, timeZone = 'Asia/Shanghai', daysOff = ''): WorkingCalendar {
  const [week, off] = [parseWorkingWeek(text), parseDaysOff(daysOff)];
  if (!week.ok || !off.ok) throw new Error(`${text}, ${daysOff}`);
  return createWorkingCalendar({ week: week.value, daysOff: off.value, timeZone });
}

const office = 'Mon-Fri 09:00-18:00';

describe('working time between two moments', () => {
  // 2026-10-01 is a Thursday
  test.each([
    ['within a day', office, '2026-10-01T10:00+08:00', '2026-10-01T12:30+08:00', 2.5],
    ['before it opens', office, '2026-10-01T06:00+08:00', '2026-10-01T10:00+08:00', 1],
    ['over night', office, '2026-10-01T17:00+08:00', '2026-10-02T10:00+08:00', 2],
    ['over the weekend', office, '2026-10-02T17:00+08:00', '2026-10-05T10:00+08:00', 2],
    ['none on a Saturday', office, '2026-10-03T00:00+08:00', '2026-10-04T00:00+08:00', 0],
    ['none backwards', office, '2026-10-02T12:00+08:00', '2026-10-01T12:00+08:00', 0],
    [
      'around lunch',
      'Mon-Fri 09:00-12:00 13:00-18:00',
      '2026-10-01T11:30+08:00',
      '2026-10-01T13:30+08:00',
      1,
    ],
    [
      'through midnight',
      'Thu 20:00-24:00; Fri 00:00-04:00',
      '2026-10-01T22:00+08:00',
      '2026-10-02T09:00+08:00',
      6,
    ],
    ['all of it when always open', alwaysOpen, '2026-10-01T22:00+08:00', '2026-10-03T09:00+08:00', 35],
  ])('%s', (_name, hours, from, to, expected) => {
    expect(calendarOf(hours).between(new Date(from), new Date(to))).toBe(expected * hourMs);
  });

  test('leaves days off out', () => {
    const golden = calendarOf(office, 'Asia/Shanghai', '2026-10-01..2026-10-07');
    const from = new Date('2026-09-30T17:00+08:00');
    expect(golden.between(from, new Date('2026-10-08T10:00+08:00'))).toBe(2 * hourMs);
    expect(golden.after(from, 2 * hourMs)).toEqual(new Date('2026-10-08T10:00+08:00'));
    expect(golden.isOpen(new Date('2026-10-05T12:00+08:00'))).toBe(false);
  });

  test.each([
    // clocks go forward on 2026-03-29 and back on 2026-10-25 in Berlin; by half an hour on Lord Howe
    ['a night that loses an hour', 'Europe/Berlin', '2026-03-28T23:00Z', '2026-03-29T22:00Z', 23],
    ['a night that wins an hour', 'Europe/Berlin', '2026-10-24T22:00Z', '2026-10-25T23:00Z', 25],
    ['half an hour won', 'Australia/Lord_Howe', '2026-04-04T13:00Z', '2026-04-05T13:30Z', 24.5],
    ['midnight jumped over', 'America/Sao_Paulo', '2018-11-03T03:00Z', '2018-11-05T02:00Z', 47],
  ])('%s: as many hours as people could work', (_name, zone, from, to, hours) => {
    const always = calendarOf(alwaysOpen, zone);
    expect(always.between(new Date(from), new Date(to))).toBe(hours * hourMs);
    // the same day by its own midnights
    expect(always.between(new Date(Date.parse(from) - 1), new Date(to))).toBe(hours * hourMs + 1);
  });

  test('hours that a clock jumped over are nobody’s work', () => {
    const night = calendarOf('Sun 02:00-03:00', 'Europe/Berlin');
    expect(night.between(new Date('2026-03-28T00:00Z'), new Date('2026-03-30T00:00Z'))).toBe(0);
    const around = calendarOf('Sun 01:30-03:30', 'Europe/Berlin');
    expect(around.between(new Date('2026-03-28T00:00Z'), new Date('2026-03-30T00:00Z'))).toBe(hourMs);
    const half = calendarOf('Sun 02:30-04:00', 'Europe/Berlin');
    expect(half.between(new Date('2026-03-28T00:00Z'), new Date('2026-03-30T00:00Z'))).toBe(hourMs);
  });

  test('a day that a country skipped has no hours', () => {
    const samoa = calendarOf(alwaysOpen, 'Pacific/Apia'); // no 30 December 2011 there
    expect(samoa.between(new Date('2011-12-29T10:00Z'), new Date('2011-12-31T10:00Z'))).toBe(48 * hourMs);
    const fridays = calendarOf('Fri 00:00-24:00', 'Pacific/Apia');
    expect(fridays.between(new Date('2011-12-29T10:00Z'), new Date('2012-01-01T10:00Z'))).toBe(0);
  });
});

describe('the day of the reviewers', () => {
  test('ends at their midnight', () => {
    const at = new Date('2026-10-01T23:30+08:00');
    expect(calendarOf(office).endOfDay(at)).toEqual(new Date('2026-10-02T00:00+08:00'));
    expect(calendarOf(office).dateOf(at)).toBe('2026-10-01');
    expect(calendarOf(office, 'Europe/Berlin').dateOf(at)).toBe('2026-10-01');
    expect(calendarOf(office, 'America/New_York').dateOf(new Date('2026-10-01T03:00Z'))).toBe('2026-09-30');
  });

  test('opens when work begins, and is open until it ends', () => {
    const calendar = calendarOf(office);
    expect(calendar.nextOpening(new Date('2026-10-02T18:00+08:00'))).toEqual(
      new Date('2026-10-05T09:00+08:00'),
    );
    expect(calendar.isOpen(new Date('2026-10-02T17:59:59.999+08:00'))).toBe(true);
    expect(calendar.isOpen(new Date('2026-10-02T18:00+08:00'))).toBe(false);
  });
});

test('refuses a week without work, and a place without time', () => {
  expect(() =>
    createWorkingCalendar({ week: [[], [], [], [], [], [], []], daysOff: new Set(), timeZone: 'UTC' }),
  ).toThrow(RangeError);
  expect(isTimeZone('Asia/Shanghai')).toBe(true);
  expect(isTimeZone('Asia/Atlantis')).toBe(false);
  expect(() => createTimeZone('Asia/Atlantis')).toThrow(RangeError);
});

// Spans begin and end on the hour, outside the hours that clocks repeat, where "the first time" would have to be counted.
const cleanHours = [0, 4, 6, 8, 9, 12, 13, 17, 18, 20, 24];
const spans = fc
  .uniqueArray(fc.constantFrom(...cleanHours), { minLength: 2, maxLength: 4 })
  .map((hours) => hours.sort((one, other) => one - other))
  .map(([opens = 0, shuts = 0, reopens, shutsAgain]) => [
    { from: opens * 60, to: shuts * 60 },
    ...(reopens === undefined || shutsAgain === undefined
      ? []
      : [{ from: reopens * 60, to: shutsAgain * 60 }]),
  ]);
const weeks: fc.Arbitrary<WorkingWeek> = fc
  .array(fc.oneof(spans, fc.constant([])), { minLength: 7, maxLength: 7 })
  .filter((week) => week.some((day) => day.length > 0));
const zones = fc.constantFrom(
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'UTC',
);
// around the weekends on which these zones change their clocks, and elsewhere
const moments = fc
  .record({
    day: fc.constantFrom(
      '2026-03-07',
      '2026-03-28',
      '2026-04-04',
      '2026-10-03',
      '2026-10-24',
      '2026-10-31',
      '2026-07-01',
    ),
    quarters: fc.integer({ min: -96, max: 288 }),
  })
  .map(({ day, quarters }) => new Date(Date.parse(`${day}T00:00Z`) + quarters * 15 * 60_000));

/** Looks at the wall clock at the beginning of every quarter of an hour. */
function countedByClock(week: WorkingWeek, timeZone: string, from: Date, to: Date): number {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  let quarters = 0;
  for (let atMs = from.getTime(); atMs < to.getTime(); atMs += 15 * 60_000) {
    const [weekday = '', time = ''] = clock.format(atMs).split(/, | /);
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    const minute = hours * 60 + minutes;
    const day = week[weekdays.indexOf(weekday as (typeof weekdays)[number])] ?? [];
    if (day.some((span) => span.from <= minute && minute < span.to)) quarters += 1;
  }
  return quarters * 15 * 60_000;
}

describe('for any week, place and moments', () => {
  test('working time is what the clock on the wall showed', () => {
    fc.assert(
      fc.property(
        weeks,
        zones,
        moments,
        fc.integer({ min: 0, max: 400 }),
        (week, timeZone, from, quarters) => {
          const to = new Date(from.getTime() + quarters * 15 * 60_000);
          const calendar = createWorkingCalendar({ week, daysOff: new Set(), timeZone });
          expect(calendar.between(from, to)).toBe(countedByClock(week, timeZone, from, to));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a due moment is the first by which the time has passed, its reverse the last', () => {
    fc.assert(
      fc.property(
        weeks,
        zones,
        moments,
        moments,
        fc.integer({ min: 1, max: 100 * hourMs }),
        (week, timeZone, one, other, workingMs) => {
          const calendar = createWorkingCalendar({ week, daysOff: new Set(), timeZone });
          const due = calendar.after(one, workingMs);
          expect(calendar.between(one, due)).toBe(workingMs);
          expect(calendar.between(one, new Date(due.getTime() - 1))).toBe(workingMs - 1);
          const since = calendar.before(other, workingMs);
          expect(calendar.between(since, other)).toBe(workingMs);
          expect(calendar.between(new Date(since.getTime() + 1), other)).toBe(workingMs - 1);
          // a case is late exactly when it was submitted before the cut
          expect(due <= other).toBe(one <= since);
        },
      ),
      { numRuns: 200 },
    );
  });
});
