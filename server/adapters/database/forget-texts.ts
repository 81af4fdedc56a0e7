// Blanks what people at the desk wrote about an application; the database lets nobody do so before its time.
import type { Kysely } from 'kysely';
import type { ApplicationId } from '../../domain/application.ts';
import type { ForgottenTexts } from '../../ports/retention.ts';
import type { Tables } from './tables.ts';

const bothBlank = { message: '', note: '' } as const;
const noteBlank = { note: '' } as const;

export async function forgetTexts(db: Kysely<Tables>, applicationId: ApplicationId): Promise<ForgottenTexts> {
  const decisions = await db
    .updateTable('reviewDecisions')
    .set(bothBlank)
    .where('applicationId', '=', applicationId)
    .where((is) => is.or([is('message', '<>', ''), is('note', '<>', '')]))
    .executeTakeFirstOrThrow();
  const escalations = await db
    .updateTable('escalations')
    .set(noteBlank)
    .where('applicationId', '=', applicationId)
    .where('note', '<>', '')
    .executeTakeFirstOrThrow();
  const revocations = await db
    .updateTable('revocations')
    .set(bothBlank)
    .where('applicationId', '=', applicationId)
    .where((is) => is.or([is('message', '<>', ''), is('note', '<>', '')]))
    .executeTakeFirstOrThrow();
  const audits = await db
    .updateTable('admissionAudits')
    .set(noteBlank)
    .where('applicationId', '=', applicationId)
    .where('note', '<>', '')
    .executeTakeFirstOrThrow();
  await db
    .updateTable('qualityReviews')
    .set(bothBlank)
    .where('alias', 'in', (is) =>
      is.selectFrom('qualityTasks').select('qualityTasks.alias').where('applicationId', '=', applicationId),
    )
    .where((is) => is.or([is('message', '<>', ''), is('note', '<>', '')]))
    .execute();
  return {
    decisions: Number(decisions.numUpdatedRows),
    escalations: Number(escalations.numUpdatedRows),
    revocations: Number(revocations.numUpdatedRows),
    audits: Number(audits.numUpdatedRows),
  };
}
