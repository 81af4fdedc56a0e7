// The services page's words in the language of whoever reads it, with answers and spans as people say them.
import { qualityEn } from '../shared/strings/quality.en.ts';
import { qualityZhCN, type QualityStrings } from '../shared/strings/quality.zh-CN.ts';
import { servicesEn } from '../shared/strings/services.en.ts';
import { servicesZhCN, type ServicesStrings } from '../shared/strings/services.zh-CN.ts';
import { useTable, type Language } from '../shared/strings/language.ts';
import { figure } from './gate-words.ts';

const tables: Readonly<Record<Language, ServicesStrings>> = { 'zh-CN': servicesZhCN, en: servicesEn };
const answers: Readonly<Record<Language, QualityStrings>> = { 'zh-CN': qualityZhCN, en: qualityEn };

export const useServicesWords = (): ServicesStrings => useTable(tables);
/** What the record answers is called the same on the quality page. */
export const useAnswerWords = (): Readonly<Record<string, string>> => useTable(answers).recordDetails;

/** Every fault of a photo reads alike; what nobody knows a word for stays as it came. */
export function outcomeWords(
  outcome: string,
  words: ServicesStrings,
  details: Readonly<Record<string, string>>,
): string {
  const name = outcome.startsWith('capture/') ? 'capture' : outcome;
  return words.outcomes[name] ?? details[name] ?? outcome;
}

export const serviceName = (service: string, words: ServicesStrings): string =>
  words.services[service] ?? service;

/** A service is waited for no longer than this; what took longer is not told apart. */
const longestToldMs = 10_000;

export function spanWords(ms: number, words: ServicesStrings): string {
  if (ms >= longestToldMs) return words.beyond(words.seconds(figure(longestToldMs / 1000)));
  return ms < 1000 ? words.ms(ms) : words.seconds(figure(ms / 1000));
}
