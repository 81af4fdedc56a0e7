// How far it is: a bar, the step in numbers, and all steps by name, the finished ones to open.
import type { ApplicationView } from '../../server/contract/application.ts';
import { useStrings } from '../shared/strings/tables.ts';
import type { StepName } from '../shared/strings/zh-CN.ts';

export interface ProgressProps {
  readonly steps: ApplicationView['steps'];
  readonly shown: StepName;
  readonly onOpen: (step: StepName) => void;
}

export function Progress({ steps, shown, onOpen }: ProgressProps) {
  const { common, steps: names } = useStrings();
  const position = steps.findIndex(({ step }) => step === shown) + 1;
  const label = common.stepOf(position, steps.length);
  return (
    <details class="progress">
      <summary>
        <progress max={steps.length} value={position} aria-hidden="true" />
        <span class="small">
          {label} · {names[shown]}
        </span>
        <span class="visually-hidden">{common.allSteps}</span>
      </summary>
      <ol>
        {steps.map(({ step, status }) => (
          <li key={step} aria-current={step === shown ? 'step' : undefined}>
            {status === 'done' && step !== shown ? (
              <button
                type="button"
                class="link"
                onClick={(event) => {
                  event.currentTarget.closest('details')?.removeAttribute('open');
                  onOpen(step);
                }}
              >
                {names[step]}
              </button>
            ) : (
              <span>{names[step]}</span>
            )}
            <span class="soft small"> {common.stepStatus[status]}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
