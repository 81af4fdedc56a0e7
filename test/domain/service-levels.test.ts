// Targets, ages and honest guesses: nothing is promised that the numbers do not carry.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ageOf,
  cutOffsAt,
  decisionsPerHour,
  dueAt,
  expectedDecisionAt,
  quantileOf,
  type ServiceLevels,
} from '../../server/domain/service-levels.ts';
import { createWorkingCalendar } from '../../server/domain/working-calendar.ts';
import { parseWorkingWeek } from '../../server/domain/working-hours.ts';

const hourMs = 3_600_000;

function levelsOf(hours: string, median = 4, limit = 24): ServiceLevels {
  const week = parseWorkingWeek(hours);
  if (!week.ok) throw new Error(hours);
  const calendar = createWorkingCalendar({ week: week.value, daysOff: new Set(), timeZone: 'Asia/Shanghai' });
  return { calendar, medianTargetMs: median * hourMs, limitTargetMs: limit * hourMs };
}

const always = levelsOf('Mon-Sun 00:00-24:00');
const office = levelsOf('Mon-Fri 09:00-18:00');
const now = new Date('2026-10-02T10:00+08:00'); // a Friday
const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * hourMs);

describe('the age of a case', () => {
  test.each([
    [0, 'waiting'],
    [19.9, 'waiting'],
    [20, 'near'],
    [23.9, 'near'],
    [24, 'breached'],
    [100, 'breached'],
  ] as const)('%d hours after it was sent, with a target of 24: %s', (hours, age) => {
    expect(ageOf(hoursAgo(hours), cutOffsAt(always, now))).toBe(age);
  });

  test('stands still while nobody works', () => {
    const sent = new Date('2026-09-30T12:00+08:00'); // Wednesday: 6 hours of it, 9 of Thursday, 9 of Friday
    expect(dueAt(office, sent)).toEqual(new Date('2026-10-02T18:00+08:00'));
    const monday = new Date('2026-09-30T12:00:01+08:00');
    expect(ageOf(monday, cutOffsAt(office, new Date('2026-10-05T08:59+08:00')))).toBe('near');
    expect(ageOf(monday, cutOffsAt(office, new Date('2026-10-05T09:01+08:00')))).toBe('breached');
  });

  test('what is due today is what is past its target at midnight unless it is decided', () => {
    const { today } = cutOffsAt(always, now);
    expect(today).toEqual(new Date('2026-10-02T00:00+08:00'));
  });

  test('a case is late exactly from its due moment on', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 200 * 60 }),
        fc.integer({ min: 0, max: 200 * 60 }),
        (sent, looked) => {
          const after = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);
          const [sentAt, lookedAt] = [after(sent), after(looked)];
          const age = ageOf(sentAt, cutOffsAt(office, lookedAt));
          expect(age === 'breached').toBe(dueAt(office, sentAt) <= lookedAt);
        },
      ),
    );
  });
});

describe('the pace of decisions', () => {
  const pace = (decided: number, hours: number) => ({ decided, since: hoursAgo(hours) });

  test('is not known from fewer than five decisions', () => {
    expect(decisionsPerHour(always.calendar, pace(4, 1), now)).toBeNull();
    expect(decisionsPerHour(always.calendar, pace(0, 1), now)).toBeNull();
    expect(decisionsPerHour(always.calendar, pace(5, 2), now)).toBe(2);
  });

  test('falls while nobody decides, and does not fall at night', () => {
    const late = new Date(now.getTime() + 2 * hourMs);
    expect(decisionsPerHour(always.calendar, pace(5, 2), late)).toBe(1);
    const evening = { decided: 10, since: new Date('2026-10-01T15:00+08:00') };
    expect(decisionsPerHour(office.calendar, evening, new Date('2026-10-01T18:00+08:00'))).toBe(3);
    expect(decisionsPerHour(office.calendar, evening, new Date('2026-10-02T09:00+08:00'))).toBe(3);
  });

  test('is not known when all of it lies outside the hours', () => {
    const sunday = { decided: 9, since: new Date('2026-10-04T10:00+08:00') };
    expect(decisionsPerHour(office.calendar, sunday, new Date('2026-10-04T12:00+08:00'))).toBeNull();
  });

  test('carries a guess over the night', () => {
    const asked = { ahead: 5, pace: { decided: 9, since: new Date('2026-10-01T14:00+08:00') } };
    const evening = new Date('2026-10-01T18:00+08:00'); // 2 an hour: 3 hours for the sixth
    expect(expectedDecisionAt(office.calendar, { ...asked, now: evening })).toEqual(
      new Date('2026-10-02T12:00+08:00'),
    );
    expect(expectedDecisionAt(office.calendar, { ...asked, pace: pace(1, 1), now })).toBeNull();
  });

  test('one more case ahead never makes the guess earlier', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 5, max: 100 }),
        fc.integer({ min: 1, max: 90 }),
        (ahead, decided, hours) => {
          const guess = (cases: number): number =>
            expectedDecisionAt(office.calendar, {
              ahead: cases,
              pace: pace(decided, hours),
              now,
            })?.getTime() ?? 0;
          expect(guess(ahead + 1)).toBeGreaterThanOrEqual(guess(ahead));
        },
      ),
    );
  });
});

test('a quantile is a value that was measured, not exceeded by its share', () => {
  const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  expect(quantileOf(ten, 0.5)).toBe(5);
  expect(quantileOf(ten, 0.95)).toBe(10);
  expect(quantileOf([7], 0.5)).toBe(7);
  expect(quantileOf([], 0.5)).toBeNull();
});
