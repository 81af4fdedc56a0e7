// Refuses changes to an application when it is not the applicant's turn.
import { isEditable, type ApplicationState } from './application.ts';
import { DomainError } from './errors.ts';

/** Throws `not-found` for null and `application-not-editable` when it is somebody else's turn. */
export function demandEditable<Row extends { readonly state: ApplicationState }>(row: Row | null): Row {
  if (row === null) throw new DomainError('not-found');
  if (!isEditable(row.state)) throw new DomainError('application-not-editable', { state: row.state });
  return row;
}
