// Addresses of the reviewers' desk.
import * as decision from '../../contract/decision.ts';
import * as queue from '../../contract/queue.ts';
import * as caseReceipt from '../../contract/case-receipt.ts';
import * as reveal from '../../contract/reveal.ts';
import * as identity from '../../contract/reviewer-identity.ts';
import * as revocation from '../../contract/revocation.ts';
import * as contract from '../../contract/review.ts';
import { readEndings as readEndingsContract } from '../../contract/review-endings.ts';
import { readServiceLevels as readServiceLevelsEndpoint } from '../../contract/service-levels.ts';
import type { ApplicationId } from '../../domain/application.ts';
import { operatorOf, reviewerOf, route, type Asked, type Route } from '../../http/route.ts';
import type { Database } from '../../ports/database.ts';
import type { Reviewer } from '../../ports/reviewers.ts';
import { claimCase, releaseCase } from './claim-case.ts';
import { viewReceipt } from './case-receipt.ts';
import { decideCase, type DecideDeps } from './decide-case.ts';
import { readCase, type ReadCaseDeps } from './read-case.ts';
import { readEndings } from './read-endings.ts';
import { claimNext } from './next-case.ts';
import { readQueue } from './read-queue.ts';
import { escalateCase } from './escalate-case.ts';
import { identifyReviewer } from './identify-reviewer.ts';
import { revealCase } from './reveal-case.ts';
import { revokeAdmission } from './revoke-admission.ts';
import { saveDraft } from './save-draft.ts';
import { settleOwnDecision } from './settle-decision.ts';
import { readServiceLevels } from './read-service-levels.ts';
import { searchCases, type SearchDeps } from './search-cases.ts';
import { changeShift } from './shift.ts';
import { undoDecision } from './undo-decision.ts';

import { viewReviewer } from './view-reviewer.ts';

export type ReviewDeps = DecideDeps &
  ReadCaseDeps &
  SearchDeps & {
    /** What a case lies in: for some identifiers that is not the database itself. */
    readonly caseDesk: (
      id: ApplicationId,
      reviewer: Reviewer,
    ) => Promise<Pick<ReadCaseDeps, 'database' | 'vault' | 'jobs' | 'seeReceipt'>>;
    /** What the queue of one reviewer is read from. */
    readonly reviewerDesk: (reviewer: Reviewer) => Promise<Database>;
  };

export function reviewRoutes(deps: ReviewDeps): readonly Route[] {
  const atCase = async (
    asked: Asked<{ applicationId: ApplicationId }, unknown>,
  ): Promise<{ its: ReviewDeps; id: ApplicationId; reviewerId: string }> => {
    const { reviewer } = reviewerOf(asked);
    const id = asked.params.applicationId;
    return { its: { ...deps, ...(await deps.caseDesk(id, reviewer)) }, id, reviewerId: reviewer.id };
  };

  const atDesk = async (asked: Asked<unknown, unknown>): Promise<{ its: ReviewDeps; reviewerId: string }> => {
    const { reviewer } = reviewerOf(asked);
    return { its: { ...deps, database: await deps.reviewerDesk(reviewer) }, reviewerId: reviewer.id };
  };

  return [
    route(contract.readReviewer, async (asked) => viewReviewer(deps, reviewerOf(asked).reviewer)),
    route(queue.readQueue, async (asked) => {
      const { its, reviewerId } = await atDesk(asked);
      return readQueue(its, reviewerId, asked.query);
    }),
    route(readEndingsContract, async () => readEndings(deps)),
    route(queue.searchCases, async (asked) => {
      const { its, reviewerId } = await atDesk(asked);
      return searchCases(its, reviewerId, asked.body.text);
    }),
    route(queue.claimNext, async (asked) => {
      const { its, reviewerId } = await atDesk(asked);
      return { applicationId: await claimNext(its, reviewerId, asked.body) };
    }),
    route(queue.changeShift, async (asked) =>
      changeShift(deps, reviewerOf(asked).reviewer.id, asked.body.isOn),
    ),
    route(readServiceLevelsEndpoint, async () => readServiceLevels(deps)),
    route(contract.readCase, async (asked) => {
      const { its, id, reviewerId } = await atCase(asked);
      await deps.database.shifts.stayOn(reviewerId, deps.clock.now());
      return readCase(its, id, reviewerId, true);
    }),
    route(contract.claimCase, async (asked) => {
      const { its, id, reviewerId } = await atCase(asked);
      await claimCase(its, id, reviewerId);
      return readCase(its, id, reviewerId, false);
    }),
    route(contract.releaseCase, async (asked) => {
      const { its, id, reviewerId } = await atCase(asked);
      await releaseCase(its, id, reviewerId);
    }),
    route(reveal.revealCase, async (asked) => {
      const { its, id } = await atCase(asked);
      return revealCase(its, id, reviewerOf(asked).reviewer, asked.body.fields);
    }),
    route(caseReceipt.viewReceipt, async (asked) => {
      const { its, id, reviewerId } = await atCase(asked);
      return viewReceipt(its, id, reviewerId);
    }),
    route(decision.saveDraft, async (asked) => {
      const { its, id, reviewerId } = await atCase(asked);
      await saveDraft(its, id, reviewerId, asked.body.draft);
    }),
    route(decision.escalateCase, async (asked) => {
      const { its, id, reviewerId } = await atCase(asked);
      await escalateCase(its, id, reviewerOf(asked).reviewer, asked.body);
      return readCase(its, id, reviewerId, false);
    }),
    route(revocation.revokeAdmission, async (asked) => {
      const { reviewer } = reviewerOf(asked);
      await revokeAdmission(deps, asked.params.applicationId, reviewer, asked.body);
      return readCase(deps, asked.params.applicationId, reviewer.id, false);
    }),
    route(identity.identifyReviewer, async (asked) => {
      const actor = operatorOf(asked);
      const { reviewerId } = asked.params;
      return { reviewerId, knownBy: [...(await identifyReviewer(deps, reviewerId, asked.body, actor))] };
    }),
    route(decision.undoDecision, async (asked) => {
      const { its, id, reviewerId } = await atCase(asked);
      await undoDecision(its, id, reviewerId);
      return readCase(its, id, reviewerId, false);
    }),
    route(decision.settleDecision, async (asked) => {
      const { its, id, reviewerId } = await atCase(asked);
      await settleOwnDecision(its, id, reviewerId);
      return readCase(its, id, reviewerId, false);
    }),
    route(contract.decideCase, async (asked) => {
      const { its, id, reviewerId } = await atCase(asked);
      await decideCase(its, id, reviewerId, asked.body);
      return readCase(its, id, reviewerId, false);
    }),
  ];
}
