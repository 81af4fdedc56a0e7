// The queue: what waits for a decision, late cases first, then the oldest.
import type { QueueQuery, QueueView } from '../../contract/queue.ts';
import { cutOffsAt, type ServiceLevels } from '../../domain/service-levels.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import { queueEntry, type Reader } from './queue-entry.ts';

export interface QueueDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly levels: ServiceLevels;
}

const pageSize = 100;
const mineShown = 50;
const takenShown = 5;
const dayMs = 24 * 3_600_000;

export async function readerAt({ database, clock, levels }: QueueDeps, reviewerId: string): Promise<Reader> {
  const now = clock.now();
  const keptFrom = new Set(await database.links.keptFrom(reviewerId));
  return { reviewerId, now, levels, cutOffs: cutOffsAt(levels, now), keptFrom };
}

export async function readShift(
  { database, clock }: QueueDeps,
  reviewerId: string,
): Promise<QueueView['shift']> {
  const endsAt = await database.shifts.endsAt(reviewerId, clock.now());
  return { isOn: endsAt !== null, endsAt: endsAt?.toISOString() ?? null };
}

export async function readQueue(deps: QueueDeps, reviewerId: string, query: QueueQuery): Promise<QueueView> {
  const { queue, waits, applications } = deps.database;
  const { after, ...filter } = query;
  const reader = await readerAt(deps, reviewerId);
  const { now, cutOffs } = reader;
  const asked = { now, cutOffs, reviewerId, filter };
  const [counts, rows, mine, taken, shift] = await Promise.all([
    queue.counts(asked),
    queue.page(asked, after ?? null, pageSize),
    queue.mine(reviewerId, now, mineShown),
    queue.lost(reviewerId, now, takenShown),
    readShift(deps, reviewerId),
  ]);
  const isNarrowed = Object.values(filter).some((value) => value !== undefined);
  const last = rows.length < pageSize ? undefined : rows.at(-1);
  return {
    counts: {
      ...counts,
      checking: await applications.countIn('checking'),
      decidedToday: await waits.countDecidedSince(new Date(now.getTime() - dayMs)),
    },
    breachedSince: (await waits.breachedSince())?.toISOString() ?? null,
    fitting: isNarrowed ? await queue.countFitting(asked) : counts.open,
    mine: mine.map((row) => queueEntry(row, reader)),
    taken: taken.flatMap(({ applicationId, claim }) =>
      claim === null ? [] : [{ applicationId, by: claim.name, at: claim.claimedAt.toISOString() }],
    ),
    cases: rows.map((row) => queueEntry(row, reader)),
    nextPage: last === undefined ? null : `${last.submittedAt.toISOString()}_${last.applicationId}`,
    shift,
  };
}
