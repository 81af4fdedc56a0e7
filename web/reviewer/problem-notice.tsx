// A request that could not be carried out, in words: what happened, then what to do.
import type { ComponentChildren } from 'preact';
import type { Problem } from '../shared/api.ts';
import { problemWords, useWords } from './words.ts';

export function ProblemNotice({ problem, children }: { problem: Problem; children?: ComponentChildren }) {
  const words = useWords();
  const { says, next } = problemWords(problem, words);
  const { requestId } = problem.details;
  return (
    <div class="notice notice-bad" role="alert">
      <p>
        <strong>{says}</strong> {next}
      </p>
      {requestId && <p class="small soft">{words.problemNumber(requestId)}</p>}
      {children}
    </div>
  );
}
