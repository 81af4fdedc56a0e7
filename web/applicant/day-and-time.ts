// A moment with its year, in the reader's own time zone, for what is kept over years; its day, and its time of day.
import type { Language } from '../shared/strings/language.ts';

const date = { year: 'numeric', month: 'short', day: 'numeric' } as const;
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

export const dayAndTime = (iso: string, language: Language): string =>
  new Date(iso).toLocaleString(language, { ...date, ...clock });

export const dayOf = (iso: string, language: Language): string =>
  new Date(iso).toLocaleDateString(language, date);

export const timeOfDay = (iso: string, language: Language): string =>
  new Date(iso).toLocaleTimeString(language, clock);
