// Something that is sent to the server: while it is on its way, and what came in its way.
import { useRef, useState } from 'preact/hooks';
import { asProblem, isAbort, type Problem } from '../shared/api.ts';

export interface Sending {
  readonly problem: Problem | null;
  readonly isBusy: boolean;
  /** `onDone` is told the answer; after a problem nothing changes, so what was typed stays. */
  readonly send: <Answer>(request: Promise<Answer>, onDone: (answer: Answer) => void) => void;
}

/** `onGone` is told when what it was about is not there any more: whoever shows it should read it again. */
export function useSending(onSignedOut: (problem: Problem) => void, onGone?: () => void): Sending {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const latest = useRef({ onSignedOut, onGone });
  latest.current = { onSignedOut, onGone };

  const send: Sending['send'] = (request, onDone) => {
    setBusy(true);
    setProblem(null);
    request
      .then(onDone, (error: unknown) => {
        if (isAbort(error)) return;
        const found = asProblem(error);
        if (found.type === 'not-authenticated') latest.current.onSignedOut(found);
        else setProblem(found);
        if (found.type === 'not-found') latest.current.onGone?.();
      })
      .finally(() => setBusy(false));
  };
  return { problem, isBusy, send };
}
