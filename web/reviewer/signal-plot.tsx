// A small drawing of the signal that an action was judged by.
import { formatMeasure } from './check-order.ts';
import { plotOf } from './plot-path.ts';
import type { LivenessStep } from './wire.ts';
import { useWords } from './words.ts';

const width = 160;
const height = 44;

export function SignalPlot({ step }: { step: LivenessStep }) {
  const words = useWords();
  const { name, points } = step.signal;
  const plot = name === 'none' ? null : plotOf(points, width, height);
  if (name === 'none' || plot === null) return <p class="plot-none small soft">{words.film.noSignal}</p>;
  const [low, high] = [formatMeasure(plot.low), formatMeasure(plot.high)];
  const seconds = (plot.durationMs / 1000).toFixed(1);
  return (
    <figure class="plot">
      <svg
        viewBox={`-2 -2 ${width + 4} ${height + 4}`}
        role="img"
        aria-label={words.film.plot(words.film.signals[name], seconds, low, high)}
      >
        <line class="plot-zero" x1="0" x2={width} y1={plot.zeroY} y2={plot.zeroY} />
        {step.keptFrames.map(({ evidenceId, atMs }) => (
          <line
            key={evidenceId}
            class="plot-frame"
            x1={plot.xAt(atMs)}
            x2={plot.xAt(atMs)}
            y1="0"
            y2={height}
          />
        ))}
        <polyline class="plot-line" points={plot.line} />
      </svg>
      <figcaption class="small soft" aria-hidden="true">
        {words.film.signals[name]} <span class="figures">{`${low} … ${high}`}</span>
      </figcaption>
    </figure>
  );
}
