// Takes one consent back, in any state: what it allowed ends at once, the application goes on as far as it can.
import { nextState, type ApplicationId } from '../../domain/application.ts';
import type { AuditEvent } from '../../domain/audit-event.ts';
import { refusalLeadsTo, type ConsentItem } from '../../domain/consent.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ApplicationPatch, ApplicationRow } from '../../ports/applications.ts';
import type { Stores } from '../../ports/database.ts';
import { eraseAtOnce, forgetTemplates, type EraseDeps } from './erase-due.ts';

const actor = { kind: 'applicant' } as const;

interface Withdrawal {
  readonly tx: Stores;
  readonly row: ApplicationRow;
  readonly at: Date;
}

interface Consequence {
  readonly patch: ApplicationPatch;
  readonly events: readonly AuditEvent[];
}

/** Same state, same clocks; a recording that counted does so no longer. */
async function goOnFaceFree({ tx, row, at }: Withdrawal): Promise<Consequence> {
  const { id } = row;
  await tx.liveness.replaceOpen(id);
  await tx.liveness.discardComplete(id);
  await tx.evidence.supersede(id, ['liveness-frame', 'best-frame', 'record-portrait']);
  const event = { applicationId: id, actor, at } as const;
  return {
    patch: { path: 'face-free', fix: row.fix.filter(({ item }) => item !== 'liveness') },
    events: [
      // under a legal hold they are locked with the rest
      ...((await tx.retention.isHeld(id)) ? [] : await forgetTemplates(tx, id, actor, at)),
      ...(row.path === 'face-free'
        ? []
        : [{ ...event, type: 'path.changed', data: { path: 'face-free' } } as const]),
    ],
  };
}

async function goOnWithoutQuery({ tx, row }: Withdrawal): Promise<Consequence> {
  await tx.evidence.supersede(row.id, ['record-portrait']);
  if (!(await tx.retention.isHeld(row.id))) await tx.verification.forgetRegistered(row.id);
  return { patch: {}, events: [] };
}

/** Nothing could be checked any more. After a decision nothing changes but what is kept. */
async function end({ tx, row, at }: Withdrawal): Promise<Consequence> {
  const state = nextState(row.state, 'withdraw');
  if (state === null) return { patch: {}, events: [] };
  await tx.liveness.replaceOpen(row.id);
  await tx.reviews.endClaim(row.id);
  const data = { reason: 'changed-mind' } as const;
  return {
    patch: { state, decidedAt: at },
    events: [{ type: 'application.withdrawn', applicationId: row.id, actor, at, data }],
  };
}

const leadTo = { stops: end, 'face-free-path': goOnFaceFree, 'human-only': goOnWithoutQuery } as const;

/** Throws `consent-missing` where it was never granted. Taking back twice is the same as once. */
export async function withdrawConsent(deps: EraseDeps, id: ApplicationId, item: ConsentItem): Promise<void> {
  const { database, clock } = deps;
  await database.transaction(async (tx) => {
    const row = await tx.applications.lock(id);
    if (row === null) throw new DomainError('not-found');
    const granted = (await tx.consents.ledger(id)).findLast((entry) => entry.item === item);
    if (granted?.answer === 'withdrawn') return;
    if (granted?.answer !== 'granted') throw new DomainError('consent-missing', { item });
    const at = clock.now();
    const { id: of, textSha256, ...rest } = granted;
    await tx.consents.record([
      { ...rest, textSha256, language: row.language, answer: 'withdrawn', channel: 'status-page', at },
    ]);
    const entry = (await tx.consents.ledger(id)).findLast((one) => one.item === item);
    if (entry === undefined) throw new Error('what was recorded is in the ledger');
    const { patch, events } = await leadTo[refusalLeadsTo[item]]({ tx, row, at });
    await tx.applications.save(id, patch);
    const data = { item, entry: entry.id, of, textSha256 };
    await tx.audit.append({ type: 'consent.withdrawn', applicationId: id, actor, at, data }, ...events);
  });
  await eraseAtOnce(deps, id);
}
