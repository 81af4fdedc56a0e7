// What came in the way of a legal hold, in words about holds rather than about cases.
import { useEffect } from 'preact/hooks';
import type { Problem } from '../shared/api.ts';
import { useLegalHoldsWords } from './legal-holds-words.ts';
import { ProblemNotice } from './problem-notice.tsx';

export interface LegalHoldProblemProps {
  readonly act: 'set' | 'lift';
  readonly problem: Problem;
  /** It is as wished for already: what is shown should be read again. */
  readonly onChanged: () => void;
}

export function LegalHoldProblem({ act, problem, onChanged }: LegalHoldProblemProps) {
  const words = useLegalHoldsWords();
  const hasChanged = problem.type === 'event-not-possible';
  useEffect(() => {
    if (hasChanged) onChanged();
    // once for each problem
  }, [problem]);
  if (!hasChanged && problem.type !== 'not-found') return <ProblemNotice problem={problem} />;
  const { says, next } = hasChanged ? words.changed[act] : words.absent;
  return (
    <p class="notice notice-bad" role="alert">
      <strong>{says}</strong> {next}
    </p>
  );
}
