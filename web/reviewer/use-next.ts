// Going on to the next case: one that is held already, or the next free one, which the server claims.
import { useCallback, useRef, useState } from 'preact/hooks';
import { asProblem, type Problem } from '../shared/api.ts';
import { narrowed, type QueueFilter } from './queue-filter.ts';
import { heldElsewhere, type QueueRow } from './queue-rows.ts';
import { claimNext } from './review-api.ts';

/** The server takes no more. */
const mostPutBack = 100;

export interface NextControl {
  readonly isTaking: boolean;
  /** What came of it, when it was not a case. */
  readonly outcome: 'none-free' | Problem | null;
  readonly take: () => void;
  /** A case that was put back is not given to them again while the page is open. */
  readonly putBack: (applicationId: string) => void;
}

export function useNext(options: {
  readonly rows: readonly QueueRow[];
  readonly openId: string | null;
  readonly filter: QueueFilter;
  readonly onOpen: (applicationId: string) => void;
  readonly onSignedOut: (problem: Problem) => void;
}): NextControl {
  const [isTaking, setTaking] = useState(false);
  const [outcome, setOutcome] = useState<NextControl['outcome']>(null);
  const latest = useRef(options);
  latest.current = options;
  const except = useRef<readonly string[]>([]);
  const isBusy = useRef(false);

  const ask = useCallback(async (): Promise<void> => {
    const { onOpen, onSignedOut } = latest.current;
    // whose it is makes no sense for a case that is to be free
    const filter = narrowed(latest.current.filter, 'hold', undefined);
    isBusy.current = true;
    setTaking(true);
    setOutcome(null);
    try {
      const { applicationId } = await claimNext({ ...filter, except: [...except.current] });
      if (applicationId === null) setOutcome('none-free');
      else onOpen(applicationId);
    } catch (error) {
      const problem = asProblem(error);
      if (problem.type === 'not-authenticated') onSignedOut(problem);
      else setOutcome(problem);
    } finally {
      isBusy.current = false;
      setTaking(false);
    }
  }, []);

  const take = useCallback(() => {
    if (isBusy.current) return;
    const { rows, openId, onOpen } = latest.current;
    const held = heldElsewhere(rows, openId);
    if (held === null) void ask();
    else onOpen(held.applicationId);
  }, [ask]);

  const putBack = useCallback((applicationId: string) => {
    except.current = [...except.current, applicationId].slice(-mostPutBack);
  }, []);

  return { isTaking, outcome, take, putBack };
}
