// Both languages side by side, with the hook that picks the one in use.
import { en } from './en.ts';
import { useTable, type Language } from './language.ts';
import { zhCN, type Strings } from './zh-CN.ts';

export const tables: Readonly<Record<Language, Strings>> = { 'zh-CN': zhCN, en };

export function useStrings(): Strings {
  return useTable(tables);
}
