// Stacked bars, a column for each day or class, with the legend and the table of the same numbers.
import { useId } from 'preact/hooks';
import { FigureFrame } from './figure-frame.tsx';
import { roundTop, stackedBars } from './figure-scale.ts';
import { LookPatterns, lookOf, type SeriesLook } from './series-look.tsx';

export interface BarSeries {
  readonly name: string;
  readonly look: SeriesLook;
  /** One for each column. */
  readonly values: readonly number[];
}

export interface BarsPlotProps {
  readonly title: string;
  readonly note?: string;
  /** Heading of the columns' names in the table. */
  readonly of: string;
  readonly columns: readonly string[];
  readonly series: readonly BarSeries[];
  /** Under the drawing: the name of each column, or of the first and the last. */
  readonly named: 'each' | 'ends';
}

const [width, height] = [640, 140];

export function Legend({ series }: { series: readonly Pick<BarSeries, 'name' | 'look'>[] }) {
  const id = useId();
  return (
    <p class="legend small">
      {series.map(({ name, look }) => (
        <span key={name}>
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <LookPatterns id={`${id}${look}`} />
            <rect x="1" y="1" width="14" height="14" {...lookOf(look, `${id}${look}`)} />
          </svg>
          {name}
        </span>
      ))}
    </p>
  );
}

export function BarsPlot({ title, note, of, columns, series, named }: BarsPlotProps) {
  const id = useId();
  const totals = columns.map((_, column) =>
    series.reduce((sum, { values }) => sum + (values[column] ?? 0), 0),
  );
  const top = roundTop(Math.max(0, ...totals));
  const bars = stackedBars(
    series.map(({ values }) => values),
    { width, height, top },
  );
  const ends = [columns[0] ?? '', columns.at(-1) ?? ''];
  return (
    <FigureFrame
      title={title}
      {...(note === undefined ? {} : { note })}
      numbers={{
        columns: [of, ...series.map(({ name }) => name)],
        rows: columns.map((column, at) => [column, ...series.map(({ values }) => values[at] ?? 0)]),
      }}
    >
      {series.length > 1 && <Legend series={series} />}
      <div class="plot-room">
        <span class="plot-top small soft figures">{top}</span>
        <svg class="plot-bars" viewBox={`0 -2 ${width} ${height + 4}`} role="img" aria-label={title}>
          <LookPatterns id={id} />
          <line class="plot-top-line" x1="0" x2={width} y1="0" y2="0" />
          {bars.map(({ column, series: which, ...place }) => (
            <rect key={`${column} ${which}`} {...place} {...lookOf(series[which]?.look ?? 'plain', id)} />
          ))}
          <line class="axis-line" x1="0" x2={width} y1={height} y2={height} />
        </svg>
        <div class={`plot-names plot-names-${named} small soft figures`} aria-hidden="true">
          {(named === 'each' ? columns : ends).map((name) => (
            <span key={name}>{name}</span>
          ))}
        </div>
      </div>
    </FigureFrame>
  );
}

/** One row of a table drawn over its days: what each of them was made of. The numbers stand beside it. */
export function MixStrip({ series }: { series: readonly BarSeries[] }) {
  const id = useId();
  const bars = stackedBars(
    series.map(({ values }) => values),
    { width: 240, height: 28, top: 'share' },
  );
  return (
    <svg class="mix-strip" viewBox="0 0 240 28" width="240" height="28" aria-hidden="true">
      <LookPatterns id={id} />
      {bars.map(({ column, series: which, ...place }) => (
        <rect key={`${column} ${which}`} {...place} {...lookOf(series[which]?.look ?? 'plain', id)} />
      ))}
    </svg>
  );
}
