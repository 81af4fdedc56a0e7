// A settled case given once more under an alias: what is drawn, how its times are moved, for how long it is used.
import type { ApplicationState } from './application.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** States in which an application is decided and can be given once more. */
export const settledStates = ['admitted', 'refused'] as const satisfies readonly ApplicationState[];

export function isSettled(state: ApplicationState): boolean {
  return (settledStates as readonly ApplicationState[]).includes(state);
}

/** An alias comes into the queue within this time, at a moment that nobody can foresee. */
export const giveWithinMs = 4 * hourMs;
/** Whoever it was given to has this long; then it is taken back, and may go to somebody else. */
export const answerWithinMs = 3 * dayMs;
/** A drawn case that nobody can be given now is tried again for this long. */
export const tryGivingForMs = 3 * dayMs;
/** Faces are erased 30 days after the decision: everything ends a day before. */
export const useForMs = 29 * dayMs;
/** Tasks that wait for one reviewer at a time. */
export const mostOpenTasks = 2;

/** `draw`: 0 ≤ draw < 1, from a source that reviewers cannot foresee. A share of 0 draws nobody. */
export const isDrawn = (draw: number, share: number): boolean => draw < share;

/** The times of a task that say how far everything about its original is moved. */
export interface Moved {
  readonly referredAt: Date;
  readonly visibleAt: Date;
}

/** A moment of the original as the alias tells it: as if it had come before people when the alias did. */
export function movedTime({ referredAt, visibleAt }: Moved, at: Date): Date {
  return new Date(at.getTime() + visibleAt.getTime() - referredAt.getTime());
}

const dayPattern = /\d{4}-\d{2}-\d{2}(?!.*\d{4}-\d{2}-\d{2})/s;

/**
 * The statement of will ends with the day it was made on, of which the alias says the one that goes with its other
 * times. `statedAt`: when the original's capture was opened. Days are those of UTC, as in the statement itself.
 */
export function movedStatement(task: Moved, statement: string, statedAt: Date): string {
  const dayOf = (at: Date): number => Math.floor(at.getTime() / dayMs);
  const days = dayOf(movedTime(task, statedAt)) - dayOf(statedAt);
  return statement.replace(dayPattern, (day) => {
    const moved = new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs);
    return Number.isNaN(moved.getTime()) ? day : moved.toISOString().slice(0, 10);
  });
}
