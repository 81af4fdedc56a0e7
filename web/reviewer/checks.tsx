// The checks: what is wrong or unknown in full, what passed behind one line.
import type { CaseView } from '../../server/contract/review.ts';
import { Icon, type IconName } from '../shared/ui/Icon.tsx';
import { splitChecks } from './check-order.ts';
import { MeasurementLine } from './measurement-line.tsx';
import type { Check } from './wire.ts';
import { useWords } from './words.ts';

const icons: Readonly<Record<Check['outcome'], IconName>> = {
  failed: 'cross',
  inconclusive: 'question',
  unavailable: 'warning',
  passed: 'check',
};

export function Checks({ view }: { view: CaseView }) {
  const words = useWords();
  const { open, passed } = splitChecks(view.checks);
  return (
    <section class="panel" aria-labelledby="checks-title">
      <h3 id="checks-title">{words.checks.title}</h3>
      {view.checks.length === 0 && <p class="soft">{words.checks.none}</p>}
      {view.checks.length > 0 && open.length === 0 && <p>{words.checks.allPassed}</p>}
      <CheckList checks={open} />
      {passed.length > 0 && (
        <details class="passed">
          <summary>
            <Icon name="check" size={18} /> {words.checks.passed(passed.length)}
          </summary>
          <CheckList checks={passed} />
        </details>
      )}
    </section>
  );
}

function CheckList({ checks }: { checks: readonly Check[] }) {
  const words = useWords();
  if (checks.length === 0) return null;
  return (
    <ul class="checks">
      {checks.map((check) => (
        <li key={check.check} class={`check check-${check.outcome}`}>
          <Icon name={icons[check.outcome]} size={20} />
          <div>
            <p>
              <strong>{words.checks.names[check.check]}</strong>{' '}
              <span class="check-outcome">{words.checks.outcomes[check.outcome]}</span>{' '}
              <span class="tag">{check.isRequired ? words.checks.required : words.checks.advisory}</span>
            </p>
            {check.reason !== null && <p>{words.reasons[check.reason]}</p>}
            {check.measurements.map((measurement) => (
              <MeasurementLine key={measurement.name} measurement={measurement} />
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}
