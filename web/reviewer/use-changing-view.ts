// A view of the server's that is read once, and comes back changed from whatever is done to it.
import { useRef, useState } from 'preact/hooks';
import type { Problem } from '../shared/api.ts';
import { useReading } from './use-reading.ts';
import { useSending } from './use-sending.ts';

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
  const { view, problem: notRead, set } = useReading(read, onSignedOut);
  const { problem: notSent, isBusy, send } = useSending(onSignedOut);
  const [done, setDone] = useState('');
  const latest = useRef(view);
  latest.current = view;

  const change: ChangingView<View>['change'] = (request, says) => {
    setDone('');
    send(request, (after) => {
      setDone(says(latest.current, after));
      set(after);
    });
  };

  return { view, problem: notSent ?? notRead, isBusy, done, change };
}
