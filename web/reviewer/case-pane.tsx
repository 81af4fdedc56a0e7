// The right side of the desk: nothing open, on its way, not to be had, or the case.
import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../shared/ui/Button.tsx';
import { canDecide, canRevoke, isWaiting } from './case-state.ts';
import { CaseBody } from './case-body.tsx';
import { CaseLegalHold } from './case-legal-hold.tsx';
import { CaseHead } from './case-head.tsx';
import { DecideBar } from './decide-bar.tsx';
import { DecisionDrawer } from './decision-drawer.tsx';
import { Endings } from './endings.tsx';
import { ParkedDecision } from './parked-decision.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import type { QueueRow } from './queue-rows.ts';
import { SealedRecommendation } from './sealed-recommendation.tsx';
import { useCaseSteps, type CaseStepsOptions } from './use-case-steps.ts';
import { useWords } from './words.ts';

export interface CasePaneProps extends CaseStepsOptions {
  /** The same case in the queue, where it still is; fresher about who holds it. */
  readonly row: QueueRow | null;
  readonly hasNext: boolean;
  readonly onNext: () => void;
  readonly onOpen: (applicationId: string) => void;
  /** Told whether the case that is shown was decided: the queue knows it a moment later. */
  readonly isDone: { current: boolean };
  /** Its decision was undone just now. */
  readonly isUndone: boolean;
}

export function CasePane(props: CasePaneProps) {
  const words = useWords();
  const { reviewer, hasNext } = props;
  const steps = useCaseSteps(props);
  const { view, work, problem, parked, hasDecided, wanted, draft, reveal } = steps;
  const isParked = parked !== null;
  const outcome = useRef<HTMLElement>(null);
  props.isDone.current = hasDecided || isParked;
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
            <Button onClick={steps.reload}>{words.tryAgain}</Button>
          </ProblemNotice>
        ) : (
          <p role="status">{words.loading}</p>
        )}
        {problem?.type === 'case-locked' && reviewer.role === 'operator' && (
          <CaseLegalHold applicationId={props.applicationId} onSignedOut={props.onSignedOut} />
        )}
      </main>
    );

  const problemNotice = problem && (
    <ProblemNotice problem={problem}>
      <div class="notice-ways">
        <Button onClick={steps.reload}>{words.reload}</Button>
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
        begun={steps.begun}
        isBusy={work !== null}
        onClaim={steps.claim}
        onRelease={steps.release}
      />
      <div role="status">
        {props.isUndone && canDecide(view) && <p class="notice notice-good">{words.undo.undone}</p>}
      </div>
      {wanted === null && problemNotice}
      {parked && (
        <ParkedDecision
          sectionRef={outcome}
          {...parked}
          isBusy={work !== null}
          onUndo={steps.undo}
          onSettle={steps.settle}
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
      <CaseBody
        key={view.applicationId}
        view={view}
        viewer={reviewer.name}
        role={reviewer.role}
        reveal={reveal}
        onOpen={props.onOpen}
        onSignedOut={props.onSignedOut}
      />
      {(canRevoke(view, reviewer.role) || isWaiting(view)) && (
        <DecideBar view={view} role={reviewer.role} isBusy={work !== null} onWant={steps.begin} />
      )}
      {wanted !== null && !isParked && (wanted === 'revoke' || !hasDecided) && (
        <DecisionDrawer
          key={wanted}
          view={view}
          wanted={wanted}
          draft={draft}
          isBusy={work === 'sending'}
          problem={problemNotice}
          onSend={steps.send}
          onClose={steps.close}
        />
      )}
    </main>
  );
}
