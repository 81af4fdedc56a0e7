// What makes the gate fall back to hold by itself: every figure that is watched, with its limit, and whether it is beyond.
import { upperBound95 } from '../domain/binomial-bound.ts';
import { kolmogorovDistance, kolmogorovLimit, stabilityIndex } from '../domain/drift.ts';
import type { FallBackCode, FallBackReason, Machine } from '../domain/gate-change.ts';
import {
  recommended,
  watchedDistances,
  type Recommended,
  type WatchedDistance,
} from '../domain/shadow-case.ts';
import { groupsBeyond } from './claims.ts';
import { fallBackLimits } from './go-live-limits.ts';
import { requiredBound } from './go-live.ts';
import { distanceBins, distanceBinWidth, matrixOf, type Evidence } from './shadow.ts';
import type { Live } from './standing.ts';

export interface Watched {
  readonly now: Date;
  readonly live: Live;
  /** Whether the stored mode is what the history says. */
  readonly isAsConfirmed: boolean;
  /** What decides now. */
  readonly machine: Machine;
  readonly wantedBound: number;
  /** As it was confirmed; null when it cannot be read any more, which is beyond every limit. */
  readonly confirmed: Evidence | null;
  /** All that people have decided by now, about what was confirmed. */
  readonly current: Evidence;
  /** Since the confirmation, newest first. */
  readonly recent: readonly {
    readonly outcome: Recommended;
    readonly distances: Readonly<Partial<Record<WatchedDistance, number>>>;
  }[];
  readonly record: { readonly asked: number; readonly unavailable: number };
  /** Answered since the confirmation; open ones whenever they began. */
  readonly audits: {
    readonly agreed: number;
    readonly refused: number;
    readonly oldestOpenAt: Date | null;
  };
}

/** `too-few`: nothing can be said yet, which is no reason to fall back. */
export type WatchFigure = FallBackReason & { readonly state: 'within' | 'beyond' | 'too-few' };

interface Measured {
  readonly of?: string;
  readonly measured: number | null;
  readonly limit: number | null;
  readonly trials?: number;
  readonly atLeast?: number;
}

/** A measure that is no number is beyond its limit: it was not established that all is well. */
function figure(code: FallBackCode, { of, measured, limit, trials, atLeast = 0 }: Measured): WatchFigure {
  const isWithin = measured !== null && limit !== null && measured <= limit;
  const isTooFew = trials !== undefined && trials < atLeast;
  return {
    code,
    of: of ?? null,
    measured,
    limit,
    trials: trials ?? null,
    state: isTooFew ? 'too-few' : isWithin ? 'within' : 'beyond',
  };
}

/** A claim that holds or not: 0 differences allowed. */
const claim = (code: FallBackCode, holds: boolean, of?: string): WatchFigure =>
  figure(code, { ...(of === undefined ? {} : { of }), measured: holds ? 0 : 1, limit: 0 });

function machineFigures({ live, machine }: Watched): readonly WatchFigure[] {
  return [
    claim('machine-changed', live.policyVersion === machine.policyVersion, 'policy'),
    ...(['engine', 'record', 'registry'] as const).map((part) =>
      claim('machine-changed', live.judgedBy[part] === machine.judgedBy[part], part),
    ),
  ];
}

function recordFigure({ record }: Watched): WatchFigure {
  const { unavailableShare, atLeast } = fallBackLimits.record;
  const { asked, unavailable } = record;
  return figure('record-errors', {
    measured: asked === 0 ? 0 : unavailable / asked,
    limit: unavailableShare,
    trials: asked,
    atLeast,
  });
}

function mixFigure({ confirmed, recent }: Watched): WatchFigure {
  const { newest, atLeast, stabilityIndex: limit } = fallBackLimits.recommendations;
  const now = recent.slice(0, newest);
  if (confirmed === null) return figure('recommendations-drifted', { measured: null, limit });
  const matrix = matrixOf(confirmed.cells);
  return figure('recommendations-drifted', {
    measured: stabilityIndex(
      recommended.map((row) => Object.values(matrix[row]).reduce((sum, count) => sum + count, 0)),
      recommended.map((row) => now.filter(({ outcome }) => outcome === row).length),
    ),
    limit,
    trials: now.length,
    atLeast,
  });
}

function inBins(values: readonly number[]): readonly number[] {
  const counts = new Array<number>(distanceBins).fill(0);
  for (const value of values) {
    const bin = Math.min(distanceBins - 1, Math.max(0, Math.floor(value / distanceBinWidth)));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

function distanceFigure({ confirmed, recent }: Watched, of: WatchedDistance): WatchFigure {
  const { newest, atLeast, significance } = fallBackLimits.distances;
  const values = recent.slice(0, newest).flatMap(({ distances }) => distances[of] ?? []);
  if (confirmed === null) return figure('distances-drifted', { of, measured: null, limit: null });
  const before = confirmed.distances[of];
  const size = before.reduce((sum, count) => sum + count, 0);
  // what was never measured before cannot have drifted; that it is measured now is another machine, or another record
  const trials = Math.min(values.length, size);
  return figure('distances-drifted', {
    of,
    measured: kolmogorovDistance(before, inBins(values)),
    limit: trials === 0 ? 1 : kolmogorovLimit(significance, size, values.length),
    trials,
    atLeast,
  });
}

function auditFigures({ audits, now }: Watched): readonly WatchFigure[] {
  const { refusals, overdueMs } = fallBackLimits.audits;
  const hours = (ms: number): number => ms / 3_600_000;
  const waitingMs = audits.oldestOpenAt === null ? 0 : now.getTime() - audits.oldestOpenAt.getTime();
  return [
    figure('audit-disagrees', {
      measured: audits.refused,
      limit: refusals,
      trials: audits.agreed + audits.refused,
    }),
    figure('audits-overdue', { measured: hours(waitingMs), limit: hours(overdueMs) }),
  ];
}

function evidenceFigures({ confirmed, current, wantedBound }: Watched): readonly WatchFigure[] {
  const limit = requiredBound(wantedBound);
  const { errors, trials } = current.falseAdmits;
  return [
    figure('evidence-insufficient', { measured: upperBound95(errors, trials), limit, trials }),
    claim('evidence-insufficient', groupsBeyond(current, limit).length === 0, 'groups'),
    claim('evidence-insufficient', (current.leftOut['seal-broken'] ?? 0) === 0, 'seals'),
    claim('evidence-insufficient', confirmed !== null, 'confirmed'),
  ];
}

/** Every figure there is, the gravest first. */
export function watchFigures(watched: Watched): readonly WatchFigure[] {
  return [
    claim('mode-altered', watched.isAsConfirmed),
    ...machineFigures(watched),
    ...auditFigures(watched),
    ...evidenceFigures(watched),
    recordFigure(watched),
    mixFigure(watched),
    ...watchedDistances.map((of) => distanceFigure(watched, of)),
  ];
}

/** Empty: live may go on. */
export function reasonsToFallBack(figures: readonly WatchFigure[]): readonly FallBackReason[] {
  return figures
    .filter(({ state }) => state === 'beyond')
    .map(({ code, of, measured, limit, trials }) => ({ code, of, measured, limit, trials }));
}

/** Asked so that a moment that is no moment is overdue. */
export function areOverdue(oldestOpenAt: Date | null, now: Date): boolean {
  return (
    oldestOpenAt !== null && !(now.getTime() - oldestOpenAt.getTime() <= fallBackLimits.audits.overdueMs)
  );
}
