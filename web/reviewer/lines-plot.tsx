// Lines over days against a limit, with the legend and the table of the same numbers.
import { FigureFrame } from './figure-frame.tsx';
import { lineParts, roundTop } from './figure-scale.ts';
import { figure } from './gate-words.ts';
import { Mark, type LineLook } from './series-look.tsx';

export interface LineSeries {
  readonly name: string;
  readonly look: LineLook;
  /** One for each column; null where nothing was measured. */
  readonly values: readonly (number | null)[];
  /** How many cases each value rests on. */
  readonly counts: readonly number[];
}

export interface LinesPlotProps {
  readonly title: string;
  readonly of: string;
  readonly columns: readonly string[];
  readonly series: readonly LineSeries[];
  readonly limit: { readonly name: string; readonly value: number };
}

const [width, height] = [640, 160];

const pointsOf = (part: readonly { x: number; y: number }[]): string =>
  part.map(({ x, y }) => `${x},${y}`).join(' ');

export function LinesPlot({ title, of, columns, series, limit }: LinesPlotProps) {
  const values = series.flatMap((one) => one.values.flatMap((value) => value ?? []));
  const top = roundTop(Math.max(limit.value, ...values));
  const limitY = height * (1 - limit.value / top);
  return (
    <FigureFrame
      title={title}
      numbers={{
        columns: [of, ...series.flatMap(({ name }) => [name, `${name} n`])],
        rows: columns.map((column, at) => [
          column,
          ...series.flatMap(({ values: own, counts }) => [figure(own[at] ?? null), counts[at] ?? 0]),
        ]),
      }}
    >
      <p class="legend small">
        {series.map(({ name, look }) => (
          <span key={name}>
            <svg viewBox="0 0 28 16" width="28" height="16" aria-hidden="true">
              <line class={`plot-series plot-series-${look}`} x1="0" x2="28" y1="8" y2="8" />
              <Mark look={look} at={{ x: 14, y: 8 }} />
            </svg>
            {name}
          </span>
        ))}
        <span>
          <svg viewBox="0 0 28 16" width="28" height="16" aria-hidden="true">
            <line class="plot-limit" x1="0" x2="28" y1="8" y2="8" />
          </svg>
          {limit.name} {figure(limit.value)}
        </span>
      </p>
      <div class="plot-room">
        <span class="plot-top small soft figures">{top}</span>
        <svg viewBox={`0 -6 ${width} ${height + 12}`} role="img" aria-label={title}>
          <line class="plot-top-line" x1="0" x2={width} y1="0" y2="0" />
          <line class="plot-limit" x1="0" x2={width} y1={limitY} y2={limitY} />
          {series.map(({ name, look, values: own }) =>
            lineParts(own, { width, height, top }).map((part, at) => (
              <g key={`${name} ${at}`}>
                <polyline class={`plot-series plot-series-${look}`} points={pointsOf(part)} />
                {part.map((point) => (
                  <Mark key={point.x} look={look} at={point} />
                ))}
              </g>
            )),
          )}
          <line class="axis-line" x1="0" x2={width} y1={height} y2={height} />
        </svg>
        <div class="plot-names plot-names-ends small soft figures" aria-hidden="true">
          <span>{columns[0] ?? ''}</span>
          <span>{columns.length > 1 ? columns.at(-1) : ''}</span>
        </div>
      </div>
    </FigureFrame>
  );
}
