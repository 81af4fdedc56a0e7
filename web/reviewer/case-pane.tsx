// The right side of the desk: nothing open, on its way, not to be had, or the case.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ReviewerView } from '../../server/contract/review.ts';
import type { Problem } from '../shared/api.ts';
import { Button } from '../shared/ui/Button.tsx';
import { canClaim, canDecide } from './case-state.ts';
import { CaseBody } from './case-body.tsx';
import { CaseHead } from './case-head.tsx';
import { DecideBar } from './decide-bar.tsx';
import { noTexts } from './decision-draft.ts';
import { DecisionDrawer } from './decision-drawer.tsx';
import { keepTexts } from './draft-storage.ts';
import { Endings } from './endings.tsx';
import { ParkedDecision } from './parked-decision.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import type { QueueRow } from './queue-rows.ts';
import { SealedRecommendation } from './sealed-recommendation.tsx';
import { useCase } from './use-case.ts';
import { useKeys } from './use-keys.ts';
import { useRenewal } from './use-renewal.ts';
import { useReveal } from './use-reveal.ts';
import type { Decision } from './wire.ts';
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
  const [decision, setDecision] = useState<Decision | null>(null);
  const outcome = useRef<HTMLElement>(null);
  const { view, work, problem } = state;
  const hasDecided = (view?.recommendation ?? null) !== null;
  const isParked = (view?.parked ?? null) !== null;

  /** Deciding needs the claim: takes it first where it is free. */
  const startDecision = async (wanted: Decision): Promise<void> => {
    if (view === null || work !== null) return;
    if (canDecide(view) || (canClaim(view) && (await actions.claim()))) setDecision(wanted);
  };
  const claim = (): void => {
    if (view !== null && (canClaim(view) || view.claim?.isMine)) void actions.claim();
  };
  const release = async (): Promise<void> => {
    if (!view?.claim?.isMine || !(await actions.release())) return;
    setDecision(null);
    props.onReleased(view.applicationId);
  };

  /** Leads may look without holding the case; everybody else takes it on the way. */
  const reveal = useReveal(props.applicationId, async () => {
    if (view === null || view.claim?.isMine || props.reviewer.role === 'lead' || !canClaim(view))
      return view !== null;
    return actions.claim();
  });

  useKeys({
    approve: () => void startDecision('approve'),
    refuse: () => void startDecision('refuse'),
    'ask-again': () => void startDecision('ask-again'),
    claim,
    release: () => void release(),
    ...((hasDecided || isParked) && props.hasNext ? { next: props.onNext } : {}),
  });
  useRenewal(view, () => void actions.claim());
  useEffect(() => {
    if (hasDecided || isParked) outcome.current?.focus();
  }, [hasDecided, isParked]);
  useEffect(() => {
    if (hasDecided && props.applicationId !== null) keepTexts(props.applicationId, noTexts);
  }, [hasDecided, props.applicationId]);

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
        {props.hasNext && <Button onClick={props.onNext}>{words.sealed.next}</Button>}
      </div>
    </ProblemNotice>
  );
  return (
    <main class="case" id="case" tabIndex={-1}>
      <CaseHead
        view={view}
        row={props.row}
        isBusy={work !== null}
        onClaim={claim}
        onRelease={() => void release()}
      />
      {decision === null && problemNotice}
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
          reviewer={props.reviewer}
          hasNext={props.hasNext}
          onNext={props.onNext}
        />
      )}
      <CaseBody view={view} reveal={reveal} />
      {!hasDecided && !isParked && view.state === 'in_review' && (
        <DecideBar view={view} isBusy={work !== null} onDecide={(wanted) => void startDecision(wanted)} />
      )}
      {decision !== null && !hasDecided && !isParked && (
        <DecisionDrawer
          key={decision}
          view={view}
          decision={decision}
          isBusy={work === 'deciding'}
          problem={problemNotice}
          onSend={async (body) => {
            const isSent = await actions.decide(body);
            if (isSent) setDecision(null);
            return isSent;
          }}
          onClose={() => setDecision(null)}
        />
      )}
    </main>
  );
}
