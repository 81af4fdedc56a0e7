// The marketplace page's words in the language the operator chose.
import { marketplaceEn } from '../shared/strings/marketplace.en.ts';
import { marketplaceZhCN, type MarketplaceStrings } from '../shared/strings/marketplace.zh-CN.ts';
import { useTable, type Language } from '../shared/strings/language.ts';

const tables: Readonly<Record<Language, MarketplaceStrings>> = {
  'zh-CN': marketplaceZhCN,
  en: marketplaceEn,
};

export const useMarketplaceWords = (): MarketplaceStrings => useTable(tables);

/** An HTTP status stays a number; why there was none is said. */
export const answerWords = (answer: string, words: MarketplaceStrings): string =>
  /^\d+$/.test(answer) ? `HTTP ${answer}` : (words.answers[answer] ?? answer);

/** Enough of a message's id to tell it from others. */
export const shortEvent = (eventId: string): string => eventId.slice(0, 10);
