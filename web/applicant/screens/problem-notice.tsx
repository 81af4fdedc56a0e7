// Says what is the matter, then what to do next; takes the focus so that nobody misses it.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Problem } from '../../shared/api.ts';
import { useStrings } from '../../shared/strings/tables.ts';

export function ProblemNotice({ problem, children }: { problem: Problem; children?: ComponentChildren }) {
  const strings = useStrings();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [problem]);
  const wording = strings.problems[problem.type];
  const { requestId } = problem.details;
  return (
    <div ref={box} class="notice notice-bad" role="alert" tabIndex={-1}>
      <h2>{wording.says}</h2>
      <p>{wording.next}</p>
      {problem.type === 'internal' && requestId && (
        <p class="small soft">{strings.common.requestNumber(requestId)}</p>
      )}
      {children}
    </div>
  );
}
