// The three decisions, of equal weight, always in reach.
import type { CaseView } from '../../server/contract/review.ts';
import { Button } from '../shared/ui/Button.tsx';
import { canClaim, canDecide } from './case-state.ts';
import { keys } from './keymap.ts';
import type { Decision } from './wire.ts';
import { useWords } from './words.ts';

const decisions: readonly Decision[] = ['approve', 'refuse', 'ask-again'];

export interface DecideBarProps {
  readonly view: CaseView;
  readonly isBusy: boolean;
  readonly onDecide: (decision: Decision) => void;
}

/** A free case can be decided at once: the claim is taken on the way. */
export function DecideBar({ view, isBusy, onDecide }: DecideBarProps) {
  const words = useWords();
  const isPossible = canDecide(view) || canClaim(view);
  return (
    <div class="decide-bar" role="group" aria-label={words.decide.bar}>
      {decisions.map((decision) => (
        <Button key={decision} isBusy={isBusy} isDisabled={!isPossible} onClick={() => onDecide(decision)}>
          <kbd>{keys[decision]}</kbd> {words.decisions[decision]}
        </Button>
      ))}
    </div>
  );
}
