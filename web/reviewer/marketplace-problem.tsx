// What came in the way on the marketplace page; of what is gone it says so, and not that a case is.
import type { Problem } from '../shared/api.ts';
import { useMarketplaceWords } from './marketplace-words.ts';
import { ProblemNotice } from './problem-notice.tsx';

export function MarketplaceProblem({ problem }: { problem: Problem }) {
  const { gone } = useMarketplaceWords();
  if (problem.type !== 'not-found') return <ProblemNotice problem={problem} />;
  return (
    <p class="notice notice-bad" role="alert">
      <strong>{gone.says}</strong> {gone.next}
    </p>
  );
}
