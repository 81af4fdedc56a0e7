// The public register of companies and sole proprietors.

import type { BusinessCode } from '../domain/business-code.ts';
import type { RegisteredBusiness } from '../domain/registered-business.ts';
import type { Sensitive } from '../domain/sensitive.ts';
import type { Unavailable } from './unavailable.ts';

export interface BusinessRegistry {
  /** Which register it is, for the audit trail and the reviewer, e.g. `sandbox`. */
  readonly name: string;

  /**
   * Asks what is registered under a code. `name` is the business name as declared: some registers want both.
   * Answers what is on the register, or `not-found`. Comparing names is up to the caller.
   * Cannot ask: `unavailable`. Never throws for these, and answers as soon as the signal is aborted. A state or a date
   * that is not understood is `unavailable`, never the nearest one. Only a sole proprietor may be without a name.
   * Keeps nothing.
   */
  lookUp(query: BusinessQuery, signal: AbortSignal): Promise<BusinessRegistryAnswer>;
}

export interface BusinessQuery {
  code: BusinessCode;
  name: string;
}

/** As registered; what tells who runs it, and where, is not printed. */
export type FoundBusiness = { answer: 'found' } & Omit<
  RegisteredBusiness,
  'legalRepresentative' | 'address'
> & {
    legalRepresentative: Sensitive<string>;
    address: Sensitive<string> | null;
  };

export type BusinessRegistryAnswer = FoundBusiness | { answer: 'not-found' } | Unavailable;
