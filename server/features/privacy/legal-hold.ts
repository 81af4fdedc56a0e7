// Sets and lifts a legal hold: nothing of the application is erased meanwhile, and what falls due is locked instead.
import type { ApplicationId } from '../../domain/application.ts';
import type { Actor } from '../../domain/audit-event.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Random } from '../../ports/random.ts';
import type { LegalHold } from '../../ports/retention.ts';

export interface HoldDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
}

export interface WantedHold {
  /** No name or number in it. */
  readonly reason: string;
  readonly by: Actor;
}

const reviewerOf = (by: Actor): string | null => (by.kind === 'reviewer' ? by.reviewerId : null);

/** Throws `not-found`, and `event-not-possible` while one is in force. The reason stays in its own table. */
export async function setLegalHold(
  { database, clock, random }: HoldDeps,
  id: ApplicationId,
  { reason, by }: WantedHold,
): Promise<LegalHold> {
  return database.transaction(async (tx) => {
    const row = await tx.applications.lock(id);
    if (row === null) throw new DomainError('not-found');
    if (await tx.retention.isHeld(id)) throw new DomainError('event-not-possible', { state: 'held' });
    const at = clock.now();
    const hold = { id: random.id('h'), applicationId: id, reason, setBy: reviewerOf(by), setAt: at };
    await tx.retention.setHold(hold);
    await tx.audit.append({
      type: 'legal-hold.set',
      applicationId: id,
      actor: by,
      at,
      data: { holdId: hold.id },
    });
    return hold;
  });
}

/** Throws `event-not-possible` where none is in force. What fell due under it is erased within the minute. */
export async function liftLegalHold(
  { database, clock }: HoldDeps,
  id: ApplicationId,
  { reason, by }: WantedHold,
): Promise<void> {
  await database.transaction(async (tx) => {
    if ((await tx.applications.lock(id)) === null) throw new DomainError('not-found');
    const at = clock.now();
    const lifted = await tx.retention.liftHold(id, { reason, by: reviewerOf(by), at });
    if (lifted === null) throw new DomainError('event-not-possible', { state: 'not-held' });
    const data = { holdId: lifted.id };
    await tx.audit.append({ type: 'legal-hold.lifted', applicationId: id, actor: by, at, data });
  });
}
