// What an operator writes about working hours: read as meant, or every fault named.
import { describe, expect, test } from 'vitest';
import { alwaysOpen, dayOf, parseDaysOff, parseWorkingWeek } from '../../server/domain/working-hours.ts';

const hour = 60;
const daily = (...spans: [number, number][]) =>
  spans.map(([from, to]) => ({ from: from * hour, to: to * hour }));

describe('a working week', () => {
  test.each([
    ['Mon-Fri 09:00-18:00', [[[9, 18]], [[9, 18]], [[9, 18]], [[9, 18]], [[9, 18]], [], []]],
    ['Sat 10:00-14:00', [[], [], [], [], [], [[10, 14]], []]],
    [
      'Mon,Wed-Thu 13:00-17:00 08:00-12:00',
      [
        [
          [8, 12],
          [13, 17],
        ],
        [],
        [
          [8, 12],
          [13, 17],
        ],
        [
          [8, 12],
          [13, 17],
        ],
        [],
        [],
        [],
      ],
    ],
    [
      'Mon 00:00-06:00; Sun 22:00-24:00 ; Mon 20:00-24:00',
      [
        [
          [0, 6],
          [20, 24],
        ],
        [],
        [],
        [],
        [],
        [],
        [[22, 24]],
      ],
    ],
    [alwaysOpen, [[[0, 24]], [[0, 24]], [[0, 24]], [[0, 24]], [[0, 24]], [[0, 24]], [[0, 24]]]],
  ] as [string, [number, number][][]][])('%s', (text, week) => {
    expect(parseWorkingWeek(text)).toEqual({ ok: true, value: week.map((spans) => daily(...spans)) });
  });

  test.each([
    ['', 1],
    ['Mon-Fri', 1],
    ['09:00-18:00', 1],
    ['mon 09:00-18:00', 1],
    ['Fri-Mon 09:00-18:00', 1],
    ['Mon 9:00-18:00', 1],
    ['Mon 09:00-24:01', 1],
    ['Mon 09:60-18:00', 1],
    ['Mon 18:00-09:00', 1],
    ['Mon 09:00-09:00', 1],
    ['Mon 09:00-12:00 11:00-18:00', 1],
    ['Mon 09:00-18:00; Mon-Tue 17:00-20:00', 1],
    ['Mon 09:00-18:00;', 1],
    ['Mon-Fri-Sat 09:00-18:00', 1],
    ['Mon 09:00-12:00-15:00', 1],
    ['Mo 09:00-18:00; Tue 25:00-26:00; Wed', 3],
  ])('refuses "%s" and names what is wrong', (text, faults) => {
    const parsed = parseWorkingWeek(text);
    expect(parsed.ok ? [] : parsed.problems).toHaveLength(faults);
  });
});

describe('days off', () => {
  test('are days or rows of days; none is possible', () => {
    const parsed = parseDaysOff('2026-10-01..2026-10-03, 2027-01-01');
    expect(parsed).toEqual({
      ok: true,
      value: new Set(['2026-10-01', '2026-10-02', '2026-10-03', '2027-01-01'].map(dayOf)),
    });
    expect(parseDaysOff('')).toEqual({ ok: true, value: new Set() });
  });

  test.each([
    ['2026-02-30', 1],
    ['1.10.2026', 1],
    ['2026-10-07..2026-10-01', 1],
    ['2026-01-01..2027-01-01', 1],
    ['2026-10-01..2026-10-02..2026-10-03', 1],
    ['tomorrow, 2026-13-01', 2],
  ])('refuses "%s" and names what is wrong', (text, faults) => {
    const parsed = parseDaysOff(text);
    expect(parsed.ok ? [] : parsed.problems).toHaveLength(faults);
  });
});
