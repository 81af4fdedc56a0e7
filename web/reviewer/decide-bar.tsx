// What can be done with the case, each of equal weight, always in reach.
import type { CaseView } from '../../server/contract/review.ts';
import { Button } from '../shared/ui/Button.tsx';
import { decisions, possibleSteps } from './case-state.ts';
import { keys } from './keymap.ts';
import type { Role, Wanted } from './wire.ts';
import { useWords } from './words.ts';

export interface DecideBarProps {
  readonly view: CaseView;
  readonly role: Role;
  readonly isBusy: boolean;
  readonly onWant: (wanted: Wanted) => void;
}

/** A free case can be decided at once: the claim is taken on the way. */
export function DecideBar({ view, role, isBusy, onWant }: DecideBarProps) {
  const words = useWords();
  const possible = possibleSteps(view, role);
  const shown = possible.length > 0 ? possible : decisions;
  return (
    <div class="decide-bar" role="group" aria-label={words.decide.bar}>
      {shown.map((wanted) => (
        <Button
          key={wanted}
          kind={wanted === 'revoke' ? 'danger' : 'second'}
          isBusy={isBusy}
          isDisabled={!possible.includes(wanted)}
          onClick={() => onWant(wanted)}
        >
          <kbd>{keys[wanted]}</kbd> {words.steps[wanted]}
        </Button>
      ))}
    </div>
  );
}
