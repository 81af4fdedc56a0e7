// Opened after the reviewer decided: what the machine had recommended, with agreement or not.
import type { Ref } from 'preact';
import type { CaseView, ReviewerView } from '../../server/contract/review.ts';
import { Button } from '../shared/ui/Button.tsx';
import { agreement } from './agreement.ts';
import type { Recommendation } from './wire.ts';
import { useWords } from './words.ts';

export interface SealedRecommendationProps {
  readonly sectionRef: Ref<HTMLElement>;
  readonly view: CaseView;
  readonly recommendation: Recommendation;
  readonly reviewer: ReviewerView;
  readonly hasNext: boolean;
  readonly onNext: () => void;
}

export function SealedRecommendation(props: SealedRecommendationProps) {
  const { view, recommendation, reviewer } = props;
  const words = useWords();
  const own = view.decisions.findLast(
    (decision) => decision.by === reviewer.name && decision.round === view.round,
  );
  const compared = own ? agreement(recommendation.outcome, own.decision) : null;
  return (
    <section class="sealed" ref={props.sectionRef} tabIndex={-1} aria-labelledby="sealed-title">
      <p role="status">
        <strong>{view.awaitsSecondReviewer ? words.case.secondNeededYou : words.sealed.recorded}</strong>
      </p>
      {own && <p>{words.sealed.yours(words.decisions[own.decision])}</p>}
      <h3 id="sealed-title">{words.sealed.title}</h3>
      <p>
        <strong>{words.sealed.outcomes[recommendation.outcome]}</strong>
        {compared && <span class={`tag tag-${compared}`}>{words.sealed[compared]}</span>}
      </p>
      {recommendation.reasons.length > 0 && (
        <>
          <p class="small soft">{words.sealed.reasons}</p>
          <ul>
            {recommendation.reasons.map((reason) => (
              <li key={reason}>{words.reasons[reason]}</li>
            ))}
          </ul>
        </>
      )}
      <p class="small soft">{words.sealed.policy(recommendation.policyVersion)}</p>
      {props.hasNext ? (
        <Button kind="main" onClick={props.onNext}>
          <kbd>n</kbd> {words.sealed.next}
        </Button>
      ) : (
        <p class="soft">{words.sealed.noNext}</p>
      )}
    </section>
  );
}
