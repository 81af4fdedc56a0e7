// The report of an evaluation of liveness as one page: no script, nothing from elsewhere, no file name, no face.
import { ratesPlot } from './liveness-plots.ts';
import type { BonaFideReport, GroupReport, LivenessReport, SpeciesReport } from './liveness-report.ts';
import {
  apcerOf,
  beyondOf,
  bpcerOf,
  caughtBy,
  caveats,
  claims,
  limitOf,
  notJudged,
  summaryLine,
  weightWords,
} from './liveness-words.ts';
import { figure, list, page, table, type Cell } from './page.ts';
import { escaped } from './svg.ts';
import { percent } from './words.ts';

const style = `
rect.attack { fill: var(--different); } rect.honest { fill: var(--same); }
.whisker { stroke: var(--ink); stroke-width: 2; }
`;

const failureOf = (one: SpeciesReport | BonaFideReport): string =>
  one.failureToAcquire === null
    ? 'not measured'
    : `${percent(one.failureToAcquire)} (${one.notAcquired}), below ${percent(one.failureToAcquireUpper95, 'up')}`;

function ratesTable(caption: string, { species, bonaFide }: GroupReport): string {
  const line = (name: string, one: SpeciesReport | BonaFideReport, rate: string): readonly string[] => [
    name,
    `${one.trials}`,
    `${one.byAction}`,
    rate,
    failureOf(one),
    `${one.acceptedWithDoubts}`,
  ];
  return table(
    caption,
    [
      ['presentation', 'words'],
      ['judged', 'number'],
      ['by an action', 'number'],
      ['APCER or BPCER', 'words'],
      ['failure to acquire', 'words'],
      ['accepted with doubts', 'number'],
    ],
    [
      ...Object.entries(species).map(([name, one]) => line(name, one, apcerOf(one))),
      line('bona fide', bonaFide, bpcerOf(bonaFide)),
    ],
  );
}

const columns = (report: LivenessReport): readonly Cell[] =>
  [...Object.keys(report.species), 'bona fide'].map((name) => [name, 'words'] as const);

function signalTable(report: LivenessReport): string {
  return table(
    'Signals beyond their limits',
    [['signal', 'words'], ['limit', 'words'], ['counts', 'words'], ...columns(report)],
    Object.entries(report.signals).map(([name, signal]) => [
      name,
      limitOf(signal),
      weightWords[signal.weight],
      ...Object.values(signal.species).map((one) => beyondOf(one, signal)),
      beyondOf(signal.bonaFide, signal),
    ]),
  );
}

function reasonTable(report: LivenessReport): string {
  const reasons = Object.entries(report.reasons);
  if (reasons.length === 0) return '<p>No trial was rejected.</p>';
  return table(
    'Reasons of rejection',
    [['reason', 'words'], ...columns(report)],
    reasons.map(([reason, { species, bonaFide }]) => [
      reason,
      ...Object.values(species).map((count) => `${count}`),
      `${bonaFide}`,
    ]),
  );
}

function groups({ byGroup }: LivenessReport): string {
  const named = Object.entries(byGroup);
  if (named.length === 0)
    return '<p>The list has no groups. With a column <code>group</code>, the same figures stand here for each: error rates often differ much between groups of people and between cameras.</p>';
  return named
    .map(([name, one]) => `<h3>${escaped(name)}</h3>${ratesTable(`Error rates of group ${name}`, one)}`)
    .join('');
}

const orAll = (notes: readonly string[]): string =>
  notes.length === 0 ? '<p>Every trial of the list was judged.</p>' : list(notes);

export function livenessPage(report: LivenessReport): string {
  const { trials } = report;
  const caught = Object.keys(report.species).map((name) => `${caughtBy(report, name)}.`);
  const passive =
    trials.passive === 0
      ? ''
      : `<p><strong>${trials.passive} of ${trials.judged} trials were judged by passive signals only</strong>: stills and folders without an action. That cannot show whether anybody is alive.</p>`;
  return page(
    'Error rates of the liveness check',
    `
<p class="soft">Engine ${escaped(report.engine)}; policy ${escaped(report.policyVersion)}; detectors: ${escaped(report.detectors.join(', ') || 'none')}. Bounds are exact (Clopper and Pearson), 95 %, one-sided.</p>
<p class="lead">${escaped(summaryLine(report))}</p>
${passive}

<h2>Error rates per species</h2>
${figure(ratesPlot(report), 'Bars: share seen. Lines: how high the true rate may be, 95 %. For attacks, the share that was accepted; for bona fide trials, the share that was rejected.')}
${ratesTable('Error rates per species', report)}
${list(claims(report))}

<h2>Which signal caught what</h2>
${list(caught)}
<p>How often each signal lay beyond its limit, of the trials in which it could be measured:</p>
${signalTable(report)}

<h2>Why trials were rejected</h2>
<p>A trial may have several reasons. In the words of the judge, or the name of the signal.</p>
${reasonTable(report)}

<h2>Not judged</h2>
${orAll(notJudged(report))}

<h2>By group</h2>
${groups(report)}

<h2>What can be said, and what cannot</h2>
${list(caveats(report))}
`,
    style,
  );
}
