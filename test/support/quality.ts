// Cases given once more, in a test's hands: settled by one reviewer, then under an alias before another.
import type { ApplicationId } from '../../server/domain/application.ts';
import { giveWithinMs } from '../../server/domain/quality-task.ts';
import { createSystemRandom } from '../../server/adapters/system/random.ts';
import { createWorkingCalendar } from '../../server/domain/working-calendar.ts';
import { alwaysOpen, parseWorkingWeek } from '../../server/domain/working-hours.ts';
import type { ServiceLevels } from '../../server/domain/service-levels.ts';
import { giveTask } from '../../server/features/quality/give-task.ts';
import type { QualityTaskRow } from '../../server/ports/quality-tasks.ts';
import type { Random } from '../../server/ports/random.ts';
import type { TestPortcullis } from './start-portcullis.ts';

/** Comes into the queue after a second, so that tests need not wait half a working day. */
const soon = 1000;
const system = createSystemRandom();
const always = parseWorkingWeek(alwaysOpen);
export const qualityLevels: ServiceLevels = {
  calendar: createWorkingCalendar({
    week: always.ok ? always.value : [],
    daysOff: new Set(),
    timeZone: 'UTC',
  }),
  medianTargetMs: 4 * 3_600_000,
  limitTargetMs: 24 * 3_600_000,
};
const random: Random = { ...system, int: (below) => (below === giveWithinMs ? soon : system.int(below)) };

export interface Given {
  readonly kind?: 'known' | 'second';
  readonly knownCaseId?: string;
  /** Given, and not yet in the queue. */
  readonly isEarly?: boolean;
}

/** The task that was given for this settled application, already in the queue unless told otherwise: the clock is put forward. */
export async function giveAgain(
  { database, clock }: TestPortcullis,
  id: string,
  { kind = 'second', knownCaseId, isEarly = false }: Given = {},
): Promise<QualityTaskRow> {
  const applicationId = id as ApplicationId;
  const row = await database.applications.find(applicationId);
  const of = { applicationId, round: row?.round ?? 0, kind, knownCaseId: knownCaseId ?? null };
  const before = new Set((await database.qualityTasks.unanswered(1000)).map(({ alias }) => alias));
  const isGiven = await database.transaction((tx) =>
    giveTask({ random, levels: qualityLevels }, tx, of, clock.now()),
  );
  const task = (await database.qualityTasks.unanswered(1000)).find(
    ({ alias, applicationId: original }) => original === id && !before.has(alias),
  );
  if (!isGiven || task === undefined) throw new Error(`${id} could be given to nobody`);
  if (!isEarly) clock.putForward(soon);
  return task;
}
