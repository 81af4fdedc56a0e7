// A view of the server's that is read when its page opens, and again on request.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { asProblem, isAbort, type Problem } from '../shared/api.ts';

export interface Reading<View> {
  /** Null until it is there; the last one stays while it is read again, and when that does not work. */
  readonly view: View | null;
  readonly problem: Problem | null;
  readonly isReading: boolean;
  /** Puts what a change answered in its place. */
  readonly set: (view: View) => void;
  readonly again: () => void;
}

/** Another `read` is another question: give it the same function for the same one. */
export function useReading<View>(
  read: (signal: AbortSignal) => Promise<View>,
  onSignedOut: (problem: Problem) => void,
): Reading<View> {
  const [view, setView] = useState<View | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isReading, setReading] = useState(true);
  const [time, setTime] = useState(0);
  const latest = useRef(onSignedOut);
  latest.current = onSignedOut;

  useEffect(() => {
    const controller = new AbortController();
    setReading(true);
    setProblem(null);
    read(controller.signal).then(
      (found) => {
        setReading(false);
        setView(found);
      },
      (error: unknown) => {
        if (isAbort(error)) return;
        const found = asProblem(error);
        setReading(false);
        if (found.type === 'not-authenticated') latest.current(found);
        else setProblem(found);
      },
    );
    return () => controller.abort();
  }, [read, time]);

  const set = useCallback((changed: View) => {
    setProblem(null);
    setView(changed);
  }, []);
  const again = useCallback(() => setTime((before) => before + 1), []);
  return { view, problem, isReading, set, again };
}
