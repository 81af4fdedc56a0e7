// The gate page's words in the language the reviewer chose, with numbers and times as people there write them.
import type { ClientProblemType } from '../shared/api.ts';
import { gateEn } from '../shared/strings/gate.en.ts';
import { gateZhCN, type GateStrings } from '../shared/strings/gate.zh-CN.ts';
import { problemsEn } from '../shared/strings/problems.en.ts';
import { problemsZhCN } from '../shared/strings/problems.zh-CN.ts';
import type { Wording } from '../shared/strings/wording.ts';
import { useLanguage, useTable, type Language } from '../shared/strings/language.ts';

const problemTables = { 'zh-CN': problemsZhCN, en: problemsEn } as const;

/** The desk's own words are about cases; these are about everything. */
export const useProblemWords = (): Record<ClientProblemType, Wording> => useTable(problemTables);

const tables: Readonly<Record<Language, GateStrings>> = { 'zh-CN': gateZhCN, en: gateEn };

export const useGateWords = (): GateStrings => useTable(tables);

/** As many digits as the rate needs: 1 %, 0.1 %, 0.97 %. */
export const percent = (rate: number): string => `${Number((rate * 100).toPrecision(3))} %`;

export const figure = (value: number | null): string =>
  value === null ? '–' : String(Number(value.toPrecision(3)));

export function useMoment(): (iso: string) => string {
  const format = new Intl.DateTimeFormat(useLanguage(), { dateStyle: 'medium', timeStyle: 'short' });
  return (iso) => format.format(new Date(iso));
}
