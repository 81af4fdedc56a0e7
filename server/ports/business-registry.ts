// The public register of companies and sole proprietors.

import type { BusinessCode } from '../domain/business-code.ts';
import type { Sensitive } from '../domain/sensitive.ts';
import type { Unavailable } from './unavailable.ts';

export interface BusinessRegistry {
  /** Which register it is, for the audit trail and the reviewer, e.g. `sandbox`. */
  readonly name: string;

  /**
   * Asks what is registered under a code. `name` is the business name as declared: some registers want both.
   * Answers what is on the register, or `not-found`. Comparing names is up to the caller.
   * Cannot ask: `unavailable`. Never throws for these, and answers as soon as the signal is aborted.
   * Keeps nothing.
   */
  lookUp(query: { code: BusinessCode; name: string }, signal: AbortSignal): Promise<BusinessRegistryAnswer>;
}

export type BusinessRegistryAnswer =
  | {
      answer: 'found';
      /** `revoked` (吊销): licence taken away. `cancelled` (注销): closed by its owner. Only `active` may trade. */
      state: 'active' | 'revoked' | 'cancelled';
      name: string;
      legalRepresentative: Sensitive<string>;
    }
  | { answer: 'not-found' }
  | Unavailable;
