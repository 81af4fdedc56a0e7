// The report of an evaluation of faces as one page: no script, nothing from elsewhere, no file name, no face.
import { detPlot, distributionPlot, ratesPlot } from './face-plots.ts';
import type { FaceReport, GroupReport, RatesAt } from './face-report.ts';
import { caveats, distancesSentence, leftOutNotes, summaryLine, thresholdSentence } from './face-words.ts';
import { figure, list, page, table } from './page.ts';
import { escaped } from './svg.ts';
import { orNone, percent } from './words.ts';

const withBound = (rate: number | null, bound: number, errors: number, of: number): string =>
  rate === null ? 'not measured' : `${percent(rate)} (${errors} of ${of}), below ${percent(bound, 'up')}`;
const fmrOf = (at: RatesAt, { pairs }: GroupReport): string =>
  withBound(at.fmr, at.fmrUpper95, at.falseMatches, pairs.different);
const fnmrOf = (at: RatesAt, { pairs }: GroupReport): string =>
  withBound(at.fnmr, at.fnmrUpper95, at.falseNonMatches, pairs.same);

function policyTable(report: FaceReport): string {
  const line = (label: string, at: RatesAt): string[] => [
    label,
    at.threshold.toFixed(2),
    fmrOf(at, report),
    fnmrOf(at, report),
  ];
  return table(
    'Error rates at the policy’s thresholds',
    [
      ['line of the policy', 'words'],
      ['distance', 'number'],
      ['false match rate', 'words'],
      ['false non-match rate', 'words'],
    ],
    [line('called the same person up to', report.atPolicy), line('left to a person up to', report.atUnclear)],
  );
}

function groupTable(report: FaceReport): string {
  const groups = Object.entries(report.byGroup);
  if (groups.length === 0)
    return '<p>The list has no groups. With a column <code>group</code>, the same figures stand here for each: error rates often differ much between groups of people and between cameras.</p>';
  return table(
    'Error rates by group',
    [
      ['group', 'words'],
      ['same', 'number'],
      ['different', 'number'],
      [`FMR at ${report.atPolicy.threshold.toFixed(2)}`, 'words'],
      [`FNMR at ${report.atPolicy.threshold.toFixed(2)}`, 'words'],
      ['EER', 'number'],
      ['failure to acquire', 'words'],
    ],
    groups.map(([name, group]) => [
      name,
      `${group.pairs.same}`,
      `${group.pairs.different}`,
      fmrOf(group.atPolicy, group),
      fnmrOf(group.atPolicy, group),
      orNone(group.eer),
      group.failureToAcquire === null
        ? 'not measured'
        : `${percent(group.failureToAcquire)}, below ${percent(group.failureToAcquireUpper95, 'up')}`,
    ]),
  );
}

function plain({ pairs, atPolicy }: FaceReport): readonly string[] {
  const at = atPolicy.threshold.toFixed(2);
  const fmr =
    atPolicy.fmr === null
      ? []
      : [
          `Of ${pairs.different} pairs of different people, ${atPolicy.falseMatches} were called the same person at ${at}. If pairs like these were drawn independently, the true rate would be below ${percent(atPolicy.fmrUpper95, 'up')} (95 %).`,
        ];
  const fnmr =
    atPolicy.fnmr === null
      ? []
      : [
          `Of ${pairs.same} pairs of the same person, ${atPolicy.falseNonMatches} were not called the same at ${at}; in the same sense the true rate would be below ${percent(atPolicy.fnmrUpper95, 'up')}.`,
        ];
  return [...fmr, ...fnmr];
}

const needBoth = '<p>Plotting error rates takes pairs of both kinds.</p>';

export function facePage(report: FaceReport): string {
  const { files, failureToAcquire, failureToAcquireUpper95 } = report;
  const hasCurve = report.curve.length > 0;
  return page(
    'Error rates of the face comparison',
    `
<p class="soft">Engine ${escaped(report.engine)}; policy ${escaped(report.policyVersion)}; photos looked at as a ${report.purpose}. Bounds are exact (Clopper and Pearson), 95 %, one-sided.</p>
<p class="lead">${escaped(summaryLine(report))}</p>

<h2>At the policy’s thresholds</h2>
${policyTable(report)}
<p>Failure to acquire: ${orNone(failureToAcquire)}, below ${percent(failureToAcquireUpper95, 'up')} (${files.noFace} without a face and ${files.unreadable} unreadable, of ${files.listed - files.missing} files; ${files.missing} more were missing). Equal error rate: ${orNone(report.eer)}${report.eerThreshold === null ? '' : `, at a distance of ${report.eerThreshold.toFixed(3)}`}.</p>
${leftOutNotes(report).length === 0 ? '' : `<p>Not compared:</p>${list(leftOutNotes(report))}`}

<h2>Distances</h2>
${figure(distributionPlot(report), `Each half is drawn to its own tallest bar. Between the two lines a person looks. Here, ${distancesSentence(report)}.`)}

<h2>Error rates over the threshold</h2>
${hasCurve ? figure(ratesPlot(report), 'FNMR: share of same pairs above the threshold. FMR: share of different pairs up to it.') : needBoth}

<h2>Trade-off</h2>
${hasCurve ? figure(detPlot(report), '“None” is no error seen, which is not a rate of zero: the shaded area says how large the true rates may be.') : needBoth}

<h2>Thresholds for a wanted false match rate</h2>
${list(report.thresholdsForFmr.map(thresholdSentence))}

<h2>By group</h2>
${groupTable(report)}

<h2>What can be said, and what cannot</h2>
${list([...plain(report), ...caveats(report)])}
`,
  );
}
