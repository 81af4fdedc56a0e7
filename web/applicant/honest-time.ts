// Moments and spans as a person says them: "tomorrow 10:00", never "soon".
import type { Language } from '../shared/strings/language.ts';

const dayMs = 24 * 3_600_000;

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
