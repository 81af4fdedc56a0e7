// Carries out what the reviewer does with one case.
import { useCallback, useEffect, useReducer } from 'preact/hooks';
import type { CaseView } from '../../server/contract/review.ts';
import { asProblem, isAbort, type Problem } from '../shared/api.ts';
import { changeCase, noCase, type CaseState, type Work } from './case-state.ts';
import type { Sent } from './decision-draft.ts';
import {
  claimCase,
  decideCase,
  escalateCase,
  readCase,
  releaseCase,
  revokeAdmission,
  settleDecision,
  undoDecision,
} from './review-api.ts';

export interface CaseActions {
  readonly reload: () => void;
  /** Whether it is now theirs. */
  readonly claim: () => Promise<boolean>;
  readonly release: () => Promise<boolean>;
  /** Whether it was recorded. */
  readonly send: (sent: Sent) => Promise<boolean>;
  readonly undo: () => Promise<boolean>;
  readonly settle: () => Promise<boolean>;
}

export interface CaseOptions {
  readonly applicationId: string | null;
  readonly onSignedOut: (problem: Problem) => void;
  /** Something changed that the queue shows. */
  readonly onChanged: () => void;
}

export function useCase({ applicationId, onSignedOut, onChanged }: CaseOptions): {
  state: CaseState;
  actions: CaseActions;
} {
  const [state, dispatch] = useReducer(changeCase, noCase);

  const fail = useCallback(
    (id: string, error: unknown): void => {
      if (isAbort(error)) return;
      const problem = asProblem(error);
      dispatch({ kind: 'refused', applicationId: id, problem });
      if (problem.type === 'not-authenticated') onSignedOut(problem);
    },
    [onSignedOut],
  );

  const load = useCallback(
    (id: string): (() => void) => {
      const controller = new AbortController();
      dispatch({ kind: 'opened', applicationId: id });
      readCase(id, controller.signal).then(
        (view) => dispatch({ kind: 'arrived', view }),
        (error: unknown) => fail(id, error),
      );
      return () => controller.abort();
    },
    [fail],
  );

  useEffect(() => {
    if (applicationId !== null) return load(applicationId);
    dispatch({ kind: 'closed' });
    return undefined;
  }, [applicationId, load]);

  async function act(work: Work, ask: (id: string) => Promise<CaseView | undefined>): Promise<boolean> {
    if (applicationId === null || state.work !== null) return false;
    dispatch({ kind: 'started', work });
    try {
      const view = await ask(applicationId);
      dispatch(view ? { kind: 'arrived', view } : { kind: 'released', applicationId });
      return true;
    } catch (error) {
      fail(applicationId, error);
      return false;
    } finally {
      onChanged();
    }
  }

  const actions: CaseActions = {
    reload: () => applicationId !== null && load(applicationId),
    claim: () => act('claiming', claimCase),
    release: () =>
      act('releasing', async (id) => {
        await releaseCase(id);
        return undefined;
      }),
    send: (sent) => act('sending', (id) => send(id, sent)),
    undo: () => act('undoing', undoDecision),
    settle: () => act('settling', settleDecision),
  };
  return { state, actions };
}

function send(id: string, sent: Sent): Promise<CaseView> {
  switch (sent.kind) {
    case 'decision':
      return decideCase(id, sent.body);
    case 'escalation':
      return escalateCase(id, sent.body);
    case 'revocation':
      return revokeAdmission(id, sent.body);
  }
}
