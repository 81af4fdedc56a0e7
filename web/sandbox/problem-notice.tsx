// A request that could not be carried out, in words.
import type { Problem } from '../shared/api.ts';
import { useProblemWords } from './words.ts';

export function ProblemNotice({ problem }: { problem: Problem }) {
  const { says, next } = useProblemWords()[problem.type];
  return (
    <p class="notice notice-bad" role="alert">
      <strong>{says}</strong> {next}
    </p>
  );
}
