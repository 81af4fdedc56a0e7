// The right side of the desk: nothing open, on its way, not to be had, or the case.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ReviewerView } from '../../server/contract/review.ts';
import type { Problem } from '../shared/api.ts';
import { Button } from '../shared/ui/Button.tsx';
import { canClaim, canDecide, canRevoke, isWaiting, possibleSteps } from './case-state.ts';
import { CaseBody } from './case-body.tsx';
import { CaseHead } from './case-head.tsx';
import { DecideBar } from './decide-bar.tsx';
import { isEmpty, type DecisionDraft, type Sent } from './decision-draft.ts';
import { DecisionDrawer } from './decision-drawer.tsx';
import { Endings } from './endings.tsx';
import { ParkedDecision } from './parked-decision.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import type { QueueRow } from './queue-rows.ts';
import { SealedRecommendation } from './sealed-recommendation.tsx';
import { useCase } from './use-case.ts';
import { useKeys } from './use-keys.ts';
import { useRenewal } from './use-renewal.ts';
import { useReveal } from './use-reveal.ts';
import { useDraft } from './use-draft.ts';
import type { Wanted } from './wire.ts';
import { useWords } from './words.ts';

export interface CasePaneProps {
  readonly applicationId: string | null;
  readonly reviewer: ReviewerView;
  /** The same case in the queue, where it still is; fresher about who holds it. */
  readonly row: QueueRow | null;
  readonly hasNext: boolean;
  readonly onNext: () => void;
  readonly onOpen: (applicationId: string) => void;
  readonly onChanged: () => void;
  readonly onReleased: (applicationId: string) => void;
  readonly onSignedOut: (problem: Problem) => void;
}

export function CasePane(props: CasePaneProps) {
  const words = useWords();
  const { state, actions } = useCase(props);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const outcome = useRef<HTMLElement>(null);
  const { view, work, problem } = state;
  const { reviewer, hasNext } = props;
  const draft = useDraft(view, reviewer.reviewerId);
  const hasDecided = (view?.recommendation ?? null) !== null;
  const isParked = (view?.parked ?? null) !== null;

  /** Deciding needs the claim: takes it first where it is free. */
  const begin = async (step: Wanted): Promise<void> => {
    if (view === null || work !== null || !possibleSteps(view, reviewer.role).includes(step)) return;
    if (step === 'revoke' || canDecide(view) || (await actions.claim())) setWanted(step);
  };
  const send = async (sent: Sent): Promise<void> => {
    if (!(await actions.send(sent))) return;
    setWanted(null);
    if (sent.kind !== 'decision') draft.forget(); // a decision may be undone, and is gone on with then
  };
  const claim = (): void => {
    if (view !== null && (canClaim(view, reviewer.role) || view.claim?.isMine)) void actions.claim();
  };
  const release = async (): Promise<void> => {
    if (!view?.claim?.isMine || !(await actions.release())) return;
    setWanted(null);
    props.onReleased(view.applicationId);
  };

  /** Leads may look without holding the case; everybody else takes it on the way. */
  const reveal = useReveal(props.applicationId, async () => {
    if (view === null || view.claim?.isMine || reviewer.role === 'lead' || !canClaim(view, reviewer.role))
      return view !== null;
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
    ...((hasDecided || isParked) && hasNext ? { next: props.onNext } : {}),
  });
  useRenewal(view, () => void actions.claim());
  useEffect(() => {
    if (hasDecided || isParked) outcome.current?.focus();
  }, [hasDecided, isParked]);

  if (props.applicationId === null)
    return (
      <main class="case case-empty" id="case" tabIndex={-1}>
        <p>{words.case.none}</p>
        <p class="soft">{words.case.noneKeys}</p>
        <Endings onOpen={props.onOpen} />
      </main>
    );
  if (view === null)
    return (
      <main class="case case-empty" id="case" tabIndex={-1}>
        {problem ? (
          <ProblemNotice problem={problem}>
            <Button onClick={actions.reload}>{words.tryAgain}</Button>
          </ProblemNotice>
        ) : (
          <p role="status">{words.loading}</p>
        )}
      </main>
    );

  const problemNotice = problem && (
    <ProblemNotice problem={problem}>
      <div class="notice-ways">
        <Button onClick={actions.reload}>{words.reload}</Button>
        {hasNext && <Button onClick={props.onNext}>{words.sealed.next}</Button>}
      </div>
    </ProblemNotice>
  );
  return (
    <main class="case" id="case" tabIndex={-1}>
      <CaseHead
        view={view}
        row={props.row}
        role={reviewer.role}
        begun={wanted === null ? begunStep(draft.read(), possibleSteps(view, reviewer.role)) : null}
        isBusy={work !== null}
        onClaim={claim}
        onRelease={() => void release()}
      />
      {wanted === null && problemNotice}
      {view.parked && (
        <ParkedDecision
          sectionRef={outcome}
          parked={view.parked}
          isBusy={work !== null}
          onUndo={() => void actions.undo()}
          onSettle={() => void actions.settle()}
        />
      )}
      {view.recommendation && (
        <SealedRecommendation
          sectionRef={outcome}
          view={view}
          recommendation={view.recommendation}
          reviewer={reviewer}
          hasNext={hasNext}
          onNext={props.onNext}
        />
      )}
      <CaseBody view={view} reveal={reveal} onOpen={props.onOpen} />
      {(canRevoke(view, reviewer.role) || isWaiting(view)) && (
        <DecideBar
          view={view}
          role={reviewer.role}
          isBusy={work !== null}
          onWant={(step) => void begin(step)}
        />
      )}
      {wanted !== null && !isParked && (wanted === 'revoke' || !hasDecided) && (
        <DecisionDrawer
          key={wanted}
          view={view}
          wanted={wanted}
          draft={draft}
          isBusy={work === 'sending'}
          problem={problemNotice}
          onSend={(sent) => void send(sent)}
          onClose={() => setWanted(null)}
        />
      )}
    </main>
  );
}

/** Only what can still be gone on with. */
function begunStep(draft: DecisionDraft | null, possible: readonly Wanted[]): Wanted | null {
  return draft !== null && !isEmpty(draft) && possible.includes(draft.decision) ? draft.decision : null;
}
