// What is typed on the declaration, turned into what is sent; which field each refusal belongs to, and its sentence.
import type { DeclarationBody } from '../../server/contract/application.ts';
import type { SubjectKind } from '../../server/contract/words.ts';
import type { Problem } from '../shared/api.ts';
import { declarationZhCN, type DeclarationPointer } from '../shared/strings/declaration.zh-CN.ts';
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

/** Why a field is wrong, still without words: the server's code, and the problem that it came with. */
export interface FieldFault {
  readonly code: string;
  readonly type: Problem['type'];
}

export type FieldFaults = Partial<Record<DeclarationPointer, FieldFault>>;

/** As they stand on the screen. */
export const pointers = Object.keys(declarationZhCN.labels) as readonly DeclarationPointer[];
const empty: FieldFault = { code: 'empty', type: 'invalid-request' };

const businessPointers = ['/business/code', '/business/name', '/business/legalRepresentative'] as const;
const alwaysRequired = ['/legalName', '/citizenId', '/shop/name', '/contact/phone'] as const;

export const hasBusiness = (kind: SubjectKind | null): boolean =>
  kind === 'sole-proprietor' || kind === 'company';

/** Id of the input that a pointer leads to. */
export const fieldIdOf = (pointer: DeclarationPointer): string => `field${pointer.replaceAll('/', '-')}`;

/** Characters that count towards the 18 of an ID number; spaces don't. */
export const countIdCharacters = (text: string): number => Array.from(text.replace(/\s/gu, '')).length;

/** Only what is left empty; everything else is for the server to judge. */
export function findEmpty(draft: DeclarationDraft): FieldFaults {
  const required = [...alwaysRequired, ...(hasBusiness(draft.subjectKind) ? businessPointers : [])];
  const faults: FieldFaults = {};
  if (draft.subjectKind === null) faults['/subjectKind'] = empty;
  for (const pointer of required) {
    if (draft.texts[pointer].trim() === '') faults[pointer] = empty;
  }
  return faults;
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

/** Each field that the server objects to; empty when its problem points at no field. */
export function faultsOf(problem: Problem): FieldFaults {
  const faults: FieldFaults = {};
  for (const { pointer, code } of problem.details.errors ?? []) {
    const field = fieldOf(pointer);
    if (field) faults[field] ??= { code, type: problem.type };
  }
  return faults;
}

/** The pointer itself, or the field it lies in: `/shop/brands/3` → `/shop/brands`. */
function fieldOf(pointer: string): DeclarationPointer | null {
  if (pointer === '/business') return '/subjectKind';
  return pointers.find((field) => pointer === field || pointer.startsWith(`${field}/`)) ?? null;
}

/** What to do about the fault, in the language of `strings`. */
export function sentenceFor(field: DeclarationPointer, { code, type }: FieldFault, strings: Strings): string {
  const { citizenId, wrong } = strings.declaration;
  if (field === '/citizenId' && code in citizenId) return citizenId[code as keyof typeof citizenId];
  if (type === 'under-age' || type === 'name-invalid') {
    const { says, next } = strings.problems[type];
    return `${says}${says.endsWith('。') ? '' : ' '}${next}`;
  }
  return wrong[field];
}
