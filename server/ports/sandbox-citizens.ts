// The people of the sandbox's made-up province: whoever tries the product out is put on record here first.

import type { CitizenId, Sex } from '../domain/citizen-id.ts';
import type { Sensitive } from '../domain/sensitive.ts';

export interface SandboxCitizens {
  /**
   * Asks who has this number.
   * Answers the person, or `null` when nobody has it.
   * Cannot (database away, master key changed): rejects.
   * Keeps nothing.
   */
  find(citizenId: CitizenId): Promise<SandboxCitizen | null>;

  /**
   * Asks to put a person on record.
   * Answers `taken`, and changes nothing, when the number already belongs to somebody.
   * Cannot: rejects.
   * Keeps name and portrait, sealed, until the sandbox's database is removed: it is no place for other people's faces.
   */
  issue(citizen: SandboxCitizen): Promise<'issued' | 'taken'>;
}

export interface SandboxCitizen {
  citizenId: CitizenId;
  name: Sensitive<string>;
  /** `sex` and `birthDate` (YYYY-MM-DD) are what the number itself says. */
  sex: Sex;
  birthDate: string;
  /** Encoded picture (JPEG, PNG or WebP). */
  portrait: Uint8Array;
}
