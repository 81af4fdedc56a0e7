// The database as one reviewer's queue and search meet it: the real one, with their own aliases among the cases.
import type { ApplicationId } from '../../domain/application.ts';
import { useForMs } from '../../domain/quality-task.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database, Stores } from '../../ports/database.ts';
import type { QualityTaskRow } from '../../ports/quality-tasks.ts';
import type { CaseRow } from '../../ports/review-records.ts';
import type { Reviewer } from '../../ports/reviewers.ts';
import type { SubjectKeys } from '../../ports/subject-keys.ts';
import { aliasQueue, queuedAlias, type QueuedAlias } from './alias-queue.ts';
import { aliasStores } from './alias-stores.ts';

interface Desk {
  readonly reviewer: Pick<Reviewer, 'id' | 'name'>;
  readonly clock: Clock;
  /** In the queue of this reviewer when the request began. */
  readonly open: readonly QualityTaskRow[];
}

/** Methods that begin with an identifier go to what lies behind it. */
function byIdentifier<Store extends object>(real: Store, behind: (id: ApplicationId) => Store | null): Store {
  return new Proxy(real, {
    get: (target, name): unknown => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return (...values: unknown[]): unknown => {
        const own = typeof values[0] === 'string' ? behind(values[0] as ApplicationId) : null;
        return (Reflect.get(own ?? target, name) as (...given: unknown[]) => unknown)(...values);
      };
    },
  });
}

/** While an alias waits, whoever looks for its person finds it in place of the original, and not both. */
function substituting(subjectKeys: SubjectKeys, open: readonly QualityTaskRow[]): SubjectKeys {
  const aliasOf = new Map(open.map(({ applicationId, alias }) => [applicationId, alias]));
  const shown = (ids: readonly ApplicationId[]) => ids.map((id) => aliasOf.get(id) ?? id);
  return {
    ...subjectKeys,
    findByLastFour: async (key, limit) => shown(await subjectKeys.findByLastFour(key, limit)),
  };
}

function deskStores(stores: Stores, desk: Desk): Stores {
  const { reviewer, clock, open } = desk;
  const behind = (id: ApplicationId): Stores | null => {
    const task = open.find(({ alias }) => alias === id);
    return task === undefined ? null : aliasStores(stores, { task, reviewer });
  };
  const own = async (): Promise<readonly QueuedAlias[]> => {
    const now = clock.now();
    const queued = await Promise.all(open.map((task) => queuedAlias(stores, { task, reviewer }, now)));
    const parked = await Promise.all(open.map(({ alias }) => stores.qualityTasks.findParked(alias)));
    return queued.filter(
      (one, i): one is QueuedAlias => one?.row.state === 'in_review' && parked[i] === null,
    );
  };
  const find = async (isSought: (alias: ApplicationId) => boolean): Promise<readonly CaseRow[]> => {
    const now = clock.now();
    const tasks = await stores.qualityTasks.of(reviewer.id, new Date(now.getTime() - useForMs), now);
    const sought = tasks.filter(({ alias }) => isSought(alias));
    const queued = await Promise.all(sought.map((task) => queuedAlias(stores, { task, reviewer }, now)));
    return queued.flatMap((one) => (one === null ? [] : [one.row]));
  };
  const named: Partial<Stores> = {
    queue: aliasQueue(stores, own, find),
    // work is work: who decides an alias sees the day's count rise
    waits: {
      ...stores.waits,
      countDecidedSince: async (moment) =>
        (await stores.waits.countDecidedSince(moment)) +
        (await stores.qualityTasks.countAnsweredSince(moment)),
    },
    subjectKeys: substituting(stores.subjectKeys, open),
    applications: byIdentifier(stores.applications, (id) => behind(id)?.applications ?? null),
    reviews: byIdentifier(stores.reviews, (id) => behind(id)?.reviews ?? null),
    parked: byIdentifier(stores.parked, (id) => behind(id)?.parked ?? null),
    audit: {
      ...stores.audit,
      append: async (...events) => {
        const [first] = events;
        const of = first?.applicationId ?? null;
        await ((of === null ? null : behind(of)) ?? stores).audit.append(...events);
      },
    },
  };
  return new Proxy(stores, {
    get: (target, name): unknown => Reflect.get(Object.hasOwn(named, name) ? named : target, name),
  });
}

export type ChooseReviewerDesk = (reviewer: Pick<Reviewer, 'id' | 'name'>) => Promise<Database>;

export function createReviewerDesk(database: Database, clock: Clock): ChooseReviewerDesk {
  return async (reviewer) => {
    const desk = { reviewer, clock, open: await database.qualityTasks.openOf(reviewer.id, clock.now()) };
    const stores = deskStores(database, desk);
    const transaction: Database['transaction'] = (work) =>
      database.transaction((tx) => work(deskStores(tx, desk)));
    return new Proxy(database, {
      get: (target, name): unknown =>
        name === 'transaction'
          ? transaction
          : Reflect.get(Object.hasOwn(target, name) ? stores : target, name),
    });
  };
}
