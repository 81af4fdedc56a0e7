// Which language the page speaks: chosen by the person, remembered, and told to the document.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language } from '../../../server/contract/words.ts';

export type { Language };

const storageKey = 'portcullis-language';

export const LanguageContext = createContext<Language>('zh-CN');

export function useLanguage(): Language {
  return useContext(LanguageContext);
}

/** The table of the present language out of one table per language. */
export function useTable<Table>(tables: Readonly<Record<Language, Table>>): Table {
  return tables[useContext(LanguageContext)];
}

/** The remembered choice, else the browser's; anything that is not Chinese reads English. */
export function firstLanguage(): Language {
  const remembered = readRemembered();
  if (remembered) return remembered;
  return /^zh\b/i.test(navigator.language) ? 'zh-CN' : 'en';
}

export function rememberLanguage(language: Language): void {
  document.documentElement.lang = language;
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // storage is closed in some in-app browsers; the choice then lasts as long as the page
  }
}

function readRemembered(): Language | null {
  try {
    const value = localStorage.getItem(storageKey);
    return value === 'zh-CN' || value === 'en' ? value : null;
  } catch {
    return null;
  }
}
