// Erases what is kept about people once its time is over, or locks it where a duty forbids that; each leaves proof.
import type { ApplicationId } from '../../domain/application.ts';
import type { Actor, AuditEvent } from '../../domain/audit-event.ts';
import {
  erasureOf,
  evidenceClasses,
  lockedParts,
  partOf,
  type EvidenceClass,
  type LockedPart,
} from '../../domain/erasure.ts';
import { mediaKeyOf } from '../../domain/key-class.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database, Stores } from '../../ports/database.ts';
import type { RetentionFacts } from '../../ports/retention.ts';
import type { Vault, WrappedKeys } from '../../ports/vault.ts';

export interface EraseDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly clock: Clock;
}

/** Applications looked up at once: where many are due, looking takes a second. */
const batchSize = 1000;
/** In one go: what falls due by time comes again after a minute, and others wait for their turn. */
const longestRunMs = 30_000;
/** Fewer than the database has connections: others want to work meanwhile. */
const atOnce = 4;
/** More than that in one go: not these, but the store is what fails, and each try may wait for it. */
const mostFailures = 20;
const actor = { kind: 'system' } as const;

/** A template tells as much as the face it was made from. Answers what is to be put on record. */
export async function forgetTemplates(
  tx: Stores,
  applicationId: ApplicationId,
  by: Actor,
  at: Date,
): Promise<readonly AuditEvent[]> {
  const templates = await tx.liveness.forget(applicationId, 'templates');
  if (templates.length === 0) return [];
  return [{ type: 'templates.erased', applicationId, actor: by, at, data: { templates } }];
}

const isDue = (evidence: EvidenceClass, facts: RetentionFacts, now: Date): boolean => {
  const end = erasureOf(evidence, facts);
  return end !== null && end.at <= now;
};

/** Media first, then the record: interrupted in between, the next run finds nothing to erase and says so. */
async function erasePieces(deps: EraseDeps, tx: Stores, id: ApplicationId, at: Date): Promise<AuditEvent[]> {
  const owner = await tx.applications.find(id);
  if (owner === null) return [];
  const due = await tx.evidence.dueOf(id, at);
  await Promise.all(due.map((piece) => deps.vault.eraseMedia(owner, piece)));
  const marked = await tx.evidence.markErased(
    due.map((piece) => piece.id),
    at,
  );
  return due
    .filter((piece) => marked.includes(piece.id))
    .map(({ id: evidenceId, kind, sha256 }) => {
      const data = { evidenceId, kind, sha256 };
      return { type: 'evidence.erased', applicationId: id, actor, at, data };
    });
}

/** Name, number and everything else that was declared, with what finds it and the statements that repeat the name. */
async function eraseDeclaration(tx: Stores, id: ApplicationId, at: Date): Promise<readonly AuditEvent[]> {
  if ((await tx.applications.sealedDeclaration(id)) === null) return [];
  const templates = await forgetTemplates(tx, id, actor, at);
  await tx.applications.save(id, { declarationSealed: null });
  await tx.liveness.forget(id, 'statements');
  return [...templates, { type: 'declaration.erased', applicationId: id, actor, at, data: {} }];
}

/** What people at the desk wrote about somebody goes with who that is; after the declaration, the database insists. */
async function eraseTexts(tx: Stores, id: ApplicationId, at: Date): Promise<readonly AuditEvent[]> {
  const data = await tx.retention.forgetTexts(id);
  const isNothing = Object.values(data).every((count) => count === 0);
  return isNothing ? [] : [{ type: 'texts.erased', applicationId: id, actor, at, data }];
}

/**
 * What was erased may lie in backups still: where nothing of a class is left, a fresh key takes the place of the one that
 * could open it.
 */
async function forgetKeys(
  tx: Stores,
  id: ApplicationId,
  fresh: WrappedKeys,
  isOver: (evidence: EvidenceClass) => boolean,
): Promise<void> {
  const owner = await tx.applications.find(id);
  if (owner === null) return;
  const left = new Set((await tx.evidence.keptKinds(id)).map((kind) => mediaKeyOf[kind]));
  const { documentKey, faceKey, templateKey } = owner;
  const hasNoFace = isOver('face') && !left.has('face');
  await tx.applications.replaceKeys(owner, {
    documentKey: isOver('document') && !left.has('document') ? fresh.documentKey : documentKey,
    faceKey: hasNoFace ? fresh.faceKey : faceKey,
    templateKey: hasNoFace ? fresh.templateKey : templateKey,
  });
}

