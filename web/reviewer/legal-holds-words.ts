// The words about legal holds in the language the operator chose.
import { legalHoldsEn } from '../shared/strings/legal-holds.en.ts';
import { legalHoldsZhCN, type LegalHoldsStrings } from '../shared/strings/legal-holds.zh-CN.ts';
import { useTable, type Language } from '../shared/strings/language.ts';

const tables: Readonly<Record<Language, LegalHoldsStrings>> = { 'zh-CN': legalHoldsZhCN, en: legalHoldsEn };

export const useLegalHoldsWords = (): LegalHoldsStrings => useTable(tables);
