// Addresses of the gate: its mode, its evidence, going live and back.
import * as contract from '../../contract/go-live.ts';
import { reviewerOf, route, type Route } from '../../http/route.ts';
import { confirmLive, refuseLive } from './answer-proposal.ts';
import { auditAdmission, readAudits } from './audit-admission.ts';
import type { GoLiveDeps } from './count-evidence.ts';
import { holdGate } from './hold-gate.ts';
import { proposeLive } from './propose-live.ts';
import { readGate, readHistory } from './read-gate.ts';
import type { WatchOutcome } from './watch-gate.ts';

export interface GoLiveRoutesDeps extends GoLiveDeps {
  /** For the log: a request, too, can make the gate fall back. */
  readonly onWatched: (outcome: WatchOutcome) => void;
}

export function goLiveRoutes(deps: GoLiveRoutesDeps): readonly Route[] {
  return [
    route(contract.readGate, async (asked) => readGate(deps, reviewerOf(asked).reviewer)),
    route(contract.readGateHistory, async () => ({ changes: await readHistory(deps) })),
    route(contract.proposeLive, async (asked) => {
      const { reviewer } = reviewerOf(asked);
      const { expiresAt, ...terms } = asked.body;
      await proposeLive(deps, reviewer, { ...terms, expiresAt: new Date(expiresAt) });
      return readGate(deps, reviewer);
    }),
    route(contract.confirmLive, async (asked) => {
      const { reviewer } = reviewerOf(asked);
      await confirmLive(deps, reviewer, { ...asked.params, ...asked.body });
      return readGate(deps, reviewer);
    }),
    route(contract.refuseLive, async (asked) => {
      const { reviewer } = reviewerOf(asked);
      await refuseLive(deps, reviewer, { ...asked.params, ...asked.body });
      return readGate(deps, reviewer);
    }),
    route(contract.holdGate, async (asked) => {
      const { reviewer } = reviewerOf(asked);
      await holdGate(deps, reviewer.id, asked.body.note);
      return readGate(deps, reviewer);
    }),
    route(contract.readAudits, async () => ({ audits: await readAudits(deps) })),
    route(contract.auditAdmission, async (asked) => {
      const { id } = reviewerOf(asked).reviewer;
      const outcome = await auditAdmission(deps, asked.params.applicationId, id, asked.body);
      if (outcome !== null) deps.onWatched(outcome);
      return { audits: await readAudits(deps) };
    }),
  ];
}
