// The queue with a reviewer's own aliases in it, each in its place; nobody's waiting time is counted from here.
import type { ApplicationId } from '../../domain/application.ts';
import { checkReasons, type CheckReason } from '../../domain/reason-code.ts';
import { fitsFilter, type FittedCase } from '../../domain/queue-fit.ts';
import type { QueueAsked, QueueCounts, ReviewQueue } from '../../ports/review-queue.ts';
import type { CaseRow } from '../../ports/review-records.ts';
import type { Stores } from '../../ports/database.ts';
import { caseRow } from './alias-cases.ts';
import { aliasNow, type Alias } from './alias.ts';

/** An alias as the queue knows a case. */
export interface QueuedAlias {
  readonly row: CaseRow;
  readonly fitted: FittedCase;
}

const isCheckReason = (reason: string): reason is CheckReason =>
  (checkReasons as readonly string[]).includes(reason);

export async function queuedAlias(stores: Stores, alias: Alias, at: Date): Promise<QueuedAlias | null> {
  const now = await aliasNow(stores, alias, false);
  const row = now && caseRow(now, alias, at);
  if (row === null) return null;
  const reports = await stores.verification.reports(alias.task.applicationId, row.round);
  const isMine = row.claim !== null;
  const isBarred = row.barred.length > 0;
  const reasons = reports.flatMap(({ result }) =>
    result.outcome !== 'passed' && isCheckReason(result.reason) ? [result.reason] : [],
  );
  const { subjectKind, language, path, round, submittedAt } = row;
  const fitted = {
    subjectKind,
    language,
    path,
    round,
    submittedAt,
    isMine,
    isFree: !isMine && !isBarred,
    reasons,
  };
  return { row, fitted: { ...fitted, awaitsSecond: row.decisionsThisRound > 0 } };
}

const inOrder = (one: CaseRow, other: CaseRow): number =>
  one.submittedAt.getTime() - other.submittedAt.getTime() ||
  (one.applicationId < other.applicationId ? -1 : 1);

const openFirst = (one: CaseRow, other: CaseRow): number =>
  Number(one.state !== 'in_review') - Number(other.state !== 'in_review') || inOrder(one, other);

function addedCounts(
  counts: QueueCounts,
  own: readonly QueuedAlias[],
  { cutOffs }: Pick<QueueAsked, 'cutOffs'>,
): QueueCounts {
  const count = (isSo: (one: FittedCase) => boolean): number =>
    own.filter(({ fitted }) => isSo(fitted)).length;
  const between = (from: Date, to: Date) => (one: FittedCase) =>
    one.submittedAt > from && one.submittedAt <= to;
  return {
    open: counts.open + own.length,
    breached: counts.breached + count(({ submittedAt }) => submittedAt <= cutOffs.breached),
    near: counts.near + count(between(cutOffs.breached, cutOffs.near)),
    today: counts.today + count(between(cutOffs.breached, cutOffs.today)),
    mine: counts.mine + count(({ isMine }) => isMine),
    returned: counts.returned,
    free: counts.free + count(({ isFree }) => isFree),
    awaitsSecond: counts.awaitsSecond + count(({ awaitsSecond }) => awaitsSecond),
  };
}

/** `own`: what is open to this reviewer now; `find`: any alias of theirs, whatever became of it. */
export function aliasQueue(
  stores: Stores,
  own: () => Promise<readonly QueuedAlias[]>,
  find: (isSought: (alias: ApplicationId) => boolean) => Promise<readonly CaseRow[]>,
): ReviewQueue {
  const { queue } = stores;
  const fitting = async ({ filter, cutOffs }: QueueAsked): Promise<readonly QueuedAlias[]> =>
    (await own()).filter(({ fitted }) => fitsFilter(fitted, filter, cutOffs));
  const found = async (
    real: readonly CaseRow[],
    isSought: (alias: ApplicationId) => boolean,
    limit: number,
  ): Promise<readonly CaseRow[]> => [...real, ...(await find(isSought))].sort(openFirst).slice(0, limit);

  return {
    page: async (asked, after, limit) => {
      const rows = (await fitting(asked)).map(({ row }) => row);
      const isAfter = (row: CaseRow): boolean =>
        after === null ||
        inOrder(row, { ...row, submittedAt: after.submittedAt, applicationId: after.id }) > 0;
      return [...(await queue.page(asked, after, limit)), ...rows.filter(isAfter)]
        .sort(inOrder)
        .slice(0, limit);
    },
    counts: async (asked) => addedCounts(await queue.counts(asked), await own(), asked),
    countFitting: async (asked) => (await queue.countFitting(asked)) + (await fitting(asked)).length,
    mine: async (reviewerId, now, limit) => {
      const held = (await own()).filter(({ fitted }) => fitted.isMine).map(({ row }) => row);
      return [...(await queue.mine(reviewerId, now, limit)), ...held].sort(inOrder).slice(0, limit);
    },
    lost: (reviewerId, now, limit) => queue.lost(reviewerId, now, limit),
    findByShortForm: async (start, now, limit) =>
      found(
        await queue.findByShortForm(start, now, limit),
        (alias) => alias.slice(2).toUpperCase().startsWith(start.toUpperCase()),
        limit,
      ),
    findCases: async (ids, now, limit) =>
      found(await queue.findCases(ids, now, limit), (alias) => ids.includes(alias), limit),
    lockNext: async (asked, priority, except) => {
      const id = await queue.lockNext(asked, priority, except);
      if (priority === 'returned') return id;
      const [first] = (await fitting(asked))
        .filter(({ fitted, row }) => fitted.isFree && !except.includes(row.applicationId))
        .filter(({ row }) => priority === 'waiting' || row.submittedAt <= asked.cutOffs.breached)
        .map(({ row }) => row)
        .sort(inOrder);
      if (first === undefined) return id;
      const real = id === null ? null : await stores.reviews.findCase(id, asked.now);
      return real !== null && inOrder(real, first) < 0 ? id : first.applicationId;
    },
    // what applicants are told, and what is measured, knows no alias
    countAhead: (submittedAt, id) => queue.countAhead(submittedAt, id),
    openByPath: (breached) => queue.openByPath(breached),
  };
}
