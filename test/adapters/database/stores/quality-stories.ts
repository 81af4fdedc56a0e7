// Settled applications and tasks over them, for tests of what is kept about quality.
import type { ApplicationId } from '../../../../server/domain/application.ts';
import type { Decision } from '../../../../server/domain/review-case.ts';
import type { Stores } from '../../../../server/ports/database.ts';
import type { KnownCaseRow } from '../../../../server/ports/known-cases.ts';
import type { NewQualityTask, QualityReview } from '../../../../server/ports/quality-tasks.ts';
import { decide, later, morning, newApplicationId, newId, openInReview } from './stories.ts';

const stateAfter = { approve: 'admitted', refuse: 'refused', 'ask-again': 'awaiting_resubmission' } as const;

/** Decided by Ann after half an hour, unless told otherwise. */
export async function openSettled(
  db: Stores,
  {
    by = 'r_ann',
    decision = 'approve',
    at = later(30),
  }: { by?: string; decision?: Decision; at?: Date } = {},
): Promise<ApplicationId> {
  const id = await openInReview(db);
  await db.applications.save(id, { declarationSealed: new Uint8Array([1]) });
  await decide(db, id, by, decision, { at });
  await db.applications.save(id, { state: stateAfter[decision], decidedAt: at });
  return id;
}

export function taskRow(applicationId: ApplicationId, change: Partial<NewQualityTask> = {}): NewQualityTask {
  return {
    alias: newApplicationId(),
    kind: 'second',
    applicationId,
    round: 1,
    knownCaseId: null,
    reviewerId: 'r_bo',
    submittedAt: morning,
    referredAt: later(1),
    visibleAt: later(60),
    expiresAt: later(60 + 3 * 24 * 60),
    ...change,
  };
}

export async function give(
  db: Stores,
  applicationId: ApplicationId,
  change: Partial<NewQualityTask> = {},
): Promise<ApplicationId> {
  const row = taskRow(applicationId, change);
  await db.qualityTasks.give(row);
  return row.alias;
}

export function answerRow(alias: ApplicationId, change: Partial<QualityReview> = {}): QualityReview {
  return {
    alias,
    id: newId('d'),
    reviewerId: 'r_bo',
    decision: 'approve',
    reasons: ['evidence-agrees'],
    items: [],
    message: '',
    note: '',
    activeMs: 70_000,
    at: later(90),
    ...change,
  };
}

export function knownRow(
  applicationId: ApplicationId,
  change: Partial<KnownCaseRow> = {},
): Omit<KnownCaseRow, 'endedAt' | 'endedBecause'> {
  return {
    id: newId('k'),
    applicationId,
    round: 1,
    decision: 'refuse',
    reasons: ['identity-not-established'],
    explanation: 'The portrait on the card is not the person.',
    markedBy: 'r_ann',
    markedAt: later(40),
    endsAt: later(29 * 24 * 60),
    ...change,
  };
}
