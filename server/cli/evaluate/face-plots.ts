// The plots of an evaluation of faces, as SVG that stands in a page: titled, described, coloured by the page's style.
import type { CurvePoint } from '../../domain/match-statistics.ts';
import { thinned } from '../../domain/match-statistics.ts';
import type { FaceReport } from './face-report.ts';
import { left, line, n, path, right, svg, text } from './svg.ts';
import { orNone, percent } from './words.ts';

const mostPoints = 600; // more cannot be told apart at this size
const distanceMost = 1.2;

const atDistance = (distance: number): number =>
  left + (Math.min(distance, distanceMost) / distanceMost) * (right - left);

function distanceAxis(y: number): readonly string[] {
  const ticks = Array.from({ length: 13 }, (_, i) => i / 10);
  return [
    line(left, y, right, y, 'axis'),
    ...ticks.map((one) => line(atDistance(one), y, atDistance(one), y + 5, 'axis')),
    ...ticks.map((one) => text(atDistance(one), y + 20, one.toFixed(1))),
    text((left + right) / 2, y + 40, 'distance between two faces (lower is more alike)', 'middle', 'name'),
  ];
}

/** The two lines of the policy, with what lies between and beside them. */
function policyLines({ atPolicy, atUnclear }: FaceReport, top: number, bottom: number): readonly string[] {
  const [same, unclear] = [atDistance(atPolicy.threshold), atDistance(atUnclear.threshold)];
  return [
    `<rect x="${n(same)}" y="${n(top)}" width="${n(unclear - same)}" height="${n(bottom - top)}" class="between"/>`,
    line(same, top, same, bottom, 'policy'),
    line(unclear, top, unclear, bottom, 'policy'),
    text(same - 6, top - 6, `called the same, up to ${atPolicy.threshold.toFixed(2)}`, 'end', 'note'),
    text(unclear + 6, top - 6, `called different, beyond ${atUnclear.threshold.toFixed(2)}`, 'start', 'note'),
  ];
}

/** Share of the pairs of a kind per bin; the two kinds one above the other, each to its own tallest bar. */
export function distributionPlot(report: FaceReport): string {
  const { histogram, pairs } = report;
  const barHeight = 130;
  const panel = (
    counts: readonly number[],
    total: number,
    base: number,
    name: string,
    label: (y: number) => string,
  ): string[] => {
    const tallest = Math.max(1, ...counts);
    const bars = counts.map((count, i) => {
      const [x, next] = [atDistance(i * histogram.binWidth), atDistance((i + 1) * histogram.binWidth)];
      const high = (count / tallest) * barHeight;
      return count === 0
        ? ''
        : `<rect x="${n(x + 0.5)}" y="${n(base - high)}" width="${n(Math.max(1, next - x - 1))}" height="${n(high)}" class="${name}"/>`;
    });
    const most = total === 0 ? [] : [text(left - 8, base - barHeight + 4, percent(tallest / total), 'end')];
    return [
      ...bars,
      line(left, base, right, base, 'axis'),
      text(left - 8, base + 4, '0', 'end'),
      ...most,
      label(base - barHeight + 14),
    ];
  };
  return svg(
    {
      id: 'distribution',
      title: 'Distribution of distances',
      description:
        `Shares of pairs per distance: ${pairs.same} pairs of the same person above, ${pairs.different} pairs of ` +
        `different people below, with the policy's lines at ${report.atPolicy.threshold} and ${report.atUnclear.threshold}.`,
      height: 400,
    },
    [
      ...policyLines(report, 30, 345),
      ...panel(histogram.same, pairs.same, 175, 'same', (y) =>
        text(right, y, `same person, ${pairs.same} pairs`, 'end', 'name'),
      ),
      ...panel(histogram.different, pairs.different, 345, 'different', (y) =>
        text(left + 8, y, `different people, ${pairs.different} pairs`, 'start', 'name'),
      ),
      ...distanceAxis(345),
    ],
  );
}

