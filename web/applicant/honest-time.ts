// Moments and spans as a person says them: "tomorrow 10:00", "about 3 hours"; never "soon", never shorter than it is.
import type { ApplicationView } from '../../server/contract/application.ts';
import type { Language } from '../shared/strings/language.ts';
import type { StatusStrings } from '../shared/strings/status.zh-CN.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const startOfDay = (date: Date): number =>
  new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/** In the reader's own time zone. Within a day of now the day is named relative to today. */
export function sayMoment(iso: string, now: Date, language: Language): string {
  const at = new Date(iso);
  const time = at.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const days = Math.round((startOfDay(at) - startOfDay(now)) / dayMs);
  const day =
    Math.abs(days) <= 1
      ? new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(days, 'day')
      : at.toLocaleDateString(language, { weekday: 'short', month: 'long', day: 'numeric' });
  return language === 'zh-CN' ? `${day}${time}` : `${day} ${time}`;
}

/** A guess that is further away is a time of day, not a number of hours. */
const saidInHoursMs = 6 * hourMs;

const roundedUp = (ms: number, toMs: number): number => Math.ceil(ms / toMs) * toMs;

/** Of the reader's clock, which in some places is half an hour off everybody else's. */
function nextFullHour(atMs: number): Date {
  const hour = new Date(atMs);
  hour.setMinutes(0, 0, 0);
  return hour.getTime() < atMs ? new Date(hour.getTime() + hourMs) : hour;
}

/** Rounded up: to ten minutes, then to hours; what is further away to the next full hour of the day. */
function sayGuess(iso: string, now: Date, language: Language, words: StatusStrings): string {
  const atMs = Date.parse(iso);
  const leftMs = Math.max(minuteMs, atMs - now.getTime());
  if (leftMs <= 50 * minuteMs)
    return words.inAbout(words.minutes(roundedUp(leftMs, 10 * minuteMs) / minuteMs));
  if (leftMs <= saidInHoursMs) return words.inAbout(words.hours(roundedUp(leftMs, hourMs) / hourMs));
  return words.about(sayMoment(nextFullHour(atMs).toISOString(), now, language));
}

function sayExpected(
  { expectedAt, targetAt }: NonNullable<ApplicationView['waiting']>,
  now: Date,
  language: Language,
  words: StatusStrings,
): string[] {
  const target = sayMoment(targetAt, now, language);
  const isLate = new Date(targetAt) <= now;
  const guess = expectedAt === null ? null : words.expected(sayGuess(expectedAt, now, language, words));
  if (isLate) return [words.targetPassed(target), ...(guess === null ? [] : [guess])];
  if (guess === null) return [words.notKnown, words.target(target)];
  const isBeyond = expectedAt !== null && new Date(expectedAt) > new Date(targetAt);
  return [guess, isBeyond ? words.beyondTarget(target) : words.target(target)];
}

/** What somebody who waits is told, a sentence each. */
export function sayWaiting(
  waiting: NonNullable<ApplicationView['waiting']>,
  now: Date,
  language: Language,
  words: StatusStrings,
): readonly string[] {
  const { submittedAt, ahead, opensAt, askedUntil } = waiting;
  return [
    words.sentAt(sayMoment(submittedAt, now, language)),
    ...(askedUntil === null ? [] : [words.serviceOut(sayMoment(askedUntil, now, language))]),
    words.ahead(ahead),
    ...(opensAt === null ? [] : [words.opens(sayMoment(opensAt, now, language))]),
    ...sayExpected(waiting, now, language, words),
  ];
}
