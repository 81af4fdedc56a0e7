// Addresses of quality: the figures for everybody, known cases for leads and operators.
import * as contract from '../../contract/quality.ts';
import { reviewerOf, route, type Route } from '../../http/route.ts';
import {
  demandLead,
  endKnownCase,
  listKnownCases,
  markKnownCase,
  type KnownCaseDeps,
} from './mark-known-case.ts';
import { readQuality, type ReadQualityDeps } from './read-quality.ts';

export function qualityRoutes(deps: ReadQualityDeps & KnownCaseDeps): readonly Route[] {
  return [
    route(contract.readQuality, async (asked) =>
      readQuality(deps, reviewerOf(asked).reviewer, asked.query.days),
    ),
    route(contract.listKnownCases, async (asked) => {
      demandLead(reviewerOf(asked).reviewer);
      return listKnownCases(deps);
    }),
    route(contract.markKnownCase, async (asked) => {
      const { reviewer } = reviewerOf(asked);
      demandLead(reviewer);
      await markKnownCase(deps, reviewer, asked.body);
      return listKnownCases(deps);
    }),
    route(contract.endKnownCase, async (asked) => {
      const { reviewer } = reviewerOf(asked);
      demandLead(reviewer);
      await endKnownCase(deps, reviewer, asked.params.knownCaseId);
    }),
  ];
}
