// The quality page's words in the language the reviewer chose, with waits and times as people there write them.
import { qualityEn } from '../shared/strings/quality.en.ts';
import { qualityZhCN, type QualityStrings } from '../shared/strings/quality.zh-CN.ts';
import { useTable, type Language } from '../shared/strings/language.ts';
import { figure } from './gate-words.ts';

const tables: Readonly<Record<Language, QualityStrings>> = { 'zh-CN': qualityZhCN, en: qualityEn };

export const useQualityWords = (): QualityStrings => useTable(tables);

/** Fewer pairs than this have no kappa. The server has the last word; a test compares the two. */
export const leastPairs = 20;
/** Fewer decisions than this have no usual time. The same. */
export const leastDecisions = 20;

/** Seconds up to two minutes, then minutes. */
export function timeWords(ms: number, words: Pick<QualityStrings, 'seconds' | 'minutes'>): string {
  return ms < 120_000 ? words.seconds(Math.round(ms / 1000)) : words.minutes(figure(ms / 60_000));
}
