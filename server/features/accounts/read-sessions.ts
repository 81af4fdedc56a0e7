// Lists sessions in force: one's own, or everybody's with the people whose they are.
import type { PeopleView, SessionsView, SessionView } from '../../contract/accounts.ts';
import type { ReviewerSession } from '../../ports/reviewer-sessions.ts';
import type { AccountDeps } from './open-session.ts';

export interface Asking {
  readonly reviewerId: string;
  readonly sessionId: string;
}

function viewOf({ id, way, browser, ...times }: ReviewerSession, asking: Asking): SessionView {
  return {
    sessionId: id,
    isThis: id === asking.sessionId,
    way,
    browser,
    openedAt: times.openedAt.toISOString(),
    lastSeenAt: times.lastSeenAt.toISOString(),
    expiresAt: times.expiresAt.toISOString(),
  };
}

export async function readMySessions(
  { database, clock }: AccountDeps,
  asking: Asking,
): Promise<SessionsView> {
  const sessions = await database.reviewerSessions.inForce(asking.reviewerId, clock.now());
  return { sessions: sessions.map((session) => viewOf(session, asking)) };
}

export async function readPeople({ database, clock }: AccountDeps, asking: Asking): Promise<PeopleView> {
  const [people, sessions] = await Promise.all([
    database.reviewers.all(),
    database.reviewerSessions.inForce(null, clock.now()),
  ]);
  return {
    people: people.map(({ id, name, role, barredAt }) => ({
      reviewerId: id,
      name,
      role,
      isYou: id === asking.reviewerId,
      barredAt: barredAt?.toISOString() ?? null,
      sessions: sessions
        .filter(({ reviewerId }) => reviewerId === id)
        .map((session) => viewOf(session, asking)),
    })),
  };
}
