// Addresses of photos and other evidence.
import type { ApplicationView } from '../../contract/application.ts';
import * as contract from '../../contract/evidence.ts';
import type { ApplicationId } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import { reviewerOf, route, type Route } from '../../http/route.ts';
import type { Reviewer } from '../../ports/reviewers.ts';
import { addPhoto, type AddPhotoDeps } from './add-photo.ts';
import { openEvidence, passSha256 } from './open-evidence.ts';
import { readMyPhoto, viewEvidence } from './read-photo.ts';

export interface EvidenceDeps extends AddPhotoDeps {
  view: (id: ApplicationId) => Promise<ApplicationView>;
  /** What a case lies in: for some identifiers that is not the database itself. */
  caseDesk: (id: ApplicationId, reviewer: Reviewer) => Promise<Pick<AddPhotoDeps, 'database' | 'vault'>>;
}

export function evidenceRoutes(deps: EvidenceDeps): readonly Route[] {
  const { database, clock } = deps;
  const passes = database.evidencePasses;
  return [
    route(contract.addPhoto, async ({ params, body, files, signal }) => {
      const [upload = new Uint8Array()] = files;
      const offered = { kind: params.kind, upload, insists: body.insist === 'yes' };
      await addPhoto(deps, params.applicationId, offered, signal);
      return deps.view(params.applicationId);
    }),
    route(contract.readMyPhoto, async ({ params }) => readMyPhoto(deps, params.applicationId, params.kind)),
    route(contract.openEvidence, async (asked) => {
      const { applicationId } = asked.params;
      const { reviewer } = reviewerOf(asked);
      const its = { ...deps, ...(await deps.caseDesk(applicationId, reviewer)), passes };
      return openEvidence(its, applicationId, reviewer.id, asked.body);
    }),
    route(contract.viewEvidence, async (asked) => {
      const { reviewer } = reviewerOf(asked);
      const pass = await passes.take(passSha256(asked.params.pass), reviewer.id, clock.now());
      if (pass === null) throw new DomainError('not-found');
      const its = await deps.caseDesk(pass.applicationId, reviewer);
      return viewEvidence(its, pass.applicationId, pass.evidenceId, reviewer.id);
    }),
  ];
}
