// The few classes that every code of every provider is sorted into, with what the code costs.
import type { RecordPhotoFault } from '../../domain/record-photo.ts';
import type { Unavailable } from '../../ports/unavailable.ts';

export type CodeMeaning =
  /** Name and number agree; where a photo was shown, the provider calls it the person's. */
  | 'agrees'
  /** Name and number do not belong together. */
  | 'mismatch'
  | 'not-found'
  /** Name and number agree, the face does not. */
  | 'face-differs'
  /** Suspected to be no live picture of the person, or not verified without saying why. */
  | 'face-refused'
  /** The record has no portrait that could be compared with; says nothing of name and number. */
  | 'no-portrait'
  | { readonly capture: RecordPhotoFault }
  | { readonly unavailable: Unavailable['why'] };

export interface ProviderCode {
  readonly means: CodeMeaning;
  /** `unstated`: the provider's public pages do not say; count it as billed. */
  readonly billing: 'billed' | 'free' | 'unstated';
}

export type CodeTable = Readonly<Record<string, ProviderCode>>;

const as =
  (billing: ProviderCode['billing']) =>
  (means: CodeMeaning): ProviderCode => ({ means, billing });
export const billed = as('billed');
export const free = as('free');
export const unstated = as('unstated');

/** Null for a code that is not in the table: what is not known is never guessed. */
export function findCode(table: CodeTable, code: string): ProviderCode | null {
  return Object.hasOwn(table, code) ? (table[code] ?? null) : null;
}

/** For the log: a code as providers form them, and nothing that an answer may have smuggled in, such as a number. */
export function printableCode(code: string): string {
  return /^[A-Za-z][A-Za-z.]{0,79}$|^-?\d{1,3}$/.test(code) ? code : 'unreadable';
}
