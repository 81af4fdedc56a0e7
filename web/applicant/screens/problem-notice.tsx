// Says what is the matter, what to do next and, where it is known to be long, when; takes the focus so that nobody misses it.
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Problem } from '../../shared/api.ts';
import { useLanguage } from '../../shared/strings/language.ts';
import { useStrings } from '../../shared/strings/tables.ts';
import { sayMoment } from '../honest-time.ts';

/** Below it the words of the problem say enough: a little later. */
const longWaitSeconds = 15 * 60;

/** The full minute by which so many seconds from now are over. */
const minuteAfter = (seconds: number): string =>
  new Date(Math.ceil((Date.now() + seconds * 1000) / 60_000) * 60_000).toISOString();

export function ProblemNotice({ problem, children }: { problem: Problem; children?: ComponentChildren }) {
  const strings = useStrings();
  const language = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [problem]);
  const wording = strings.problems[problem.type];
  const { requestId, retryAfterSeconds = 0 } = problem.details;
  const isLong = problem.type === 'too-many-attempts' && retryAfterSeconds >= longWaitSeconds;
  const again = useMemo(() => minuteAfter(retryAfterSeconds), [problem]);
  return (
    <div ref={box} class="notice notice-bad" role="alert" tabIndex={-1}>
      <h2>{wording.says}</h2>
      <p>{wording.next}</p>
      {isLong && <p>{strings.common.againFrom(sayMoment(again, new Date(), language))}</p>}
      {problem.type === 'internal' && requestId && (
        <p class="small soft">{strings.common.requestNumber(requestId)}</p>
      )}
      {children}
    </div>
  );
}
