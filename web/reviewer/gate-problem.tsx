// A request about the gate that could not be carried out, in words: what happened, then what to do.
import type { Problem } from '../shared/api.ts';
import { useProblemWords } from './gate-words.ts';

export function GateProblem({ problem }: { problem: Problem }) {
  const { says, next } = useProblemWords()[problem.type];
  return (
    <div class="notice notice-bad" role="alert">
      <p>
        <strong>{says}</strong> {next}
      </p>
    </div>
  );
}
