// One measured number with its limit beside it and an arrow for which way is better.
import { formatMeasure, isWithinLimit } from './check-order.ts';
import type { Measurement } from './wire.ts';
import { useWords } from './words.ts';

const arrows = { lower: '◂', higher: '▸' } as const;

export function MeasurementLine({ measurement }: { measurement: Measurement }) {
  const words = useWords();
  const { name, value, unit, limit, better } = measurement;
  const within = isWithinLimit(measurement);
  const side = within === null ? '' : within ? ' number-good' : ' number-bad';
  return (
    <p class="measurement small">
      {words.checks.measurements[name] ?? name}{' '}
      <strong class={`figures${side}`}>
        {formatMeasure(value)}
        {unit && ` ${unit}`}
      </strong>{' '}
      <span aria-hidden="true">{arrows[better]}</span>{' '}
      <span class="figures">
        {limit === null ? words.checks.noLimit : words.checks.limit(formatMeasure(limit))}
      </span>{' '}
      <span class="soft">
        {better === 'lower' ? words.checks.lowerIsBetter : words.checks.higherIsBetter}
      </span>
    </p>
  );
}
