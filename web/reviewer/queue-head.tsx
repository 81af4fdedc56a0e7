// What waits and what is pressing, the shift, the way to the next case.
import type { QueueView, ShiftView } from '../../server/contract/queue.ts';
import { Button } from '../shared/ui/Button.tsx';
import { Icon } from '../shared/ui/Icon.tsx';
import { useWords } from './words.ts';

/** As long as the server lets a shift last without a sign of life. */
const shiftMinutes = 30;

export interface QueueHeadProps {
  readonly counts: QueueView['counts'] | null;
  readonly shift: ShiftView | null;
  readonly isTaking: boolean;
  readonly onNext: () => void;
  readonly onShift: (isOn: boolean) => void;
}

export function QueueHead({ counts, shift, isTaking, onNext, onShift }: QueueHeadProps) {
  const words = useWords();
  return (
    <header class="queue-head">
      <div class="queue-title">
        <h2 id="queue-title">{words.queue.title}</h2>
        {shift !== null && <Shift shift={shift} onShift={onShift} />}
      </div>
      <Counts counts={counts} />
      <Button kind="second" isBusy={isTaking} onClick={onNext}>
        <kbd>n</kbd> {isTaking ? words.queue.taking : words.queue.next}
      </Button>
    </header>
  );
}

function Counts({ counts }: { counts: QueueView['counts'] | null }) {
  const { queue: words } = useWords();
  const isLate = (counts?.breached ?? 0) > 0;
  return (
    <>
      <dl class="counts">
        <div class={isLate ? 'count-late' : ''}>
          <dt>
            {isLate && <Icon name="warning" size={16} />} {words.breached}
          </dt>
          <dd class="figures">{counts?.breached ?? '–'}</dd>
        </div>
        <div>
          <dt>{words.today}</dt>
          <dd class="figures">{counts?.today ?? '–'}</dd>
        </div>
        <div>
          <dt>{words.mine}</dt>
          <dd class="figures">{counts === null ? '–' : counts.mine + counts.returned}</dd>
        </div>
      </dl>
      {counts !== null && (
        <p class="queue-totals">
          {words.totals(counts.open, counts.free)}
          <br />
          {words.others(counts.checking, counts.decidedToday)}
        </p>
      )}
    </>
  );
}

function Shift({ shift, onShift }: { shift: ShiftView; onShift: (isOn: boolean) => void }) {
  const { queue: words } = useWords();
  return (
    <button
      type="button"
      role="switch"
      class="shift"
      aria-checked={shift.isOn}
      title={words.shift.means(shiftMinutes)}
      onClick={() => onShift(!shift.isOn)}
    >
      <span class="shift-mark" aria-hidden="true" />
      {shift.isOn ? words.shift.on : words.shift.off}
    </button>
  );
}
