// Words an evaluation of faces for people: numbers, what may be claimed, and the summary that a terminal shows.
import { upperBound95 } from '../../domain/binomial-bound.ts';
import { faceMatchMeasurement } from '../../gate/policy.ts';
import type { FaceReport, RatesAt } from './face-report.ts';
import { orNone, percent, plural } from './words.ts';

/** The claim a reader most wants to make, and whether these pairs carry it. */
function claimOfOneInThousand({ pairs, thresholdsForFmr, atPolicy }: FaceReport): string {
  const wanted = thresholdsForFmr.find(({ wantedFmr }) => wantedFmr === 1e-3);
  if (wanted !== undefined && pairs.different < wanted.neededDifferentPairs)
    return 'too few pairs to claim FMR below 0.1 %';
  return atPolicy.fmrUpper95 <= 1e-3
    ? 'these pairs show FMR below 0.1 %'
    : 'these pairs do not show FMR below 0.1 %';
}

/** One line, the last of the output. */
export function summaryLine(report: FaceReport): string {
  const { pairs, atPolicy, eer } = report;
  const rate = (value: number | null, bound: number): string =>
    value === null ? 'not measured' : `${percent(value)} (below ${percent(bound, 'up')}`;
  const fmr =
    atPolicy.fmr === null ? 'FMR not measured' : `FMR ${rate(atPolicy.fmr, atPolicy.fmrUpper95)}, 95 %)`;
  const fnmr =
    atPolicy.fnmr === null ? 'FNMR not measured' : `FNMR ${rate(atPolicy.fnmr, atPolicy.fnmrUpper95)})`;
  return (
    `faces: ${pairs.same} same, ${pairs.different} different pairs; ` +
    `at ${atPolicy.threshold.toFixed(2)} ${fmr}, ${fnmr}; EER ${orNone(eer)}; ${claimOfOneInThousand(report)}`
  );
}

/** The bounds are for independent trials, which pairs seldom are. */
function dependence({ pairs, disjointPairs }: FaceReport): string {
  const { same, different, fmrUpper95IfNoError } = disjointPairs;
  const larger = 'they are not independent trials: the true uncertainty is larger than the bounds say.';
  if (same === pairs.same && different === pairs.different)
    return `No two pairs of a kind share a photo. Where they share people, ${larger}`;
  return (
    `Pairs share photos and people, so ${larger} ` +
    `Among them, ${plural(same, 'same pair')} and ${plural(different, 'different pair')} share no photo with each other; ` +
    `no false match in ${different} would show an FMR below ${percent(fmrUpper95IfNoError, 'up')}.`
  );
}

/** What the policy itself rests on, to hold this run against. */
export function policySentence(): string {
  const { engine, at, different } = faceMatchMeasurement;
  const bound = upperBound95(different.falseMatches, different.pairs);
  return (
    `The policy's ${at.toFixed(2)} was set where ${different.falseMatches} of ${different.pairs} different pairs were false ` +
    `matches, with ${engine}: an FMR below ${percent(bound, 'up')} (95 %).`
  );
}

/** What the figures do not say by themselves; each stands alone. */
export function caveats(report: FaceReport): readonly string[] {
  const { pairs, files } = report;
  const sentences = [
    dependence(report),
    policySentence(),
    'The rates hold for this engine, these cameras and these people. Groups that are not among the photos are not measured.',
    `Every file is looked at as a ${report.purpose}; in an application, the frames of the live capture are looked at more quickly.`,
    'FMR and FNMR count pairs in which both faces were found; files without one are counted as failure to acquire.',
  ];
  if (pairs.same === 0) sentences.push('There is no same pair: nothing is known about false non-matches.');
  if (pairs.different === 0)
    sentences.push('There is no different pair: nothing is known about false matches.');
  if (files.missing > 0)
    sentences.push(`${plural(files.missing, 'listed file')} could not be found: their pairs say nothing.`);
  return sentences;
}

const notes: Record<keyof FaceReport['leftOut'], (count: number) => string> = {
  notAcquired: (n) => `${plural(n, 'pair')} without a face in one of the files`,
  missingFile: (n) => `${plural(n, 'pair')} with a file that is missing`,
  repeated: (n) => `${plural(n, 'pair')} listed again, counted once`,
  samePicture: (n) => `${plural(n, 'pair')} of a picture with itself`,
  contradictory: (n) => `${plural(n, 'row')} calling one pair both the same person and not`,
};

/** Which pairs were not compared, and why; empty when all were. */
export function leftOutNotes({ leftOut }: FaceReport): readonly string[] {
  return (Object.keys(notes) as (keyof typeof notes)[])
    .filter((why) => leftOut[why] > 0)
    .map((why) => notes[why](leftOut[why]));
}

export function thresholdSentence(one: FaceReport['thresholdsForFmr'][number]): string {
  const wanted = `FMR ${Number((one.wantedFmr * 100).toPrecision(2))} %`;
  if (one.threshold === null || one.rates === null) return `${wanted}: ${one.why ?? ''}`;
  const { fmr, fmrUpper95, fnmr } = one.rates;
  return (
    `${wanted}: up to ${one.threshold.toFixed(3)} (seen ${orNone(fmr)}, below ${percent(fmrUpper95, 'up')}; ` +
    `FNMR ${orNone(fnmr)}). Chosen on these pairs: confirm it on others.`
  );
}

/** Where the kinds come nearest to each other. */
export function distancesSentence({ distances }: FaceReport): string {
  const { largestSame, smallestDifferent } = distances;
  const shown = (distance: number | null): string => distance?.toFixed(3) ?? 'nowhere: there are none';
  return `same pairs reach up to ${shown(largestSame)}, different pairs begin at ${shown(smallestDifferent)}`;
}

/** `2.9 % (below 6.7 %, 4 seen)` */
const measured = (rate: number | null, upper95: number, errors: number): string =>
  rate === null ? 'not measured' : `${percent(rate)} (below ${percent(upper95, 'up')}, ${errors} seen)`;

const row = (label: string, at: RatesAt): string =>
  `  ${label.padEnd(26)} ${at.threshold.toFixed(2)}   FMR ${measured(at.fmr, at.fmrUpper95, at.falseMatches)}` +
  `   FNMR ${measured(at.fnmr, at.fnmrUpper95, at.falseNonMatches)}`;

export function summaryText(report: FaceReport): string {
  const { files, failureToAcquire, failureToAcquireUpper95 } = report;
  const groups = Object.entries(report.byGroup).flatMap(([name, group]) => [
    `group ${name}: ${group.pairs.same} same, ${group.pairs.different} different pairs; ` +
      `failure to acquire ${orNone(group.failureToAcquire)}; EER ${orNone(group.eer)}`,
    row('same person up to', group.atPolicy),
  ]);
  return [
    `engine ${report.engine}; policy ${report.policyVersion}; bounds are exact, 95 % one-sided`,
    `files: ${files.listed} listed, ${files.embedded} with a face, ${files.noFace} without, ` +
      `${files.unreadable} unreadable, ${files.missing} missing; ` +
      `failure to acquire ${orNone(failureToAcquire)} (below ${percent(failureToAcquireUpper95, 'up')})`,
    ...leftOutNotes(report).map((note) => `left out: ${note}`),
    row('same person up to', report.atPolicy),
    row('different people beyond', report.atUnclear),
    distancesSentence(report),
    ...report.thresholdsForFmr.map(thresholdSentence),
    ...groups,
    ...caveats(report).map((sentence) => `note: ${sentence}`),
    summaryLine(report),
  ].join('\n');
}
