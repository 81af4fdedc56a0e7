// How long a reviewer's session lasts, and by which way it began.
import {
  breakGlassSessionLifetimeMs,
  reviewerIdleMs,
  reviewerSessionLifetimeMs,
  sessionNoteMs,
} from './limits.ts';

/** `link`: a one-time link. `provider`: the identity provider. `break-glass`: a link although there is a provider. */
export const signInWays = ['link', 'break-glass', 'provider'] as const;
export type SignInWay = (typeof signInWays)[number];

export function sessionExpiry(way: SignInWay, openedAt: Date): Date {
  const lifetimeMs = way === 'break-glass' ? breakGlassSessionLifetimeMs : reviewerSessionLifetimeMs;
  return new Date(openedAt.getTime() + lifetimeMs);
}

/** A session whose person did nothing since then is idle for too long. */
export const idleSince = (now: Date): Date => new Date(now.getTime() - reviewerIdleMs);

interface Use {
  readonly lastSeenAt: Date;
  readonly lastActiveAt: Date;
}

/** Whether this use is worth writing down: once a minute at most. */
export function isNoteDue({ lastSeenAt, lastActiveAt }: Use, now: Date, isActive: boolean): boolean {
  const noted = isActive ? lastActiveAt : lastSeenAt;
  return now.getTime() - noted.getTime() >= sessionNoteMs;
}
