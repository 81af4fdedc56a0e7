// What somebody who waits is told: numbers in, exact words out; rounded up, never down, and never "soon".
import { describe, expect, test } from 'vitest';
import type { ApplicationView } from '../../../server/contract/application.ts';
import { sayMoment, sayWaiting } from '../../../web/applicant/honest-time.ts';
import { statusEn } from '../../../web/shared/strings/status.en.ts';
import { statusZhCN } from '../../../web/shared/strings/status.zh-CN.ts';

type Waiting = NonNullable<ApplicationView['waiting']>;

/** Monday, in whatever time zone the test runs: the page tells the reader's own time. */
const now = new Date(2026, 10, 23, 9, 0, 0, 0);
const [minuteMs, hourMs] = [60_000, 3_600_000];
const inMs = (ms: number): string => new Date(now.getTime() + ms).toISOString();
const on = (day: number, hour: number, minute = 0): string =>
  new Date(2026, 10, day, hour, minute).toISOString();

const usual = {
  submittedAt: on(23, 8, 40),
  ahead: 0,
  opensAt: null,
  askedUntil: null,
  expectedAt: inMs(20 * minuteMs),
  targetAt: on(24, 9),
} as Waiting;
const said = (change: Partial<Waiting> = {}) => ({
  zh: sayWaiting({ ...usual, ...change }, now, 'zh-CN', statusZhCN),
  en: sayWaiting({ ...usual, ...change }, now, 'en', statusEn),
});
const guess = (expectedAt: string) => {
  const { zh, en } = said({ expectedAt, targetAt: on(30, 9) });
  return [zh[2], en[2]];
};

test('says when it was sent, how many are before, the guess and the aim, a sentence each', () => {
  expect(said()).toEqual({
    zh: [
      '提交于今天08:40。',
      '现在轮到您这一份。',
      '按现在的速度，大约 20 分钟后有结果。',
      '我们的目标是最迟明天09:00前作出决定。',
    ],
    en: [
      'Sent today 08:40.',
      'Yours is the next one.',
      'At the present pace it is decided in about 20 minutes.',
      'We aim to decide by tomorrow 09:00 at the latest.',
    ],
  });
});

test.each([
  [0, '现在轮到您这一份。', 'Yours is the next one.'],
  [1, '前面还有 1 份申请。', 'One application comes before yours.'],
  [2, '前面还有 2 份申请。', '2 applications come before yours.'],
  [137, '前面还有 137 份申请。', '137 applications come before yours.'],
])('with %i before', (ahead, zh, en) => {
  expect([said({ ahead }).zh[1], said({ ahead }).en[1]]).toEqual([zh, en]);
});

