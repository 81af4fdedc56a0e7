// Other applications that have a person, a business or a contact in common with a case.
import type { CaseView } from '../../contract/review.ts';
import type { ApplicationId } from '../../domain/application.ts';
import type { Database } from '../../ports/database.ts';

const shownApplications = 20;

/** Which person it is stays unsaid: only that it is the same one. */
export async function relatedTo(database: Database, id: ApplicationId): Promise<CaseView['related']> {
  const found = await database.links.related(id, shownApplications);
  return Promise.all(
    found.map(async ({ applicationId, by }) => {
      const row = await database.applications.find(applicationId);
      if (row === null) throw new Error(`there is no application ${applicationId}`);
      const last = (await database.reviews.decisions(applicationId)).at(-1) ?? null;
      const isOpen = row.state === 'in_review' || row.state === 'checking';
      return {
        applicationId,
        by: by.toSorted(),
        state: row.state,
        openedAt: row.openedAt.toISOString(),
        decidedAt: row.decidedAt?.toISOString() ?? null,
        isSubmitted: row.round > 0,
        // what was decided on a case that still waits is for those who decide it
        outcome: last === null || isOpen ? null : { decision: last.decision, reasons: [...last.reasons] },
      };
    }),
  );
}
