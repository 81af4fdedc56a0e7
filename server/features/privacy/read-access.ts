// Makes the copy for the person: everything kept about them, in the clear for them alone; nobody else's data is in it.
import type { AccessView } from '../../contract/access.ts';
import { accessVersion, leftOutOf, lookTypes, measuredInSecret } from '../../domain/access.ts';
import { turnOf, type ApplicationId } from '../../domain/application.ts';
import type { ConsentItem } from '../../domain/consent.ts';
import { evidenceClasses, type EvidenceClass } from '../../domain/erasure.ts';
import { DomainError } from '../../domain/errors.ts';
import { samePersonName } from '../../domain/person-name.ts';
import { sealedLabel, type RegisteredBusiness } from '../../domain/registered-business.ts';
import { lockedOf, plannedErasure } from '../../domain/retention-plan.ts';
import type { ReviewerRole } from '../../domain/review-case.ts';
import { statementLabel } from '../../domain/statement.ts';
import type { Declaration } from '../../domain/subject.ts';
import type { AuditEntry } from '../../ports/audit-trail.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database, Stores } from '../../ports/database.ts';
import type { RetentionFacts } from '../../ports/retention.ts';
import type { Owner, Vault } from '../../ports/vault.ts';

export interface AccessDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly marketplace: string;
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

const allowedBy: Record<EvidenceClass, ConsentItem> = {
  face: 'face',
  record: 'government-query',
  document: 'id-document',
};

function keepingOf(facts: RetentionFacts): AccessView['keeping'] {
  const evidence = evidenceClasses.map((what): AccessView['keeping'][number] => {
    const planned = plannedErasure(what, facts);
    return {
      what,
      isKept: facts.kept.includes(what),
      allowedBy: allowedBy[what],
      until: iso(planned.at),
      because: planned.at === null ? planned.because : planned.cause,
      lockedAt: iso(lockedOf(facts, what)),
    };
  });
  const history = { what: 'history', isKept: true, allowedBy: 'retention', until: null } as const;
  return [...evidence, { ...history, because: 'history', lockedAt: null }];
}

type RoleOf = (reviewerId: string) => ReviewerRole;

/** Roles, not names; who is known no longer was a reviewer at least. */
async function rolesOf(tx: Stores): Promise<RoleOf> {
  const roles = new Map((await tx.reviewers.all()).map(({ id, role }) => [id, role]));
  return (id) => roles.get(id) ?? 'reviewer';
}

function looksIn(trail: readonly AuditEntry[], roleOf: RoleOf): AccessView['looks'] {
  const isLook = (entry: AuditEntry): boolean => (lookTypes as readonly string[]).includes(entry.type);
  return trail.flatMap((entry) => {
    if (!isLook(entry) || entry.actor.kind !== 'reviewer') return [];
    const detail =
      entry.type === 'evidence.viewed'
        ? entry.data.kind
        : entry.type === 'case.revealed'
          ? entry.data.field
          : null;
    const why = entry.type === 'evidence.viewed' ? (entry.data.reason ?? null) : null;
    const [by, at] = [roleOf(entry.actor.reviewerId), entry.at.toISOString()];
    return [{ what: entry.type, detail, why, by, at }];
  });
}

async function decisionsOf(tx: Stores, id: ApplicationId, roleOf: RoleOf): Promise<AccessView['decisions']> {
  const made = (await tx.reviews.decisions(id)).map((row) => ({
    submission: row.round,
    decision: row.decision,
    by: roleOf(row.reviewerId),
    reasons: [...row.reasons] as string[],
    message: row.message,
    at: row.at.toISOString(),
  }));
  const revoked = await tx.revocations.find(id);
  if (revoked === null) return made;
  const { reviewerId, reason, message, at } = revoked;
  const taken = { submission: null, decision: 'revoked', by: roleOf(reviewerId), reasons: [reason] };
  return [...made, { ...taken, message, at: at.toISOString() }];
}

/** A representative who is somebody else is another person: their name, and their address, are left out. */
function withoutOthers(
  business: RegisteredBusiness,
  declared: Declaration | null,
): Partial<RegisteredBusiness> {
  const { state, name, scope, establishedOn, validUntil, penalties } = business;
  const isOwn = declared !== null && samePersonName(declared.legalName, business.legalRepresentative);
  return isOwn ? business : { state, name, scope, establishedOn, validUntil, penalties };
}

async function capturesOf(
  { vault }: AccessDeps,
  tx: Stores,
  owner: Owner,
  isOpen: boolean,
): Promise<AccessView['captures']> {
  const captures = await tx.access.captures(owner.id);
  return Promise.all(
    captures.map(async ({ id, statementSealed, consentId, script, needs, hasFeatures, frames, ...row }) => ({
      sessionId: id,
      state: row.state,
      steps: [...script],
      needs: { isLongerTime: needs.isLongerTime, without: [...needs.without] },
      agreement: row.agreement,
      statement:
        statementSealed.length === 0
          ? null
          : await vault.openText(owner, statementLabel(id), statementSealed),
      receipt: row.receipt,
      hasFacialFeatures: hasFeatures,
      entry: consentId,
      openedAt: row.openedAt.toISOString(),
      frames: isOpen ? [] : [...frames],
    })),
  );
}

export const pictureAddress = (id: ApplicationId, evidenceId: string): string =>
  `/api/applications/${id}/access/pictures/${evidenceId}`;

