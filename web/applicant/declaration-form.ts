// What is typed on the declaration, turned into what is sent; which sentence belongs to which refusal.
import type { DeclarationBody } from '../../server/contract/application.ts';
import type { SubjectKind } from '../../server/contract/words.ts';
import type { Problem } from '../shared/api.ts';
import type { DeclarationPointer } from '../shared/strings/declaration.zh-CN.ts';
import type { Strings } from '../shared/strings/zh-CN.ts';

/** Kept in memory only, so that going back loses nothing and the device keeps nothing. */
export interface DeclarationDraft {
  readonly subjectKind: SubjectKind | null;
  readonly texts: Readonly<Record<Exclude<DeclarationPointer, '/subjectKind'>, string>>;
}

export const emptyDraft: DeclarationDraft = {
  subjectKind: null,
  texts: {
    '/legalName': '',
    '/citizenId': '',
    '/business/code': '',
    '/business/name': '',
    '/business/legalRepresentative': '',
    '/shop/name': '',
    '/shop/categories': '',
    '/shop/brands': '',
    '/contact/phone': '',
    '/contact/email': '',
  },
};

export type FieldErrors = Partial<Record<DeclarationPointer, string>>;

const businessPointers = ['/business/code', '/business/name', '/business/legalRepresentative'] as const;
const alwaysRequired = ['/legalName', '/citizenId', '/shop/name', '/contact/phone'] as const;

export const hasBusiness = (kind: SubjectKind | null): boolean =>
  kind === 'sole-proprietor' || kind === 'company';

/** Id of the input that a pointer leads to. */
export const fieldIdOf = (pointer: DeclarationPointer): string => `field${pointer.replaceAll('/', '-')}`;

/** Characters that count towards the 18 of an ID number; spaces don't. */
export const countIdCharacters = (text: string): number => Array.from(text.replace(/\s/gu, '')).length;

/** Only what is left empty; everything else is for the server to judge. */
export function findEmpty(draft: DeclarationDraft, strings: Strings): FieldErrors {
  const required = [...alwaysRequired, ...(hasBusiness(draft.subjectKind) ? businessPointers : [])];
  const errors: FieldErrors = {};
  if (draft.subjectKind === null) errors['/subjectKind'] = strings.declaration.wrong['/subjectKind'];
  for (const pointer of required) {
    if (draft.texts[pointer].trim() === '') errors[pointer] = strings.declaration.wrong[pointer];
  }
  return errors;
}

/** Commas of either writing, and line ends. */
const listOf = (text: string): string[] =>
  text
    .split(/[,，、;；\n]/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');

export function bodyOf(draft: DeclarationDraft, subjectKind: SubjectKind): DeclarationBody {
  const { texts } = draft;
  const email = texts['/contact/email'].trim();
  return {
    subjectKind,
    legalName: texts['/legalName'],
    citizenId: texts['/citizenId'],
    business: hasBusiness(subjectKind)
      ? {
          code: texts['/business/code'],
          name: texts['/business/name'],
          legalRepresentative: texts['/business/legalRepresentative'],
        }
      : null,
    shop: {
      name: texts['/shop/name'],
      categories: listOf(texts['/shop/categories']),
      brands: listOf(texts['/shop/brands']),
    },
    contact: { phone: texts['/contact/phone'], email: email === '' ? null : email },
  };
}

/** One sentence per field that the server objects to; empty when its problem points at no field. */
export function errorsOf(problem: Problem, strings: Strings): FieldErrors {
  const errors: FieldErrors = {};
  for (const { pointer, code } of problem.details.errors ?? []) {
    const field = fieldOf(pointer, strings);
    if (field) errors[field] ??= sentenceFor(field, code, problem, strings);
  }
  return errors;
}

/** The pointer itself, or the field it lies in: `/shop/brands/3` → `/shop/brands`. */
function fieldOf(pointer: string, strings: Strings): DeclarationPointer | null {
  const known = Object.keys(strings.declaration.labels) as DeclarationPointer[];
  if (pointer === '/business') return '/subjectKind';
  return known.find((field) => pointer === field || pointer.startsWith(`${field}/`)) ?? null;
}

function sentenceFor(field: DeclarationPointer, code: string, problem: Problem, strings: Strings): string {
  const { citizenId, wrong } = strings.declaration;
  if (field === '/citizenId' && code in citizenId) return citizenId[code as keyof typeof citizenId];
  if (problem.type === 'under-age' || problem.type === 'name-invalid') {
    const { says, next } = strings.problems[problem.type];
    return `${says}${says.endsWith('。') ? '' : ' '}${next}`;
  }
  return wrong[field];
}
