// An alias with the original behind it: what the desk is told when it asks for the alias. Moved times, a state of its own.
import type { ApplicationId } from '../../domain/application.ts';
import { isSettled, movedTime } from '../../domain/quality-task.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { Stores } from '../../ports/database.ts';
import type { QualityReview, QualityTaskRow } from '../../ports/quality-tasks.ts';
import type { Reviewer } from '../../ports/reviewers.ts';

/** What of a task never changes, with whom it was given to. */
export interface Alias {
  readonly task: QualityTaskRow;
  readonly reviewer: Pick<Reviewer, 'id' | 'name'>;
}

/** The task as it is now. */
export interface AliasNow {
  readonly task: QualityTaskRow;
  readonly original: ApplicationRow;
  readonly answer: QualityReview | null;
}

export async function aliasNow(
  stores: Stores,
  { task: { alias, applicationId } }: Alias,
  isLocked: boolean,
): Promise<AliasNow | null> {
  const task = await (isLocked ? stores.qualityTasks.lock(alias) : stores.qualityTasks.find(alias));
  const original = await stores.applications.find(applicationId);
  if (task === null || original === null) return null;
  return { task, original, answer: await stores.qualityTasks.findAnswer(alias) };
}

/** Once its original moved on, an alias looks like an application that its applicant withdrew. */
function isLost({ task, original }: AliasNow): boolean {
  return task.withdrawnAt !== null || original.round !== task.round || !isSettled(original.state);
}

function stateOf(now: AliasNow): ApplicationRow['state'] {
  if (now.answer !== null) return now.task.shownState;
  return isLost(now) ? 'withdrawn' : 'in_review';
}

/** When it looks to have been withdrawn; null while it does not. */
export function endOf(now: AliasNow): Date | null {
  if (stateOf(now) !== 'withdrawn') return null;
  return now.answer === null ? (now.task.withdrawnAt ?? now.task.visibleAt) : now.task.expiresAt;
}

/** The application that the desk sees: the original's, under the other name, at the other time, as yet undecided. */
export function shownApplication(now: AliasNow): ApplicationRow {
  const { task, original, answer } = now;
  return {
    ...original,
    id: task.alias,
    state: stateOf(now),
    round: task.round,
    fix: [],
    openedAt: movedTime(task, original.openedAt),
    submittedAt: movedTime(task, task.submittedAt),
    decidedAt: endOf(now) ?? answer?.at ?? null,
    expiresAt: movedTime(task, original.expiresAt),
  };
}

/** What belongs to the original is handed over as the alias's own. */
export function asOwn<Row extends { readonly applicationId: ApplicationId }>(
  { task }: Pick<Alias, 'task'>,
  row: Row,
): Row {
  return { ...row, applicationId: task.alias };
}

/** Methods that mean something under an alias; any other is refused, so that nothing is done by mistake. */
export function only<Store extends object>(name: string, methods: Partial<Store>): Store {
  return new Proxy(methods, {
    get(target, method) {
      if (typeof method === 'symbol' || method === 'then' || Object.hasOwn(target, method))
        return Reflect.get(target, method) as unknown;
      return () => {
        throw new Error(`${name}.${method} means nothing under an alias`);
      };
    },
  }) as Store;
}
