// Counts whose faces are stored, once an hour, and says when that comes near the number that has to be filed.
import { faceLevelOf, type FaceLevel } from '../../domain/stored-faces.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';

const everyMs = 3_600_000;

/** Answers the new level with the count when it is another than before; else null. */
export async function watchFaces({
  database,
  clock,
}: {
  database: Database;
  clock: Clock;
}): Promise<{ readonly level: FaceLevel; readonly people: number } | null> {
  const at = clock.now();
  const { countedAt } = await database.storedFaces.figures();
  // a clock that was put back must not stop the counting
  const ageMs = countedAt === null ? everyMs : Math.abs(at.getTime() - countedAt.getTime());
  if (ageMs < everyMs) return null;
  const count = await database.storedFaces.count();
  const level = faceLevelOf(count.people);
  const before = await database.transaction((tx) => tx.storedFaces.note(count, level, at));
  return level === before ? null : { level, people: count.people };
}
