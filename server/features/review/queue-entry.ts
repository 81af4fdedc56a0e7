// One case as the queue shows it to one reviewer.
import type { QueueEntry } from '../../contract/queue.ts';
import type { ApplicationId } from '../../domain/application.ts';
import { ageOf, dueAt, type QueueCutOffs, type ServiceLevels } from '../../domain/service-levels.ts';
import type { CaseRow } from '../../ports/review-records.ts';

export interface Reader {
  readonly reviewerId: string;
  readonly now: Date;
  readonly levels: ServiceLevels;
  readonly cutOffs: QueueCutOffs;
  /** Linked to them, or for leads. */
  readonly keptFrom: ReadonlySet<ApplicationId>;
}

export function queueEntry(row: CaseRow, { reviewerId, now, levels, cutOffs, keptFrom }: Reader): QueueEntry {
  const due = dueAt(levels, row.submittedAt);
  return {
    applicationId: row.applicationId,
    state: row.state,
    subjectKind: row.subjectKind,
    path: row.path,
    language: row.language,
    round: row.round,
    submittedAt: row.submittedAt.toISOString(),
    dueAt: due.toISOString(),
    workingMsLeft: Math.round(levels.calendar.between(now, due)),
    age: ageOf(row.submittedAt, cutOffs),
    claimedBy: row.claim?.name ?? null,
    isMine: row.claim?.reviewerId === reviewerId,
    takenFrom: row.claim?.takenFrom?.name ?? null,
    keptFor: row.keptFor?.name ?? null,
    isKeptForMe: row.keptFor?.reviewerId === reviewerId,
    keptUntil: row.keptFor?.until.toISOString() ?? null,
    awaitsSecondReviewer: row.decisionsThisRound > 0,
    escalated: row.isEscalated,
    isForOthers: row.barred.includes(reviewerId) || keptFrom.has(row.applicationId),
  };
}
