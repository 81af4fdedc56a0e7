// Waiting times of both paths, against their targets: from the same numbers that applicants are told.
import type { ServiceLevelsView } from '../../contract/service-levels.ts';
import { applicationPaths, type ApplicationPath } from '../../domain/application.ts';
import {
  cutOffsAt,
  decisionsLooked,
  decisionsPerHour,
  quantileOf,
  type ServiceLevels,
} from '../../domain/service-levels.ts';
import type { Wait } from '../../ports/review-waits.ts';
import type { QueueDeps } from './read-queue.ts';

const shownMs = 14 * 24 * 3_600_000;
const mostWaits = 20_000;
const hourMs = 3_600_000;

interface MeasuredWait {
  readonly path: ApplicationPath;
  readonly date: string;
  readonly workingMs: number;
  readonly clockMs: number;
}

type Waits = Pick<ServiceLevelsView['days'][number], 'decided' | 'workingHours' | 'hours' | 'withinTarget'>;

const inHours = (ms: number): number => Math.round((ms / hourMs) * 100) / 100;

function quantilesOf(valuesMs: readonly number[]): { p50: number; p95: number } | null {
  const sorted = [...valuesMs].sort((one, other) => one - other);
  const [p50, p95] = [quantileOf(sorted, 0.5), quantileOf(sorted, 0.95)];
  return p50 === null || p95 === null ? null : { p50: inHours(p50), p95: inHours(p95) };
}

function summaryOf(waits: readonly MeasuredWait[], { limitTargetMs }: ServiceLevels): Waits {
  const inTime = waits.filter(({ workingMs }) => workingMs <= limitTargetMs).length;
  return {
    decided: waits.length,
    workingHours: quantilesOf(waits.map(({ workingMs }) => workingMs)),
    hours: quantilesOf(waits.map(({ clockMs }) => clockMs)),
    withinTarget: waits.length === 0 ? null : inTime / waits.length,
  };
}

function measured({ path, submittedAt, decidedAt }: Wait, { calendar }: ServiceLevels): MeasuredWait {
  return {
    path,
    date: calendar.dateOf(decidedAt),
    workingMs: calendar.between(submittedAt, decidedAt),
    clockMs: decidedAt.getTime() - submittedAt.getTime(),
  };
}

function byDay(waits: readonly MeasuredWait[], levels: ServiceLevels): ServiceLevelsView['days'] {
  const dates = [...new Set(waits.map(({ date }) => date))].sort();
  return dates.flatMap((date) =>
    applicationPaths.flatMap((path) => {
      const ofDay = waits.filter((wait) => wait.date === date && wait.path === path);
      return ofDay.length === 0 ? [] : [{ date, path, ...summaryOf(ofDay, levels) }];
    }),
  );
}

export async function readServiceLevels(deps: QueueDeps): Promise<ServiceLevelsView> {
  const { database, clock, levels } = deps;
  const { calendar, medianTargetMs, limitTargetMs } = levels;
  const now = clock.now();
  const rows = await database.waits.since(new Date(now.getTime() - shownMs), mostWaits);
  const waits = rows.map((wait) => measured(wait, levels));
  const open = await database.queue.openByPath(cutOffsAt(levels, now).breached);
  return {
    at: now.toISOString(),
    targets: { p50WorkingHours: medianTargetMs / hourMs, p95WorkingHours: limitTargetMs / hourMs },
    timeZone: calendar.timeZone,
    isOpen: calendar.isOpen(now),
    opensAt: calendar.nextOpening(now).toISOString(),
    breachedSince: (await database.waits.breachedSince())?.toISOString() ?? null,
    decisionsPerHour: decisionsPerHour(calendar, await database.waits.pace(decisionsLooked), now),
    paths: applicationPaths.map((path) => {
      const waiting = open.find((one) => one.path === path);
      const ofPath = waits.filter((wait) => wait.path === path);
      return {
        path,
        open: waiting?.open ?? 0,
        breached: waiting?.breached ?? 0,
        oldestSubmittedAt: waiting?.oldest.toISOString() ?? null,
        ...summaryOf(ofPath, levels),
      };
    }),
    days: byDay(waits, levels),
    isCapped: rows.length === mostWaits,
  };
}
