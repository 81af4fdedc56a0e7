// Deletes sessions that ended long ago: the audit trail has what must stay.
import { endedSessionKeepMs } from '../../domain/limits.ts';
import type { AccountDeps } from './open-session.ts';

export async function forgetSessions({
  database,
  clock,
}: Pick<AccountDeps, 'database' | 'clock'>): Promise<void> {
  await database.reviewerSessions.forget(new Date(clock.now().getTime() - endedSessionKeepMs));
}
