// Remembers the decision made last, so that it can be undone after the desk went on to another case.
import { useCallback, useRef, useState } from 'preact/hooks';
import { asProblem, type Problem } from '../shared/api.ts';
import type { ParkedCase } from './parked-elsewhere.tsx';
import { undoDecision } from './review-api.ts';

export interface ParkedControl {
  /** Null when there is none, or its time is over. */
  readonly parked: ParkedCase | null;
  /** To be called when a decision was parked, or is not any more. */
  readonly note: (applicationId: string, parked: Omit<ParkedCase, 'applicationId'> | null) => void;
  readonly forget: () => void;
  readonly undo: () => void;
  /** The case whose decision was undone last. */
  readonly undoneId: string | null;
  readonly markUndone: (applicationId: string) => void;
  readonly problem: Problem | null;
}

/** `onUndone` leads back to the case, which is the reviewer's again. */
export function useParked(options: {
  readonly onUndone: (applicationId: string) => void;
  readonly onSignedOut: (problem: Problem) => void;
}): ParkedControl {
  const [parked, setParked] = useState<ParkedCase | null>(null);
  const [undoneId, setUndoneId] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const latest = useRef(options);
  latest.current = options;

  const note = useCallback<ParkedControl['note']>((applicationId, now) => {
    setParked((before) => {
      if (now !== null) return { applicationId, ...now };
      return before?.applicationId === applicationId ? null : before;
    });
    if (now !== null) {
      setUndoneId(null);
      setProblem(null);
    }
  }, []);
  const forget = useCallback(() => setParked(null), []);

  const undo = (): void => {
    if (parked === null) return;
    const { applicationId } = parked;
    setParked(null); // asked once
    undoDecision(applicationId).then(
      () => {
        setUndoneId(applicationId);
        latest.current.onUndone(applicationId);
      },
      (error: unknown) => {
        const found = asProblem(error);
        if (found.type === 'not-authenticated') latest.current.onSignedOut(found);
        else setProblem(found);
      },
    );
  };
  return { parked, note, forget, undo, undoneId, markUndone: setUndoneId, problem };
}
