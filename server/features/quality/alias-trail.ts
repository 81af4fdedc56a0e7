// The trail under an alias: the original's up to where people began, moved in time, then what was done under the alias.
import type { ApplicationId } from '../../domain/application.ts';
import type { AuditData, AuditEvent } from '../../domain/audit-event.ts';
import { movedTime } from '../../domain/quality-task.ts';
import type { AuditEntry, AuditTrail } from '../../ports/audit-trail.ts';
import type { Stores } from '../../ports/database.ts';
import type { QualityTaskRow } from '../../ports/quality-tasks.ts';
import { aliasNow, endOf, only, type Alias, type AliasNow } from './alias.ts';

const isOf = (event: AuditEvent, alias: ApplicationId): boolean =>
  (event.type === 'quality.acted' || event.type === 'quality.answered') && event.data.alias === alias;

/** Acts of its reviewer under the alias, as they stand in the trail of the original. */
export function actsUnder(trail: readonly AuditEntry[], alias: ApplicationId): readonly AuditEntry[] {
  return trail.filter((entry) => isOf(entry, alias));
}

/** Up to the entry by which the submission came before people; nothing that people did about it. */
function beforePeople(
  trail: readonly AuditEntry[],
  { referredAt, round }: QualityTaskRow,
): readonly AuditEntry[] {
  const referral = trail.findIndex(
    ({ type, at, data }) =>
      at.getTime() === referredAt.getTime() &&
      ((type === 'gate.decided' && data.round === round) ||
        (type === 'application.appealed' && data.round === round)),
  );
  return trail.slice(0, referral + 1).filter(({ type }) => !type.startsWith('quality.'));
}

/** As it would stand there if the alias were an application. The gate's answer is shown and stands nowhere. */
function shown(entry: AuditEntry, { task }: Alias): readonly AuditEntry[] {
  const own = { ...entry, applicationId: task.alias };
  if (entry.type === 'quality.acted')
    return [{ ...own, type: entry.data.act, data: entry.data.detail } as AuditEntry];
  if (entry.type !== 'quality.answered') return [];
  const { round, decision, reasons, items, decidedAt } = entry.data;
  const decided: AuditData['review.decided'] = { round, decision, reasons, items, decidedAt };
  const data: AuditData['gate.decided'] = {
    round: task.round,
    outcome: 'review',
    basis: 'reviewers',
    mode: 'hold',
    state: task.shownState,
  };
  return [
    { ...own, type: 'review.decided', data: decided },
    { ...own, type: 'gate.decided', actor: { kind: 'system' }, data },
  ];
}

/** As it is written down for the original: what was done under an alias is told apart for good. */
function kept(event: AuditEvent, { task }: Alias): readonly AuditEvent[] {
  if (event.applicationId !== task.alias) return [event];
  const { alias, applicationId } = task;
  const { actor, at } = event;
  if (event.type === 'gate.decided') return []; // the gate decided nothing
  if (event.type === 'review.decided')
    return [{ type: 'quality.answered', applicationId, actor, at, data: { alias, ...event.data } }];
  const detail = event.data;
  return [{ type: 'quality.acted', applicationId, actor, at, data: { alias, act: event.type, detail } }];
}

export function aliasTrail(stores: Stores, alias: Alias): AuditTrail {
  const { task } = alias;
  return only<AuditTrail>('audit', {
    append: async (...events) => stores.audit.append(...events.flatMap((event) => kept(event, alias))),
    of: async (id) => {
      if (id !== task.alias) return stores.audit.of(id);
      const trail = await stores.audit.of(task.applicationId);
      const now = await aliasNow(stores, alias, false);
      const before = beforePeople(trail, task).map((entry) => ({
        ...entry,
        applicationId: task.alias,
        at: movedTime(task, entry.at),
      }));
      const acts = actsUnder(trail, task.alias).flatMap((entry) => shown(entry, alias));
      const after = [...ending(before.at(-1), now), ...acts].sort((a, b) => a.at.getTime() - b.at.getTime());
      return [...before, ...after];
    },
  });
}

/** A lost alias says of itself what an application says that was withdrawn. */
function ending(like: AuditEntry | undefined, now: AliasNow | null): readonly AuditEntry[] {
  const at = now && endOf(now);
  if (like === undefined || at === null) return [];
  const data: AuditData['application.withdrawn'] = { reason: 'changed-mind' };
  return [{ ...like, type: 'application.withdrawn', actor: { kind: 'applicant' }, at, data }];
}
