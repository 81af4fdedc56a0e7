// The statement of will: its versioned wording, with the name, the marketplace and the day in it.
import type { Language } from './application.ts';

/** What the sealed statement of a capture is bound to. */
export const statementLabel = (sessionId: string): string => `statement:${sessionId}`;

/** The capture that a label names; null for a label of something else. */
export const sessionOfLabel = (label: string): string | null => /^statement:(.+)$/.exec(label)?.[1] ?? null;

/** Raised with every change of the wording. */
export const statementVersion = '2026-11-1';

const wording: Record<Language, (name: string, marketplace: string, day: string) => string> = {
  'zh-CN': (name, marketplace, day) =>
    `本人${name}，自愿申请在“${marketplace}”开店经营。此刻操作的是本人，没有人强迫或代替我。${day}`,
  en: (name, marketplace, day) =>
    `I, ${name}, apply of my own will to sell on ${marketplace}. It is me who does this, nobody forces me or acts in my place. ${day}`,
};

/** Day as YYYY-MM-DD. Personal data: the name is in it. */
export function statementOf(language: Language, name: string, marketplace: string, day: string): string {
  return wording[language](name, marketplace, day);
}
