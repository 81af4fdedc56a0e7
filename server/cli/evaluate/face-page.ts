// The report of an evaluation of faces as one page: no script, nothing from elsewhere, no file name, no face.
import { detPlot, distributionPlot, escaped, ratesPlot } from './face-plots.ts';
import type { FaceReport, GroupReport, RatesAt } from './face-report.ts';
import {
  caveats,
  distancesSentence,
  leftOutNotes,
  orNone,
  percent,
  summaryLine,
  thresholdSentence,
} from './face-words.ts';

const style = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1f24; --soft: #57606a; --rule: #d5dae0; --panel: #f5f7f9;
  --same: #0b6bcb; --different: #b54708; --policy: #6f42c1; }
@media (prefers-color-scheme: dark) { :root { --paper: #14171a; --ink: #e8eaed; --soft: #a3acb6; --rule: #343b43;
  --panel: #1d2227; --same: #62a8ff; --different: #f5a04e; --policy: #c4a5ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 50rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; } h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; }
p.lead { font-size: 1.05rem; padding: .9rem 1.1rem; background: var(--panel); border-inline-start: 4px solid var(--policy); }
.soft, figcaption { color: var(--soft); font-size: .9rem; }
figure { margin: 1rem 0 0; overflow-x: auto; } svg { display: block; width: 100%; min-width: 34rem; height: auto; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: start; padding: .4rem .7rem .4rem 0; border-bottom: 1px solid var(--rule); vertical-align: top; }
td.number, th.number { text-align: end; white-space: nowrap; }
li { margin-bottom: .4rem; }
text { font-size: 13px; fill: var(--soft); } text.name { fill: var(--ink); font-weight: 600; } text.note { fill: var(--policy); }
.axis { stroke: var(--ink); } .grid { stroke: var(--rule); } .equal { stroke: var(--soft); stroke-dasharray: 2 5; }
.policy { stroke: var(--policy); stroke-width: 1.5; stroke-dasharray: 6 4; } .between { fill: var(--policy); opacity: .09; }
.bounds { fill: var(--policy); opacity: .13; } .spot { fill: var(--policy); }
rect.same { fill: var(--same); } rect.different { fill: var(--different); }
.curve { fill: none; stroke-width: 2.5; stroke-linejoin: round; } .of-same { stroke: var(--same); }
.of-different { stroke: var(--different); stroke-dasharray: 8 3; } .of-det { stroke: var(--ink); }
`;

type Cell = readonly [string, 'number' | 'words'];

function table(caption: string, head: readonly Cell[], rows: readonly (readonly string[])[]): string {
  const headers = head.map(([words, kind]) => `<th scope="col" class="${kind}">${escaped(words)}</th>`);
  const body = rows.map((cells) => {
    const filled = cells.map((words, i) =>
      i === 0
        ? `<th scope="row">${escaped(words)}</th>`
        : `<td class="${head[i]?.[1] ?? 'words'}">${escaped(words)}</td>`,
    );
    return `<tr>${filled.join('')}</tr>`;
  });
  return (
    `<div class="wide" tabindex="0" role="group" aria-label="${escaped(caption)}"><table>` +
    `<thead><tr>${headers.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`
  );
}

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

const list = (items: readonly string[]): string =>
  `<ul>${items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
const figure = (svg: string, caption: string): string =>
  `<figure>${svg}<figcaption>${escaped(caption)}</figcaption></figure>`;
const needBoth = '<p>Plotting error rates takes pairs of both kinds.</p>';

export function facePage(report: FaceReport): string {
  const { files, failureToAcquire, failureToAcquireUpper95 } = report;
  const hasCurve = report.curve.length > 0;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>Error rates of the face comparison</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Error rates of the face comparison</h1>
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
</main>
</body>
</html>
`;
}
