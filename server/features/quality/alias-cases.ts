// Claims and decisions under an alias: kept with the task, in no table that counts.
import { activeTimeMs } from '../../domain/decision-times.ts';
import { movedTime } from '../../domain/quality-task.ts';
import type { Applications } from '../../ports/applications.ts';
import type { Stores } from '../../ports/database.ts';
import type { Endings } from '../../ports/endings.ts';
import type { ParkedDecisions, ParkedRow } from '../../ports/parked-decisions.ts';
import type { ParkedReview, QualityReview } from '../../ports/quality-tasks.ts';
import type { CaseRow, ReviewRecords, ReviewRow } from '../../ports/review-records.ts';
import { actsUnder } from './alias-trail.ts';
import { aliasNow, endOf, only, shownApplication, type Alias, type AliasNow } from './alias.ts';

export function aliasApplications(stores: Stores, alias: Alias): Applications {
  const { applications, qualityTasks } = stores;
  const shown = async (isLocked: boolean) => {
    const now = await aliasNow(stores, alias, isLocked);
    return now && shownApplication(now);
  };
  return only<Applications>('applications', {
    find: (id) => (id === alias.task.alias ? shown(false) : applications.find(id)),
    lock: (id) => (id === alias.task.alias ? shown(true) : applications.lock(id)),
    // of all that a decision changes, only what the alias says of itself
    save: async (id, { state }) => {
      if (id !== alias.task.alias) throw new Error(`${id} is not the alias that is at hand`);
      if (state !== undefined) await qualityTasks.save(id, { shownState: state });
    },
  });
}

export function caseRow(now: AliasNow, { reviewer }: Alias, at: Date): CaseRow | null {
  const { state, round, path, language, subjectKind, submittedAt } = shownApplication(now);
  if (subjectKind === null || submittedAt === null) return null;
  const { alias, claimedAt, claimedUntil } = now.task;
  const isClaimed = claimedAt !== null && claimedUntil !== null && claimedUntil > at;
  const { id: reviewerId, name } = reviewer;
  return {
    applicationId: alias,
    state,
    round,
    path,
    language,
    subjectKind,
    submittedAt,
    claim: isClaimed ? { reviewerId, name, claimedAt, until: claimedUntil, takenFrom: null } : null,
    keptFor: null,
    decisionsThisRound: now.answer === null ? 0 : 1,
    barred: now.answer === null ? [] : [reviewerId],
    isEscalated: false,
  };
}

type Said = Pick<QualityReview, 'id' | 'decision' | 'reasons' | 'items' | 'message' | 'note'>;

/** What a decision says, wherever it is kept. */
const saying = ({ id, decision, reasons, items, message, note }: Said): Said => ({
  id,
  decision,
  reasons,
  items,
  message,
  note,
});

const asDecision = (answer: QualityReview, { task, reviewer }: Alias): ReviewRow => ({
  ...saying(answer),
  reviewerId: reviewer.id,
  reviewerName: reviewer.name,
  applicationId: task.alias,
  round: task.round,
  submittedAt: movedTime(task, task.submittedAt),
  at: answer.at,
});

export function aliasReviews(stores: Stores, alias: Alias): ReviewRecords {
  const { task } = alias;
  const { qualityTasks } = stores;
  const free = { claimedAt: null, claimedUntil: null } as const;
  return only<ReviewRecords>('reviews', {
    findCase: async (id, at) => {
      if (id !== task.alias) return stores.reviews.findCase(id, at);
      const now = await aliasNow(stores, alias, false);
      return now && caseRow(now, alias, at);
    },
    claim: async (id, reviewerId, until, now) => {
      const held = await qualityTasks.lock(id);
      if (held?.reviewerId !== reviewerId) return false;
      const isRenewed = held.claimedUntil !== null && held.claimedUntil > now;
      await qualityTasks.save(id, {
        claimedAt: isRenewed ? held.claimedAt : now,
        claimedUntil: until,
      });
      return { takenFrom: null };
    },
    release: async (id, reviewerId) => {
      const held = await qualityTasks.lock(id);
      if (held?.reviewerId !== reviewerId || held.claimedUntil === null) return false;
      await qualityTasks.save(id, free);
      return true;
    },
    endClaim: (id) => qualityTasks.save(id, free),
    addDecision: async (made) => {
      const acts = actsUnder(await stores.audit.of(task.applicationId), task.alias);
      await qualityTasks.answer({
        ...saying(made),
        alias: task.alias,
        reviewerId: made.reviewerId,
        at: made.at,
        activeMs: Math.round(activeTimeMs(acts, made.at)),
      });
    },
    decisions: async (id) => {
      if (id !== task.alias) return stores.reviews.decisions(id);
      const earlier = (await stores.reviews.decisions(task.applicationId)).filter(
        ({ round }) => round < task.round,
      );
      const answer = await qualityTasks.findAnswer(task.alias);
      return [
        ...earlier.map((one) => ({
          ...one,
          applicationId: task.alias,
          submittedAt: movedTime(task, one.submittedAt),
          at: movedTime(task, one.at),
        })),
        ...(answer === null ? [] : [asDecision(answer, alias)]),
      ];
    },
  });
}

export function aliasParked({ qualityTasks }: Stores, { task, reviewer }: Alias): ParkedDecisions {
  const asRow = (parked: ParkedReview): ParkedRow => ({
    ...saying(parked),
    applicationId: parked.alias,
    round: task.round,
    reviewerId: reviewer.id,
    reviewerName: reviewer.name,
    decidedAt: parked.decidedAt,
    settlesAt: parked.settlesAt,
  });
  return only<ParkedDecisions>('parked', {
    park: async (made) => {
      const { applicationId: alias, decidedAt, settlesAt } = made;
      await qualityTasks.park({ ...saying(made), alias, decidedAt, settlesAt });
    },
    find: async (id) => {
      const parked = await qualityTasks.findParked(id);
      return parked && asRow(parked);
    },
    take: (id, decisionId) => qualityTasks.takeParked(id, decisionId),
  });
}

/** A lost alias ends as most applications do: somebody changed their mind. */
export function aliasEndings(stores: Stores, alias: Alias): Endings {
  return only<Endings>('endings', {
    find: async (id) => {
      if (id !== alias.task.alias) return stores.endings.find(id);
      const now = await aliasNow(stores, alias, false);
      const at = now && endOf(now);
      if (now === null || at === null) return null;
      const { path, language, subjectKind, round, declarationSealed } = shownApplication(now);
      const hasDeclaration = declarationSealed !== null;
      return {
        applicationId: id,
        reason: 'changed-mind',
        at,
        path,
        language,
        subjectKind,
        round,
        hasDeclaration,
      };
    },
  });
}
