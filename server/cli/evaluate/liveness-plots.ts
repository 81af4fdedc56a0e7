// The plot of an evaluation of liveness: error rate and exact bound per species and of bona fide trials.
import type { LivenessReport } from './liveness-report.ts';
import { apcerOf, bpcerOf } from './liveness-words.ts';
import { line, n, svg, text } from './svg.ts';
import { percent } from './words.ts';

const from = 180; // room for names
const to = 535;
const rowHeight = 40;
const top = 24;
const mostLetters = 22;

interface Bar {
  readonly name: string;
  readonly rate: number | null;
  readonly upper95: number;
  readonly of: string;
  readonly kind: 'attack' | 'honest';
}

const barsOf = ({ species, bonaFide }: LivenessReport): readonly Bar[] => [
  ...Object.entries(species).map(([name, one]): Bar => ({
    name,
    rate: one.apcer,
    upper95: one.apcerUpper95,
    of: `${one.accepted} of ${one.trials}`,
    kind: 'attack',
  })),
  {
    name: 'bona fide',
    rate: bonaFide.bpcer,
    upper95: bonaFide.bpcerUpper95,
    of: `${bonaFide.rejected} of ${bonaFide.trials}`,
    kind: 'honest',
  },
];

const atRate = (rate: number): number => from + rate * (to - from);
const cut = (name: string): string =>
  name.length > mostLetters ? `${name.slice(0, mostLetters - 1)}…` : name;

function drawn({ name, rate, upper95, of, kind }: Bar, index: number): readonly string[] {
  const y = top + index * rowHeight + rowHeight / 2;
  const label = text(from - 10, y + 4, cut(name), 'end', 'name');
  if (rate === null) return [label, text(from + 10, y + 4, 'not measured', 'start')];
  const [end, bound] = [atRate(rate), atRate(upper95)];
  return [
    label,
    `<rect x="${n(from)}" y="${n(y - 11)}" width="${n(Math.max(1.5, end - from))}" height="22" class="${kind}"/>`,
    line(end, y, bound, y, 'whisker'),
    line(bound, y - 7, bound, y + 7, 'whisker'),
    text(to + 12, y + 4, `${percent(rate)}, below ${percent(upper95, 'up')}`, 'start'),
    text(to + 12, y + 18, of, 'start'),
  ];
}

export function ratesPlot(report: LivenessReport): string {
  const bars = barsOf(report);
  const bottom = top + bars.length * rowHeight;
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  const described = [
    ...Object.entries(report.species).map(([name, one]) => `APCER of ${name} ${apcerOf(one)}`),
    `BPCER ${bpcerOf(report.bonaFide)}`,
  ];
  return svg(
    {
      id: 'liveness-rates',
      title: 'Error rates per species',
      description: `${described.join('; ')} (95 %).`,
      height: bottom + 50,
    },
    [
      ...ticks.flatMap((one) => [
        line(atRate(one), top, atRate(one), bottom, 'grid'),
        text(atRate(one), bottom + 20, `${one * 100} %`),
      ]),
      line(from, top, from, bottom, 'axis'),
      ...bars.flatMap(drawn),
      text(
        (from + to) / 2,
        bottom + 42,
        'attacks accepted (APCER); bona fide rejected (BPCER)',
        'middle',
        'name',
      ),
    ],
  );
}
