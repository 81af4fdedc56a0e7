// What the applicant declared, in the clear for who may see it and masked for everybody else.
import type { CaseView } from '../../contract/review.ts';
import { isSoleProprietor } from '../../domain/business-code.ts';
import { tradeNameOf } from '../../domain/business-name.ts';
import { maskField, maskWithin, type Telling } from '../../domain/case-field.ts';
import { parseCitizenId } from '../../domain/citizen-id.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Declaration } from '../../domain/subject.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { Vault } from '../../ports/vault.ts';

/** Throws `not-found` once it was erased. */
export async function declarationOf(vault: Vault, row: ApplicationRow): Promise<Declaration> {
  if (row.declarationSealed === null) throw new DomainError('not-found');
  return vault.openDeclaration(row, row.declarationSealed);
}

export const tellingOf = ({ legalName, citizenId, business, contact }: Declaration): Telling => ({
  legalName,
  legalRepresentative: business?.legalRepresentative ?? null,
  citizenId,
  phone: contact.phone,
  email: contact.email,
});

export function birthDateOf({ citizenId }: Declaration, today: Date): string {
  const parsed = parseCitizenId(citizenId, today);
  return parsed.ok ? parsed.birthDate : '';
}

/** A trade name is public; where a sole proprietor has none, what stands in its place is the name of a person. */
function businessNameOf(declaration: Declaration): string {
  const { code = '', name = '', legalRepresentative = '' } = declaration.business ?? {};
  const isPersons = isSoleProprietor(code) && tradeNameOf(name, legalRepresentative) === null;
  return isPersons ? maskWithin(name, tellingOf(declaration)) : name;
}

export function maskedDeclaration(declaration: Declaration, today: Date): CaseView['declared'] {
  const { subjectKind, business, shop, contact } = declaration;
  return {
    subjectKind,
    legalName: maskField('legalName', declaration.legalName),
    citizenId: maskField('citizenId', declaration.citizenId),
    birthDate: maskField('birthDate', birthDateOf(declaration, today)),
    business: business && {
      code: business.code,
      name: businessNameOf(declaration),
      legalRepresentative: maskField('legalRepresentative', business.legalRepresentative),
    },
    shop: { name: shop.name, categories: [...shop.categories], brands: [...shop.brands] },
    contact: {
      phone: maskField('phone', contact.phone),
      email: contact.email === null ? null : maskField('email', contact.email),
    },
  };
}