/** The application is held meanwhile: nobody sets a legal hold between the look and the erasure. */
async function eraseWhatIsDue(deps: EraseDeps, id: ApplicationId): Promise<void> {
  const at = deps.clock.now();
  const mayErase = (facts: RetentionFacts | null): facts is RetentionFacts =>
    facts !== null && !facts.isHeld && evidenceClasses.some((evidence) => isDue(evidence, facts, at));
  if (!mayErase(await deps.database.retention.factsOf(id))) return;
  // before the application is held: a key service may take its time
  const fresh = await deps.vault.newKeys(id);
  await deps.database.transaction(async (tx) => {
    await tx.applications.lock(id);
    const facts = await tx.retention.factsOf(id);
    if (!mayErase(facts)) return;
    const events = [
      ...(await erasePieces(deps, tx, id, at)),
      ...(isDue('face', facts, at) ? await forgetTemplates(tx, id, actor, at) : []),
      ...(isDue('document', facts, at) ? await eraseDeclaration(tx, id, at) : []),
      ...(isDue('document', facts, at) ? await eraseTexts(tx, id, at) : []),
    ];
    if (events.length === 0) return;
    await forgetKeys(tx, id, fresh, (evidence) => isDue(evidence, facts, at));
    await tx.audit.append(...events);
  });
}

async function lockPart({ database, clock }: EraseDeps, id: ApplicationId, part: LockedPart): Promise<void> {
  const at = clock.now();
  await database.transaction(async (tx) => {
    await tx.applications.lock(id);
    const facts = await tx.retention.factsOf(id);
    const isLocked = part === 'face' ? facts?.faceLockedAt : facts?.identityLockedAt;
    if (facts == null || isLocked !== null) return;
    await tx.applications.save(id, part === 'face' ? { faceLockedAt: at } : { identityLockedAt: at });
    const isHeldBack =
      facts.isHeld && facts.kept.some((one) => partOf[one] === part && isDue(one, facts, at));
    const data = { part, because: isHeldBack ? 'legal-hold' : 'duty' } as const;
    await tx.audit.append({ type: 'data.locked', applicationId: id, actor, at, data });
  });
}

/** One that cannot be erased holds up no other, unless too many cannot. The first failure goes on to the caller. */
async function severalAtOnce(
  ids: readonly ApplicationId[],
  hasTime: () => boolean,
  work: (id: ApplicationId) => Promise<void>,
): Promise<void> {
  const waiting = [...ids];
  const failures: unknown[] = [];
  const one = async (): Promise<void> => {
    while (hasTime() && failures.length < mostFailures) {
      const id = waiting.shift();
      if (id === undefined) return;
      await work(id).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  if (failures.length > 0) throw failures[0];
}

export async function eraseDue(deps: EraseDeps, signal: AbortSignal): Promise<void> {
  const { retention } = deps.database;
  const beganMs = deps.clock.now().getTime();
  const hasTime = (): boolean => !signal.aborted && deps.clock.now().getTime() - beganMs < longestRunMs;
  for (const part of lockedParts)
    for (const id of await retention.toLock(part, deps.clock.now(), batchSize)) {
      signal.throwIfAborted();
      await lockPart(deps, id, part);
    }
  while (hasTime()) {
    const due = await retention.dueApplications(deps.clock.now(), batchSize);
    await severalAtOnce(due, hasTime, (id) => eraseWhatIsDue(deps, id));
    if (due.length < batchSize) break;
  }
  signal.throwIfAborted();
}

async function eraseDueOf(deps: EraseDeps, id: ApplicationId): Promise<void> {
  for (const part of lockedParts)
    if (await deps.database.retention.isToLock(id, part, deps.clock.now())) await lockPart(deps, id, part);
  await eraseWhatIsDue(deps, id);
}

/**
 * Of one application, now if that can be done. Never rejects, for what led to it stands: the minute's job tries again, and
 * tells of what fails.
 */
export async function eraseAtOnce(deps: EraseDeps, id: ApplicationId): Promise<void> {
  await eraseDueOf(deps, id).catch(() => undefined);
}
