// What of a case is masked until somebody asks for it, with how each is masked.
import { maskCitizenId, type CitizenId } from './citizen-id.ts';
import { maskPersonName } from './person-name.ts';

/** `registered`: who represents the business by the register, and its address there. `texts`: what was written to the applicant and to colleagues, where it may name somebody. */
export const caseFields = [
  'legalName',
  'citizenId',
  'birthDate',
  'legalRepresentative',
  'registered',
  'phone',
  'email',
  'statement',
  'texts',
] as const;
export type CaseField = (typeof caseFields)[number];

/** Shows nothing but that there is something; not even how long it is. */
const hidden = '··········';

const maskOf: Readonly<Record<Exclude<CaseField, 'statement' | 'texts'>, (text: string) => string>> = {
  legalName: maskPersonName,
  citizenId: (text) => maskCitizenId(text as CitizenId),
  birthDate: () => '····-··-··',
  legalRepresentative: maskPersonName,
  registered: () => hidden,
  phone: () => hidden,
  email: () => hidden,
};

export function maskField(field: keyof typeof maskOf, text: string): string {
  return text === '' ? '' : maskOf[field](text);
}

/** What may stand in a text and would tell who it is. */
export interface Telling {
  readonly legalName: string;
  readonly legalRepresentative: string | null;
  readonly citizenId: string;
  readonly phone: string;
  readonly email: string | null;
}

/**
 * A text with everything telling in it masked, the longest first, whatever its case.
 * Does not find a name that is spelt differently from the declared one.
 */
export function maskWithin(text: string, telling: Telling): string {
  const masks: readonly (readonly [string, string])[] = [
    ...[telling.legalName, telling.legalRepresentative ?? ''].map(
      (name) => [name, maskPersonName(name)] as const,
    ),
    [telling.citizenId, maskField('citizenId', telling.citizenId)],
    [telling.phone, hidden],
    [telling.email ?? '', hidden],
  ];
  return masks
    .filter(([plain]) => plain !== '')
    .toSorted(([a], [b]) => b.length - a.length)
    .reduce(
      (masked, [plain, mask]) => masked.replaceAll(new RegExp(literally(plain), 'giu'), () => mask),
      text,
    );
}

/** Every character that means something in a pattern stands for itself. */
function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/gu, String.raw`\$&`);
}
