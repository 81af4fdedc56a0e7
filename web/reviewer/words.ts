// The desk's words in the language the reviewer chose.
import { deskEn } from '../shared/strings/desk.en.ts';
import { deskProblemsZhCN, type DeskProblem } from '../shared/strings/desk-problems.zh-CN.ts';
import { deskZhCN, type DeskStrings } from '../shared/strings/desk.zh-CN.ts';
import { useTable, type Language } from '../shared/strings/language.ts';
import { reasonsEn } from '../shared/strings/reasons.en.ts';
import { reasonsZhCN } from '../shared/strings/reasons.zh-CN.ts';
import { statusEn } from '../shared/strings/status.en.ts';
import { statusZhCN } from '../shared/strings/status.zh-CN.ts';
import type { Wording } from '../shared/strings/wording.ts';
import type { Problem } from '../shared/api.ts';
import type { CheckOrReviewReason, WantedReason } from './wire.ts';

export const deskTables: Readonly<Record<Language, DeskStrings>> = { 'zh-CN': deskZhCN, en: deskEn };

type ApplicantReasons = Readonly<Partial<Record<CheckOrReviewReason | WantedReason, string>>>;

/** What each reason reads like on the applicant's own page; nothing for those that stay among colleagues. */
export const applicantReasons: Readonly<Record<Language, ApplicantReasons>> = {
  'zh-CN': { ...reasonsZhCN, ...statusZhCN.revocationReasons },
  en: { ...reasonsEn, ...statusEn.revocationReasons },
};

export function useWords(): DeskStrings {
  return useTable(deskTables);
}

/** What happened with what to do next; anything the desk has no words for reads as a fault on our side. */
export function problemWords(problem: Problem, words: DeskStrings): Wording {
  return isDeskProblem(problem.type) ? words.problems[problem.type] : words.problems.internal;
}

function isDeskProblem(type: string): type is DeskProblem {
  return Object.hasOwn(deskProblemsZhCN, type);
}
