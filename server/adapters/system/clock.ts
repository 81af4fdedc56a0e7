// The machine's own clock.

import { setTimeout as wait } from 'node:timers/promises';
import type { Clock, Delay } from '../../ports/clock.ts';

export function createSystemClock(): Clock {
  return { now: () => new Date() };
}

export const systemDelay: Delay = async (ms, signal) => {
  await wait(ms, undefined, { signal });
};
