// A request that could not be carried out, in words; about a portrait, in words of its own.
import type { Problem } from '../shared/api.ts';
import { useProblemWords, useWords } from './words.ts';

export function ProblemNotice({ problem }: { problem: Problem }) {
  const general = useProblemWords();
  const { says, next } = useWords().portraitProblems[problem.type] ?? general[problem.type];
  return (
    <p class="notice notice-bad" role="alert">
      <strong>{says}</strong> {next}
    </p>
  );
}
