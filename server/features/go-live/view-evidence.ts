// Evidence as people read it: the counts with everything that follows from them.
import type { EvidenceView } from '../../contract/go-live.ts';
import { shadowStandings, watchedDistances } from '../../domain/shadow-case.ts';
import {
  claimOf,
  groupFigures,
  groupsBeyond,
  overallFigures,
  refusalsMissing,
  type GroupFigures,
} from '../../gate/claims.ts';
import { requiredBound, type Hashed } from '../../gate/go-live.ts';
import { distanceBinWidth } from '../../gate/shadow.ts';

export function viewEvidence({ evidence, sha256 }: Hashed, wantedBound: number): EvidenceView {
  const bound = requiredBound(wantedBound);
  const { throughSeq, policyVersion, judgedBy, falseAdmits, leftOut, distances } = evidence;
  const beyond = groupsBeyond(evidence, bound);
  const isBeyond = (group: GroupFigures): boolean =>
    beyond.some(({ by, value }) => by === group.by && value === group.value);
  return {
    sha256,
    throughSeq,
    policyVersion,
    judgedBy,
    ...overallFigures(evidence),
    requiredBound: bound,
    moreRefusals: refusalsMissing(falseAdmits, bound),
    claim: claimOf(falseAdmits),
    groups: groupFigures(evidence).map((group) => ({ ...group, isBeyond: isBeyond(group) })),
    leftOut: shadowStandings.flatMap((standing) => {
      const cases = leftOut[standing] ?? 0;
      return cases === 0 ? [] : [{ standing, cases }];
    }),
    distanceBinWidth,
    distances: watchedDistances.map((of) => ({ of, counts: [...distances[of]] })),
  };
}
