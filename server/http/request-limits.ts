// How much one account may ask within a minute and send at once; counted in this process.
import type { Request } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import { DomainError } from '../domain/errors.ts';
import type { Clock } from '../ports/clock.ts';
import { createMinuteLimit } from './rate-limit.ts';
import type { Session } from './sessions.ts';

export interface RequestLimits {
  /** Counts a request of that account, whichever device it comes from. Throws `too-many-attempts`. */
  count(session: Session | null): void;
  /** To be called before the first byte is read. Throws `temporarily-busy`; what it answers is called at the end. */
  beginUpload(session: Session | null, request: Request): () => void;
}

export interface LimitSettings {
  readonly applicantPerMinute: number;
  readonly reviewerPerMinute: number;
  readonly uploadsAtOnce: number;
  readonly uploadsAtOnceEach: number;
}

/** IPv6 addresses of one network are one: whoever has one of them has all of them. */
export const addressOf = (request: Request): string => ipKeyGenerator(request.ip ?? '');

/** Keys count for themselves: `api-key-access.ts`. */
function accountOf(session: Session): string {
  if (session.kind === 'applicant') return session.applicationId;
  return session.kind === 'reviewer' ? session.reviewer.id : session.keyId;
}

export function createRequestLimits(clock: Clock, settings: LimitSettings): RequestLimits {
  const byApplicant = createMinuteLimit(clock, settings.applicantPerMinute);
  const byReviewer = createMinuteLimit(clock, settings.reviewerPerMinute);
  const uploads = new Map<string, number>();
  let inAll = 0;
  return {
    count(session) {
      if (session?.kind === 'applicant') byApplicant.count(accountOf(session));
      if (session?.kind === 'reviewer') byReviewer.count(accountOf(session));
    },
    beginUpload(session, request) {
      const who = session === null ? addressOf(request) : `${session.kind} ${accountOf(session)}`;
      const own = uploads.get(who) ?? 0;
      if (inAll >= settings.uploadsAtOnce || own >= settings.uploadsAtOnceEach)
        throw new DomainError('temporarily-busy');
      uploads.set(who, own + 1);
      inAll += 1;
      return () => {
        const left = (uploads.get(who) ?? 1) - 1;
        if (left === 0) uploads.delete(who);
        else uploads.set(who, left);
        inAll -= 1;
      };
    },
  };
}