async function makeCopy(deps: AccessDeps, tx: Stores, id: ApplicationId, madeAt: Date): Promise<AccessView> {
  const row = await tx.applications.find(id);
  const facts = await tx.retention.factsOf(id);
  if (row === null || facts === null) throw new DomainError('not-found');
  const { vault, marketplace } = deps;
  const sealed = await tx.applications.sealedDeclaration(id);
  const declared = sealed === null ? null : await vault.openDeclaration(row, sealed);
  const trail = await tx.audit.of(id);
  const roleOf = await rolesOf(tx);
  const registered = await tx.access.registered(id);
  const isOpen = turnOf[row.state] !== 'nobody';
  const checks = isOpen ? [] : await tx.access.checks(id);
  const recommendations = isOpen ? [] : await tx.access.recommendations(id);
  return {
    version: accessVersion,
    madeAt: madeAt.toISOString(),
    marketplace,
    application: {
      applicationId: id,
      state: row.state,
      path: row.path,
      language: row.language,
      submissions: row.round,
      openedAt: row.openedAt.toISOString(),
      submittedAt: iso(row.submittedAt),
      decidedAt: iso(row.decidedAt),
      expiresAt: row.expiresAt.toISOString(),
      jurisdiction: row.jurisdiction,
      jurisdictionBasis: row.jurisdictionBasis,
      leftAt: iso(row.leftAt),
      isUnderLegalHold: facts.isHeld,
    },
    keeping: keepingOf(facts),
    declared: declared && {
      ...declared,
      shop: {
        ...declared.shop,
        categories: [...declared.shop.categories],
        brands: [...declared.shop.brands],
      },
    },
    consents: (await tx.consents.ledger(id)).map((row) => ({
      item: row.item,
      answer: row.answer,
      textVersion: row.textVersion,
      textSha256: row.textSha256,
      language: row.language,
      channel: row.channel,
      entry: row.id,
      at: row.at.toISOString(),
    })),
    queries: (await tx.queries.of(id)).map(({ source, round, showsFace, consentId, faceConsentId, at }) => ({
      source,
      submission: round,
      showedFace: showsFace,
      entries: faceConsentId === null ? [consentId] : [consentId, faceConsentId],
      at: at.toISOString(),
    })),
    evidence: (await tx.access.evidence(id)).map((piece) => ({
      evidenceId: piece.id,
      kind: piece.kind,
      sha256: piece.sha256,
      bytes: piece.bytes,
      findings: [...piece.findings],
      measurements: [...piece.measurements],
      entry: piece.consentId,
      addedAt: piece.addedAt.toISOString(),
      erasedAt: iso(piece.erasedAt),
      link: piece.erasedAt === null ? pictureAddress(id, piece.id) : null,
    })),
    captures: await capturesOf(deps, tx, row, isOpen),
    registered: await Promise.all(
      registered.map(async ({ round, sealed: business }) => ({
        submission: round,
        business: withoutOthers(
          JSON.parse(await vault.openText(row, sealedLabel, business)) as RegisteredBusiness,
          declared,
        ),
      })),
    ),
    checks: checks.map(({ round, checkName, measurements, at, ...rest }) => ({
      ...rest,
      submission: round,
      check: checkName,
      measurements: measuredInSecret.includes(checkName) ? [] : [...measurements],
      at: at.toISOString(),
    })),
    recommendations: recommendations.map(({ round, reasons, at, ...rest }) => ({
      ...rest,
      submission: round,
      reasons: [...reasons],
      at: at.toISOString(),
    })),
    decisions: await decisionsOf(tx, id, roleOf),
    looks: looksIn(trail, roleOf),
    history: trail.map(({ type, actor, at }) => ({ what: type, by: actor.kind, at: at.toISOString() })),
    marketplaceKnows: {
      sellerReference: await tx.sellerReferences.of(id),
      states: (await tx.webhooks.eventsOf(id)).map(({ state, at }) => ({ state, at: at.toISOString() })),
      statements: (await tx.access.statements(id)).map(
        ({ id: statementId, sha256, issuedAt, expiresAt }) => ({
          statementId,
          sha256,
          issuedAt: issuedAt.toISOString(),
          expiresAt: expiresAt.toISOString(),
        }),
      ),
    },
    leftOut: [...leftOutOf(isOpen)],
  };
}

/** Asking is on record before the copy leaves. */
export async function readAccess(deps: AccessDeps, id: ApplicationId): Promise<AccessView> {
  const { database, clock } = deps;
  const at = clock.now();
  return database.transaction(async (tx) => {
    const copy = await makeCopy(deps, tx, id, at);
    await tx.audit.append({
      type: 'data.accessed',
      applicationId: id,
      actor: { kind: 'applicant' },
      at,
      data: { what: 'copy' },
    });
    return copy;
  });
}

/** The same for a picture, in force or not, locked or not. Throws `not-found` once it is erased. */
export async function readAccessPicture(
  { database, vault, clock }: AccessDeps,
  id: ApplicationId,
  evidenceId: string,
): Promise<{ bytes: Uint8Array; mediaType: string }> {
  const owner = await database.applications.find(id);
  const piece = (await database.evidence.kept(id)).find((one) => one.id === evidenceId);
  if (owner === null || piece === undefined) throw new DomainError('not-found');
  await database.transaction((tx) =>
    tx.audit.append({
      type: 'data.accessed',
      applicationId: id,
      actor: { kind: 'applicant' },
      at: clock.now(),
      data: { what: piece.kind },
    }),
  );
  return { bytes: await vault.getMedia(owner, piece), mediaType: piece.mediaType };
}