/** Both error rates over the threshold; rates stay as they are until the next measured distance. */
export function ratesPlot(report: FaceReport): string {
  const [top, bottom] = [40, 300];
  const atRate = (rate: number): number => bottom - rate * (bottom - top);
  const steps = (rateOf: (point: CurvePoint) => number): [number, number][] => {
    const points = thinned(report.curve, mostPoints);
    return points.flatMap((point, i): [number, number][] => [
      [atDistance(point.threshold), atRate(rateOf(points[i - 1] ?? point))],
      [atDistance(point.threshold), atRate(rateOf(point))],
    ]);
  };
  const last = thinned(report.curve, mostPoints).at(-1);
  const end = (rate: number): [number, number][] => (last === undefined ? [] : [[right, atRate(rate)]]);
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  return svg(
    {
      id: 'rates',
      title: 'Error rates over the threshold',
      description:
        'The share of same pairs above the threshold (false non-match rate) falls and the share of different pairs up ' +
        `to it (false match rate) rises as the threshold grows. Equal error rate: ${orNone(report.eer)}.`,
      height: 355,
    },
    [
      ...policyLines(report, top, bottom),
      ...ticks.map((one) => line(left, atRate(one), right, atRate(one), 'grid')),
      ...ticks.map((one) => text(left - 8, atRate(one) + 4, `${one * 100} %`, 'end')),
      path([...steps(({ fnmr }) => fnmr), ...end(0)], 'curve of-same'),
      path([...steps(({ fmr }) => fmr), ...end(1)], 'curve of-different'),
      text(left + 12, top + 20, 'FNMR', 'start', 'name'),
      text(right - 12, top + 20, 'FMR', 'end', 'name'),
      ...distanceAxis(bottom),
    ],
  );
}

/** Detection error trade-off on logarithmic axes, with a place of its own for "none seen". */
export function detPlot(report: FaceReport): string {
  const { pairs, atPolicy, curve } = report;
  const [top, bottom, gap] = [24, 430, 56];
  const [xLeft, xRight] = [left + 20, 560];
  const finest = 1 / Math.max(pairs.same, pairs.different, 10);
  const decades = Math.max(2, Math.ceil(-Math.log10(finest / 2))); // below the smallest rate that can be seen
  const share = (rate: number): number | null =>
    rate <= 0 ? null : Math.max(0, 1 + Math.log10(rate) / decades);
  const atX = (rate: number): number => {
    const along = share(rate);
    return along === null ? xLeft : xLeft + gap + along * (xRight - xLeft - gap);
  };
  const atY = (rate: number): number => {
    const along = share(rate);
    return along === null ? bottom : bottom - gap - along * (bottom - top - gap);
  };
  const ticks = [0, ...Array.from({ length: decades + 1 }, (_, i) => 10 ** (i - decades))];
  const label = (rate: number): string => (rate === 0 ? 'none' : `${Number((rate * 100).toPrecision(1))} %`);
  const spot: readonly [number, number] = [atX(atPolicy.fmr ?? 0), atY(atPolicy.fnmr ?? 0)];
  const bounds = [atX(atPolicy.fmrUpper95), atY(atPolicy.fnmrUpper95)] as const;
  const points = thinned(curve, mostPoints).map(({ fmr, fnmr }) => [atX(fmr), atY(fnmr)] as const);
  return svg(
    {
      id: 'det',
      title: 'Detection error trade-off (DET)',
      description:
        `False non-match rate against false match rate. At the policy's threshold ${atPolicy.threshold}: FMR ` +
        `${orNone(atPolicy.fmr)}, below ${percent(atPolicy.fmrUpper95, 'up')}; FNMR ${orNone(atPolicy.fnmr)}, below ` +
        `${percent(atPolicy.fnmrUpper95, 'up')} (95 %).`,
      height: 490,
    },
    [
      ...ticks.flatMap((one) => [
        line(atX(one), top, atX(one), bottom, 'grid'),
        line(xLeft, atY(one), xRight, atY(one), 'grid'),
        text(atX(one), bottom + 20, label(one)),
        text(xLeft - 8, atY(one) + 4, label(one), 'end'),
      ]),
      line(atX(ticks[1] ?? 1), atY(ticks[1] ?? 1), xRight, top, 'equal'),
      `<rect x="${n(spot[0])}" y="${n(bounds[1])}" width="${n(bounds[0] - spot[0])}" height="${n(spot[1] - bounds[1])}" class="bounds"/>`,
      path(points, 'curve of-det'),
      `<circle cx="${n(spot[0])}" cy="${n(spot[1])}" r="7" class="spot"/>`,
      `<circle cx="${n(xRight + 16)}" cy="${n(top + 50)}" r="7" class="spot"/>`,
      text(xRight + 30, top + 54, `policy, ${atPolicy.threshold.toFixed(2)}`, 'start', 'note'),
      `<rect x="${n(xRight + 9)}" y="${n(top + 70)}" width="14" height="14" class="bounds"/>`,
      text(xRight + 30, top + 82, 'how high the true', 'start', 'note'),
      text(xRight + 30, top + 98, 'rates may be, 95 %', 'start', 'note'),
      text(xRight + 8, top + 12, 'equal rates', 'start', 'note'),
      text((xLeft + xRight) / 2, bottom + 44, 'false match rate (logarithmic)', 'middle', 'name'),
      text(xLeft, top - 8, 'false non-match rate (logarithmic)', 'start', 'name'),
    ],
  );
}
