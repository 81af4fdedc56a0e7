// What the register said of the business, in the clear for who may see it and masked for everybody else.
import type { CaseView } from '../../contract/review.ts';
import { maskField, maskWithin, type Telling } from '../../domain/case-field.ts';
import { sealedLabel, type RegisteredBusiness } from '../../domain/registered-business.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { Database } from '../../ports/database.ts';
import type { Vault } from '../../ports/vault.ts';

/** Null where the register had nothing or was not asked in this round. */
export async function registeredOf(
  { database, vault }: { readonly database: Database; readonly vault: Vault },
  row: ApplicationRow,
): Promise<RegisteredBusiness | null> {
  const sealed = await database.verification.registered(row.id, row.round);
  if (sealed === null) return null;
  return JSON.parse(await vault.openText(row, sealedLabel, sealed)) as RegisteredBusiness;
}

export function maskedRegistered(
  registered: RegisteredBusiness | null,
  declared: Telling,
): CaseView['registered'] {
  if (registered === null) return null;
  const { legalRepresentative, address, penalties, ...rest } = registered;
  // its own words may name whom it names, and whom the applicant names
  const masked = (text: string): string =>
    maskWithin(maskWithin(text, declared), { ...declared, legalRepresentative });
  return {
    ...rest,
    legalRepresentative: maskField('legalRepresentative', legalRepresentative),
    address: address === null ? null : maskField('registered', address),
    penalties: penalties?.map((one) => ({ ...one, what: masked(one.what) })) ?? null,
  };
}
