// Unmasks parts of a case for the one who holds it, or a lead; each look is on record before the answer leaves.
import type { RevealedView } from '../../contract/reveal.ts';
import type { ApplicationId } from '../../domain/application.ts';
import type { CaseField } from '../../domain/case-field.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Declaration } from '../../domain/subject.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Reviewer } from '../../ports/reviewers.ts';
import type { Vault } from '../../ports/vault.ts';
import { answeredSession, statementOf } from './case-capture.ts';
import { birthDateOf, declarationOf } from './case-declared.ts';
import { visibleDecisions } from './case-decisions.ts';
import { registeredOf } from './case-registered.ts';
import { seenCase, type SeenCase } from './seen-case.ts';

export interface RevealDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly clock: Clock;
}

/** Who holds the case, has a decision on it that can be undone, or is a lead. */
async function demandRight(database: Database, { row, found }: SeenCase, who: Reviewer): Promise<void> {
  if (who.role === 'lead') return;
  const parked = await database.parked.find(row.id);
  const holder = found?.claim?.reviewerId ?? parked?.reviewerId ?? null;
  if (holder === null) throw new DomainError('case-not-claimed');
  if (holder !== who.id) throw new DomainError('case-claimed-by-another');
}

interface Asked {
  readonly deps: RevealDeps;
  readonly row: ApplicationRow;
  readonly declaration: Declaration;
  readonly reviewerId: string;
}

type Reader<Field extends CaseField> = (asked: Asked) => Promise<RevealedView[Field]> | RevealedView[Field];

const readers: { readonly [Field in CaseField]: Reader<Field> } = {
  legalName: ({ declaration }) => declaration.legalName,
  citizenId: ({ declaration }) => declaration.citizenId,
  birthDate: ({ deps, declaration }) => birthDateOf(declaration, deps.clock.now()),
  legalRepresentative: ({ declaration }) => declaration.business?.legalRepresentative ?? null,
  registered: async ({ deps, row }) => {
    const found = await registeredOf(deps, row);
    return found && { legalRepresentative: found.legalRepresentative, address: found.address };
  },
  phone: ({ declaration }) => declaration.contact.phone,
  email: ({ declaration }) => declaration.contact.email,
  statement: async ({ deps: { database, vault }, row }) => {
    const session = await answeredSession(database, row.id);
    return session === null ? null : statementOf(vault, row, session);
  },
  texts: async ({ deps: { database }, row, reviewerId }) =>
    visibleDecisions(row, await database.reviews.decisions(row.id), reviewerId).map(
      ({ id, message, note }) => ({ decisionId: id, message, note }),
    ),
};

export async function revealCase(
  deps: RevealDeps,
  id: ApplicationId,
  who: Reviewer,
  fields: readonly CaseField[],
): Promise<RevealedView> {
  const { database, vault, clock } = deps;
  const seen = await seenCase(database, id, who.id, clock.now());
  await demandRight(database, seen, who);
  const { row } = seen;
  const asked = { deps, row, declaration: await declarationOf(vault, row), reviewerId: who.id };
  const wanted = [...new Set(fields)];
  const values = await Promise.all(
    wanted.map(async (field) => [field, await readers[field](asked)] as const),
  );
  const at = clock.now();
  await database.transaction((tx) =>
    tx.audit.append(
      ...wanted.map((field) => ({
        type: 'case.revealed' as const,
        applicationId: id,
        actor: { kind: 'reviewer' as const, reviewerId: who.id },
        at,
        data: { field },
      })),
    ),
  );
  return Object.fromEntries(values);
}
