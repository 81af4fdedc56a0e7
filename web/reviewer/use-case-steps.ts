// What a reviewer does with the open case, step by step, by key or by button.
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ReviewerView } from '../../server/contract/review.ts';
import { canClaim, canDecide, possibleSteps, type CaseState } from './case-state.ts';
import { isEmpty, type DecisionDraft, type Sent } from './decision-draft.ts';
import type { ParkedCase } from './parked-elsewhere.tsx';
import { useCase, type CaseOptions } from './use-case.ts';
import { useDraft, type DraftControl } from './use-draft.ts';
import { useKeys } from './use-keys.ts';
import type { ParkedControl } from './use-parked.ts';
import { useRenewal } from './use-renewal.ts';
import { useReveal, type Reveal } from './use-reveal.ts';
import type { Wanted } from './wire.ts';

export interface CaseStepsOptions extends CaseOptions {
  readonly reviewer: ReviewerView;
  readonly onReleased: (applicationId: string) => void;
  readonly onParked: ParkedControl['note'];
  readonly onUndone: (applicationId: string) => void;
}

export interface CaseSteps extends Pick<CaseState, 'view' | 'work' | 'problem'> {
  /** Null where no decision waits to be undone. */
  readonly parked: Omit<ParkedCase, 'applicationId'> | null;
  readonly hasDecided: boolean;
  /** What the drawer is open for. */
  readonly wanted: Wanted | null;
  /** What was begun to be written and can be gone on with, while no drawer shows it. */
  readonly begun: Wanted | null;
  readonly draft: DraftControl;
  readonly reveal: Reveal;
  readonly reload: () => void;
  /** Opens the drawer, taking a free case on the way. */
  readonly begin: (step: Wanted) => void;
  readonly send: (sent: Sent) => void;
  readonly close: () => void;
  readonly claim: () => void;
  readonly release: () => void;
  readonly undo: () => void;
  readonly settle: () => void;
}

export function useCaseSteps(options: CaseStepsOptions): CaseSteps {
  const { applicationId, reviewer, onParked, onUndone, onReleased } = options;
  const { role } = reviewer;
  const { state, actions } = useCase(options);
  const { view, work, problem } = state;
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const draft = useDraft(view, reviewer.reviewerId);
  const parked = useParkedView(view, onParked);

  const begin = async (step: Wanted): Promise<void> => {
    if (view === null || work !== null || !possibleSteps(view, role).includes(step)) return;
    if (step === 'revoke' || canDecide(view) || (await actions.claim())) setWanted(step);
  };
  const send = async (sent: Sent): Promise<void> => {
    if (!(await actions.send(sent))) return;
    setWanted(null);
    if (sent.kind !== 'decision') draft.forget(); // a decision may be undone, and is gone on with then
  };
  const claim = (): void => {
    if (view !== null && (canClaim(view, role) || view.claim?.isMine)) void actions.claim();
  };
  const release = async (): Promise<void> => {
    if (!view?.claim?.isMine || !(await actions.release())) return;
    setWanted(null);
    onReleased(view.applicationId);
  };
  const undo = async (): Promise<void> => {
    if (applicationId !== null && (await actions.undo())) onUndone(applicationId);
  };
  /** Leads may look without holding the case; everybody else takes it on the way. */
  const reveal = useReveal(applicationId, async () => {
    if (view === null || view.claim?.isMine || role === 'lead' || !canClaim(view, role)) return view !== null;
    return actions.claim();
  });

  useKeys({
    approve: () => void begin('approve'),
    refuse: () => void begin('refuse'),
    'ask-again': () => void begin('ask-again'),
    escalate: () => void begin('escalate'),
    revoke: () => void begin('revoke'),
    claim,
    release: () => void release(),
  });
  useRenewal(view, () => void actions.claim());

  return {
    view,
    work,
    problem,
    parked,
    hasDecided: (view?.recommendation ?? null) !== null,
    wanted,
    begun: wanted === null && view !== null ? begunStep(draft.read(), possibleSteps(view, role)) : null,
    draft,
    reveal,
    reload: actions.reload,
    begin: (step) => void begin(step),
    send: (sent) => void send(sent),
    close: () => setWanted(null),
    claim,
    release: () => void release(),
    undo: () => void undo(),
    settle: () => void actions.settle(),
  };
}

/** Its end on this browser's clock, from the moment the server's answer came; told to who remembers it. */
function useParkedView(view: CaseState['view'], onParked: ParkedControl['note']): CaseSteps['parked'] {
  const answer = view?.parked ?? null;
  const parked = useMemo(
    () => answer && { decision: answer.decision, endsAtMs: performance.now() + answer.undoMs },
    [answer],
  );
  useEffect(() => {
    if (view !== null) onParked(view.applicationId, parked);
  }, [view, parked, onParked]);
  return parked;
}

function begunStep(draft: DecisionDraft | null, possible: readonly Wanted[]): Wanted | null {
  return draft !== null && !isEmpty(draft) && possible.includes(draft.decision) ? draft.decision : null;
}
