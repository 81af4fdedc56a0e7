// A value with its bounds on an axis of fixed ends; the numbers stand beside it in words.

export interface IntervalMarkProps {
  readonly value: number;
  readonly lower95: number;
  readonly upper95: number;
  /** Ends of the axis. */
  readonly from: number;
  readonly to: number;
}

const [width, height] = [160, 16];

export function IntervalMark({ value, lower95, upper95, from, to }: IntervalMarkProps) {
  const at = (one: number): number => Math.round(((one - from) / (to - from)) * width * 100) / 100;
  return (
    <svg
      class="interval"
      viewBox={`-5 0 ${width + 10} ${height}`}
      width={width + 10}
      height={height}
      aria-hidden="true"
    >
      <line class="axis-line" x1="0" x2={width} y1={height / 2} y2={height / 2} />
      <line class="axis-line" x1={at(0)} x2={at(0)} y1="1" y2={height - 1} />
      <line class="interval-reach" x1={at(lower95)} x2={at(upper95)} y1={height / 2} y2={height / 2} />
      <circle class="series-mark series-mark-round" cx={at(value)} cy={height / 2} r="4" />
    </svg>
  );
}
