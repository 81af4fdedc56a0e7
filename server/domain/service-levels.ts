// How long people may wait for a decision: targets, what is late or nearly so, and an honest guess.
import type { WorkingCalendar } from './working-calendar.ts';

/** Targets for the first decision on a submission, in working time. */
export interface ServiceLevels {
  readonly calendar: WorkingCalendar;
  /** Half of the submissions are decided by then. Also what is left when a case becomes pressing. */
  readonly medianTargetMs: number;
  /** 95 % of the submissions are decided by then; after it a case is late. */
  readonly limitTargetMs: number;
}

export const queueAges = ['breached', 'near', 'waiting'] as const;
/** `breached`: past its target; `near`: within the last stretch before it. */
export type QueueAge = (typeof queueAges)[number];

/** By when a submission should be decided. */
export function dueAt({ calendar, limitTargetMs }: ServiceLevels, submittedAt: Date): Date {
  return calendar.after(submittedAt, limitTargetMs);
}

/** Submitted at or before these moments: what makes ages of a submission without looking at each. */
export interface QueueCutOffs {
  readonly breached: Date;
  readonly near: Date;
  /** Due before the reviewers' day is over, unless decided. */
  readonly today: Date;
}

export function cutOffsAt(
  { calendar, medianTargetMs, limitTargetMs }: ServiceLevels,
  now: Date,
): QueueCutOffs {
  const breached = calendar.before(now, limitTargetMs);
  return {
    breached,
    near: calendar.before(now, Math.max(0, limitTargetMs - medianTargetMs)),
    today: calendar.before(calendar.endOfDay(now), limitTargetMs),
  };
}

export function ageOf(submittedAt: Date, { breached, near }: QueueCutOffs): QueueAge {
  return submittedAt <= breached ? 'breached' : submittedAt <= near ? 'near' : 'waiting';
}

/** The newest submissions decided: how many, and when the oldest of them was. */
export interface Pace {
  readonly decided: number;
  readonly since: Date;
}

/** Fewer decisions than this say nothing about a pace. */
export const decisionsNeeded = 5;
/** The newest decisions that a pace is taken from. */
export const decisionsLooked = 100;

/** Decisions per hour of working time; null when there are too few to say. Slows down by itself while nobody decides. */
export function decisionsPerHour(calendar: WorkingCalendar, pace: Pace, now: Date): number | null {
  if (pace.decided < decisionsNeeded) return null;
  const workedMs = calendar.between(pace.since, now);
  // all of it outside working hours: the hours do not describe how people work
  return workedMs > 0 ? ((pace.decided - 1) * 3_600_000) / workedMs : null; // the oldest one begins the time
}

/** When a case is decided if things go on as they did: `ahead` cases come before it. Null when there are too few numbers. */
export function expectedDecisionAt(
  calendar: WorkingCalendar,
  asked: { ahead: number; pace: Pace; now: Date },
): Date | null {
  const perHour = decisionsPerHour(calendar, asked.pace, asked.now);
  return perHour === null ? null : calendar.after(asked.now, ((asked.ahead + 1) * 3_600_000) / perHour);
}

/** The value that this share (0..1) of the sorted numbers does not exceed; null when there are none. */
export function quantileOf(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}
