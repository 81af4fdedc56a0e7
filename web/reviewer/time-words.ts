// Ages and times of day as a reviewer reads them.
import type { DeskStrings } from '../shared/strings/desk.zh-CN.ts';
import type { Language } from '../shared/strings/language.ts';

const minuteMs = 60_000;

export function ageWords(fromIso: string, nowMs: number, words: DeskStrings['age']): string {
  return spanWords(nowMs - Date.parse(fromIso), words);
}

export function spanWords(spanMs: number, words: DeskStrings['age']): string {
  const minutes = Math.floor(Math.max(0, spanMs) / minuteMs);
  if (minutes < 1) return words.seconds;
  if (minutes < 60) return words.minutes(minutes);
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return words.hours(hours, minutes % 60);
  return words.days(Math.floor(hours / 24), hours % 24);
}

/** `14:05`, in the reviewer's own time zone. */
export function timeOfDay(iso: string, language: Language): string {
  return new Date(iso).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

export function dayAndTime(iso: string, language: Language): string {
  return new Date(iso).toLocaleString(language, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}

/** The first letters of an identifier, enough to talk about a case. */
export function shortId(applicationId: string): string {
  return applicationId.replace(/^a_/, '').slice(0, 4).toUpperCase();
}