describe('the guess', () => {
  test.each([
    ['past', -hourMs, 10],
    ['now', 0, 10],
    ['a second', 1000, 10],
    ['ten minutes', 10 * minuteMs, 10],
    ['a moment more than ten minutes', 10 * minuteMs + 1, 20],
    ['fifty minutes', 50 * minuteMs, 50],
  ])('of %s is in minutes, by tens', (_, ms, minutes) => {
    expect(guess(inMs(ms))).toEqual([
      `按现在的速度，大约 ${minutes} 分钟后有结果。`,
      `At the present pace it is decided in about ${minutes} minutes.`,
    ]);
  });

  test.each([
    ['a moment more than fifty minutes', 50 * minuteMs + 1, 1, 'an hour'],
    ['an hour', hourMs, 1, 'an hour'],
    ['a moment more than an hour', hourMs + 1, 2, '2 hours'],
    ['six hours', 6 * hourMs, 6, '6 hours'],
  ])('of %s is in hours', (_, ms, hours, en) => {
    expect(guess(inMs(ms))).toEqual([
      `按现在的速度，大约 ${hours} 小时后有结果。`,
      `At the present pace it is decided in about ${en}.`,
    ]);
  });

  test.each([
    ['a moment more than six hours', inMs(6 * hourMs + 1), '今天16:00', 'today 16:00'],
    ['tomorrow', on(24, 10, 1), '明天11:00', 'tomorrow 11:00'],
    ['the last hour of a day', on(24, 23, 1), '11月25日周三00:00', 'Wed, November 25 00:00'],
    ['a day of this week', on(26, 10), '11月26日周四10:00', 'Thu, November 26 10:00'],
  ])('of %s is a time of day, at the next full hour', (_, expectedAt, zh, en) => {
    expect(guess(expectedAt)).toEqual([
      `按现在的速度，大约${zh}有结果。`,
      `At the present pace it is decided about ${en}.`,
    ]);
  });

  test('is never shorter than what it was made of', () => {
    for (let ms = 1; ms < 6 * hourMs; ms += 97_331) {
      const [, en = ''] = guess(inMs(ms));
      const [, number = '1', unit = ''] = /in about (\d+|an) (minute|hour)/.exec(en) ?? [];
      const toldMs = (number === 'an' ? 1 : Number(number)) * (unit === 'minute' ? minuteMs : hourMs);
      expect(toldMs, en).toBeGreaterThanOrEqual(ms);
    }
  });

  test('is not made up where too little was decided lately', () => {
    expect(said({ expectedAt: null }).zh.slice(2)).toEqual([
      '最近的决定还不多，说不准要等多久。',
      '我们的目标是最迟明天09:00前作出决定。',
    ]);
    expect(said({ expectedAt: null }).en.slice(2)).toEqual([
      'There have been too few decisions lately to say how long it takes.',
      'We aim to decide by tomorrow 09:00 at the latest.',
    ]);
  });
});

describe('the aim', () => {
  test('is not beaten into a promise by a guess that lies just on it', () => {
    const just = said({ expectedAt: usual.targetAt });
    expect(just.en[3]).toBe('We aim to decide by tomorrow 09:00 at the latest.');
    const beyond = said({ expectedAt: new Date(Date.parse(usual.targetAt) + 1).toISOString() });
    expect(beyond.zh[3]).toBe('这比我们的目标（明天09:00前）晚。对不起，我们正在赶。');
    expect(beyond.en[3]).toBe(
      'That is later than tomorrow 09:00, which we aim for. We are sorry and working on it.',
    );
  });

  test('that is over is said first, with the guess if there is one', () => {
    for (const targetAt of [inMs(0), on(22, 17)]) expect(said({ targetAt }).en[2]).toMatch(/and are late/);
    const late = said({ targetAt: on(22, 17) });
    expect(late.zh.slice(2)).toEqual([
      '我们本想在昨天17:00前作出决定，已经晚了，对不起。您的申请还在队列里。',
      '按现在的速度，大约 20 分钟后有结果。',
    ]);
    expect(late.en.slice(2)).toEqual([
      'We meant to decide by yesterday 17:00 and are late. We are sorry; you are still in the queue.',
      'At the present pace it is decided in about 20 minutes.',
    ]);
    expect(said({ targetAt: on(22, 17), expectedAt: null }).en).toHaveLength(3);
    expect(said({ targetAt: inMs(1) }).en.join(' ')).not.toMatch(/are late/);
  });
});

test('while nobody works, says when they begin', () => {
  const { zh, en } = said({ opensAt: on(24, 9) });
  expect(zh[2]).toBe('审核员明天09:00开始工作。');
  expect(en[2]).toBe('Reviewers start work tomorrow 09:00.');
  expect(en).toHaveLength(5);
});

test('while an office does not answer, says until when it is asked', () => {
  const { zh, en } = said({ askedUntil: on(23, 17) });
  expect(zh[1]).toMatch(/^我们要核对信息的官方系统暂时没有答复。我们会继续询问，最迟到今天17:00；/);
  expect(en[1]).toMatch(/does not answer at the moment. We keep asking until today 17:00 at the latest; /);
});

test('a day is named by its distance only next to today', () => {
  const at = (day: number) => sayMoment(on(day, 0), now, 'en');
  expect([21, 22, 23, 24, 25].map(at)).toEqual([
    'Sat, November 21 00:00',
    'yesterday 00:00',
    'today 00:00',
    'tomorrow 00:00',
    'Wed, November 25 00:00',
  ]);
});
