// What the database's guard of linked cases says, in the words of the domain.
import pg from 'pg';
import { DomainError } from '../../domain/errors.ts';

const isOwnCase = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.constraint === 'own_case';

/** Throws `own-case` when the reviewer of the written row is linked to its case, be it only since it was looked up. */
export async function unlessOwnCase<T>(written: Promise<T>): Promise<T> {
  try {
    return await written;
  } catch (error) {
    throw isOwnCase(error) ? new DomainError('own-case', {}, { cause: error }) : error;
  }
}
