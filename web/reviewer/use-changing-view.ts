// A view of the server's that is read once, and comes back changed from whatever is done to it.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { asProblem, isAbort, type Problem } from '../shared/api.ts';

export interface ChangingView<View> {
  /** Null until it is there. */
  readonly view: View | null;
  readonly problem: Problem | null;
  readonly isBusy: boolean;
  /** What was done last, for the status line. */
  readonly done: string;
  /** Sends a change; `says` is asked for the words once it is done. */
  readonly change: (request: Promise<View>, says: (before: View | null, after: View) => string) => void;
}

/** `read` must stay the same function. */
export function useChangingView<View>(
  read: (signal: AbortSignal) => Promise<View>,
  onSignedOut: (problem: Problem) => void,
): ChangingView<View> {
  const [view, setView] = useState<View | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [done, setDone] = useState('');
  const latest = useRef({ view, onSignedOut });
  latest.current = { view, onSignedOut };

  const fail = useCallback((error: unknown): void => {
    if (isAbort(error)) return;
    const found = asProblem(error);
    if (found.type === 'not-authenticated') latest.current.onSignedOut(found);
    else setProblem(found);
  }, []);

  useEffect(() => {
    const controller = new AbortController();
    read(controller.signal).then(setView, fail);
    return () => controller.abort();
  }, [read, fail]);

  const change: ChangingView<View>['change'] = (request, says) => {
    setBusy(true);
    setProblem(null);
    setDone('');
    request
      .then((after) => {
        setDone(says(latest.current.view, after));
        setView(after);
      }, fail)
      .finally(() => setBusy(false));
  };

  return { view, problem, isBusy, done, change };
}
