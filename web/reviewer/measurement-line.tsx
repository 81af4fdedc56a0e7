// One measured number with its limit beside it and an arrow for which way is better.
import { formatMeasure, isWithinLimit } from './check-order.ts';
import type { Measurement } from './wire.ts';
import type { DeskStrings } from '../shared/strings/desk.zh-CN.ts';
import { useWords } from './words.ts';

/** Units that say nothing to a reader. */
const silentUnits = ['euclidean', 'count', 'variance', '0..255', '0..1', 'agrees'];

/** Photo checks name the photo first: `id-front sharpness`. */
export function measurementLabel(name: string, words: DeskStrings): string {
  const known = words.checks.measurements[name];
  if (known !== undefined) return known;
  const [kind = '', ...rest] = name.split(' ');
  const photo = Object.entries(words.photos.kinds).find(([candidate]) => candidate === kind)?.[1];
  if (photo === undefined || rest.length === 0) return name;
  const measured = rest.join(' ');
  return `${photo}: ${words.checks.measurements[measured] ?? measured}`;
}

const arrows = { lower: '◂', higher: '▸' } as const;

export function MeasurementLine({ measurement }: { measurement: Measurement }) {
  const words = useWords();
  const { name, value, unit, limit, better } = measurement;
  const within = isWithinLimit(measurement);
  const side = within === null ? '' : within ? ' number-good' : ' number-bad';
  return (
    <p class="measurement small">
      {measurementLabel(name, words)}{' '}
      <strong class={`figures${side}`}>
        {formatMeasure(value)}
        {unit !== '' && !silentUnits.includes(unit) && ` ${unit}`}
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
