// The office's words, with those for requests that could not be carried out.
import type { ClientProblemType } from '../shared/api.ts';
import { useTable, type Language } from '../shared/strings/language.ts';
import { problemsEn } from '../shared/strings/problems.en.ts';
import { problemsZhCN } from '../shared/strings/problems.zh-CN.ts';
import { sandboxEn } from '../shared/strings/sandbox.en.ts';
import { sandboxZhCN, type SandboxStrings } from '../shared/strings/sandbox.zh-CN.ts';
import type { Wording } from '../shared/strings/wording.ts';

export const sandboxTables: Readonly<Record<Language, SandboxStrings>> = {
  'zh-CN': sandboxZhCN,
  en: sandboxEn,
};

const problemTables: Readonly<Record<Language, Readonly<Record<ClientProblemType, Wording>>>> = {
  'zh-CN': problemsZhCN,
  en: problemsEn,
};

export function useWords(): SandboxStrings {
  return useTable(sandboxTables);
}

export function useProblemWords(): Readonly<Record<ClientProblemType, Wording>> {
  return useTable(problemTables);
}
