// How often somebody may ask within one minute; counted in this process.
import { DomainError } from '../domain/errors.ts';
import type { Clock } from '../ports/clock.ts';

const minuteMs = 60_000;

export interface MinuteLimit {
  /** Throws `too-many-attempts` once `who` has asked more often than that in this minute. */
  count(who: string): void;
}

export function createMinuteLimit(clock: Clock, perMinute: number): MinuteLimit {
  const counts = new Map<string, number>();
  let counted = 0;
  return {
    count(who) {
      const nowMs = clock.now().getTime();
      const minute = Math.floor(nowMs / minuteMs);
      if (minute !== counted) counts.clear();
      counted = minute;
      const count = (counts.get(who) ?? 0) + 1;
      counts.set(who, count);
      if (count > perMinute)
        throw new DomainError('too-many-attempts', {
          retryAfterSeconds: Math.ceil(((minute + 1) * minuteMs - nowMs) / 1000),
        });
    },
  };
}
