// Addresses of the reviewers' desk.
import * as decision from '../../contract/decision.ts';
import * as queue from '../../contract/queue.ts';
import * as reveal from '../../contract/reveal.ts';
import * as contract from '../../contract/review.ts';
import { readEndings as readEndingsContract } from '../../contract/review-endings.ts';
import { readServiceLevels as readServiceLevelsEndpoint } from '../../contract/service-levels.ts';
import { reviewerOf, route, type Route } from '../../http/route.ts';
import { claimCase, releaseCase } from './claim-case.ts';
import { decideCase, type DecideDeps } from './decide-case.ts';
import { readCase, type ReadCaseDeps } from './read-case.ts';
import { readEndings } from './read-endings.ts';
import { claimNext } from './next-case.ts';
import { readQueue } from './read-queue.ts';
import { revealCase } from './reveal-case.ts';
import { settleOwnDecision } from './settle-decision.ts';
import { readServiceLevels } from './read-service-levels.ts';
import { searchCases, type SearchDeps } from './search-cases.ts';
import { changeShift } from './shift.ts';
import { undoDecision } from './undo-decision.ts';

import { viewReviewer } from './view-reviewer.ts';

export type ReviewDeps = DecideDeps & ReadCaseDeps & SearchDeps;

export function reviewRoutes(deps: ReviewDeps): readonly Route[] {
  return [
    route(contract.readReviewer, async (asked) => viewReviewer(deps, reviewerOf(asked).reviewer)),
    route(queue.readQueue, async (asked) => readQueue(deps, reviewerOf(asked).reviewer.id, asked.query)),
    route(readEndingsContract, async () => readEndings(deps)),
    route(queue.searchCases, async (asked) =>
      searchCases(deps, reviewerOf(asked).reviewer.id, asked.body.text),
    ),
    route(queue.claimNext, async (asked) => ({
      applicationId: await claimNext(deps, reviewerOf(asked).reviewer.id, asked.body),
    })),
    route(queue.changeShift, async (asked) =>
      changeShift(deps, reviewerOf(asked).reviewer.id, asked.body.isOn),
    ),
    route(readServiceLevelsEndpoint, async () => readServiceLevels(deps)),
    route(contract.readCase, async (asked) => {
      const { id } = reviewerOf(asked).reviewer;
      await deps.database.shifts.stayOn(id, deps.clock.now());
      return readCase(deps, asked.params.applicationId, id, true);
    }),
    route(contract.claimCase, async (asked) => {
      const { id } = reviewerOf(asked).reviewer;
      await claimCase(deps, asked.params.applicationId, id);
      return readCase(deps, asked.params.applicationId, id, false);
    }),
    route(contract.releaseCase, async (asked) => {
      await releaseCase(deps, asked.params.applicationId, reviewerOf(asked).reviewer.id);
    }),
    route(reveal.revealCase, async (asked) =>
      revealCase(deps, asked.params.applicationId, reviewerOf(asked).reviewer, asked.body.fields),
    ),
    route(decision.undoDecision, async (asked) => {
      const { id } = reviewerOf(asked).reviewer;
      await undoDecision(deps, asked.params.applicationId, id);
      return readCase(deps, asked.params.applicationId, id, false);
    }),
    route(decision.settleDecision, async (asked) => {
      const { id } = reviewerOf(asked).reviewer;
      await settleOwnDecision(deps, asked.params.applicationId, id);
      return readCase(deps, asked.params.applicationId, id, false);
    }),
    route(contract.decideCase, async (asked) => {
      const { id } = reviewerOf(asked).reviewer;
      await decideCase(deps, asked.params.applicationId, id, asked.body);
      return readCase(deps, asked.params.applicationId, id, false);
    }),
  ];
}
