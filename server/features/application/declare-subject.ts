// Takes the declaration: who applies and for which business; what it says is checked at once.
import type { DeclarationBody } from '../../contract/application.ts';
import type { ApplicationId } from '../../domain/application.ts';
import { parseBusinessCode } from '../../domain/business-code.ts';
import { adultAgeYears, ageOn, parseCitizenId } from '../../domain/citizen-id.ts';
import { demandEditable } from '../../domain/editable.ts';
import { DomainError } from '../../domain/errors.ts';
import { requiredPhotos, photoKinds, staleAfter } from '../../domain/evidence.ts';
import { parsePersonName, samePersonName } from '../../domain/person-name.ts';
import { jurisdictionOf } from '../../domain/retention.ts';
import { hasBusiness, type Declaration } from '../../domain/subject.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Vault } from '../../ports/vault.ts';

function nameAt(text: string, pointer: string): string {
  const parsed = parsePersonName(text);
  if (!parsed.ok) throw new DomainError('name-invalid', { errors: [{ pointer, code: parsed.problem }] });
  return parsed.personName;
}

/** The declaration in its normal form. Throws a DomainError that points at the field. */
export function readDeclaration(body: DeclarationBody, today: Date): Declaration {
  const legalName = nameAt(body.legalName, '/legalName');
  const id = parseCitizenId(body.citizenId, today);
  if (!id.ok)
    throw new DomainError('citizen-id-invalid', { errors: [{ pointer: '/citizenId', code: id.problem }] });
  if (ageOn(id.birthDate, today) < adultAgeYears)
    throw new DomainError('under-age', { errors: [{ pointer: '/citizenId', code: 'under-age' }] });
  return { ...body, legalName, citizenId: id.citizenId, business: readBusiness(body) };
}

function readBusiness(body: DeclarationBody): Declaration['business'] {
  if ((body.business !== null) !== hasBusiness[body.subjectKind])
    throw new DomainError('invalid-request', {
      errors: [{ pointer: '/business', code: body.business === null ? 'missing' : 'not-for-individuals' }],
    });
  if (body.business === null) return null;
  const code = parseBusinessCode(body.business.code);
  if (!code.ok)
    throw new DomainError('business-code-invalid', {
      errors: [{ pointer: '/business/code', code: code.problem }],
    });
  const legalRepresentative = nameAt(body.business.legalRepresentative, '/business/legalRepresentative');
  return { code: code.businessCode, name: body.business.name, legalRepresentative };
}

export async function declareSubject(
  deps: { database: Database; vault: Vault; clock: Clock },
  id: ApplicationId,
  body: DeclarationBody,
): Promise<void> {
  const { database, vault, clock } = deps;
  const declaration = readDeclaration(body, clock.now());
  await database.transaction(async (tx) => {
    const row = demandEditable(await tx.applications.lock(id));
    if ((await tx.consents.current(id))['id-document'] !== 'granted')
      throw new DomainError('consent-missing', { item: 'id-document' });
    const before =
      row.declarationSealed === null ? null : await vault.openDeclaration(row, row.declarationSealed);
    // the statement of will names the person: another name needs another statement
    if (before !== null && !samePersonName(before.legalName, declaration.legalName))
      await tx.liveness.discardComplete(id);
    const owed = requiredPhotos(declaration.subjectKind);
    await tx.evidence.supersede(
      id,
      photoKinds.filter((kind) => !owed.includes(kind)),
    );
    await tx.applications.save(id, {
      subjectKind: declaration.subjectKind,
      declarationSealed: await vault.sealDeclaration(row, declaration),
      fix: row.fix.filter(({ item }) => item !== 'declaration'),
      ...jurisdictionOf(row, {
        businessCode: declaration.business?.code ?? null,
        document: 'resident-identity-card',
      }),
    });
    await tx.subjectKeys.put(id, await vault.subjectKeys(declaration));
    const { phone, email } = declaration.contact;
    await tx.links.putContact(id, await vault.identityKeys({ phone, ...(email === null ? {} : { email }) }));
    await tx.audit.append({
      type: 'declaration.changed',
      applicationId: id,
      actor: { kind: 'applicant' },
      at: clock.now(),
      data: { stale: staleAfter.declaration },
    });
  });
}
