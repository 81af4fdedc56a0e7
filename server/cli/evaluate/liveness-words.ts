// Words an evaluation of liveness for people: numbers, what may be claimed, and the summary that a terminal shows.
import { framesPerSecond, timesFile } from './find-trial.ts';
import { notInRecordings } from './judge-trial.ts';
import type {
  Beyond,
  BonaFideReport,
  GroupReport,
  LivenessReport,
  SignalReport,
  SpeciesReport,
} from './liveness-report.ts';
import { orNone, percent, plural } from './words.ts';

/** `2.9 % (4 of 138), below 6.7 %` */
const measured = (rate: number | null, upper95: number, errors: number, of: number): string =>
  rate === null ? 'not measured' : `${percent(rate)} (${errors} of ${of}), below ${percent(upper95, 'up')}`;

export const apcerOf = ({ apcer, apcerUpper95, accepted, trials }: SpeciesReport): string =>
  measured(apcer, apcerUpper95, accepted, trials);
export const bpcerOf = ({ bpcer, bpcerUpper95, rejected, trials }: BonaFideReport): string =>
  measured(bpcer, bpcerUpper95, rejected, trials);

/** What so many trials with so many errors allow to say of the rate worth claiming. */
export function claimSentence(
  { errors, trials, upper95 }: { errors: number; trials: number; upper95: number },
  { rate, trialsNeeded }: LivenessReport['claim'],
): string {
  const below = `below ${Number((rate * 100).toPrecision(2))} %`;
  if (upper95 <= rate) return `shown to be ${below}`;
  const needed = `n = ${trialsNeeded} needed for ${below}, without an error`;
  if (errors > 0)
    return `not shown to be ${below}: errors were seen${trials < trialsNeeded ? `; ${needed}` : ''}`;
  return `too few trials: ${needed}`;
}

const claimOfSpecies = (one: SpeciesReport, claim: LivenessReport['claim']): string =>
  claimSentence({ errors: one.accepted, trials: one.trials, upper95: one.apcerUpper95 }, claim);
const claimOfBonaFide = (one: BonaFideReport, claim: LivenessReport['claim']): string =>
  claimSentence({ errors: one.rejected, trials: one.trials, upper95: one.bpcerUpper95 }, claim);

export const claims = ({ species, bonaFide, claim }: LivenessReport): readonly string[] => [
  ...Object.entries(species).map(([name, one]) => `APCER of ${name}: ${claimOfSpecies(one, claim)}.`),
  ...(bonaFide.trials === 0 ? [] : [`BPCER: ${claimOfBonaFide(bonaFide, claim)}.`]),
];

/** The species that is accepted most often, as ISO/IEC 30107-3 reports a system; null without attacks that were judged. */
export function worstSpecies({ species }: GroupReport): readonly [string, SpeciesReport] | null {
  const judged = Object.entries(species).filter(([, one]) => one.trials > 0);
  const worse = (a: SpeciesReport, b: SpeciesReport): number =>
    (b.apcer ?? 0) - (a.apcer ?? 0) || b.apcerUpper95 - a.apcerUpper95;
  return judged.sort(([, a], [, b]) => worse(a, b))[0] ?? null;
}

/** One line, the last of the output. */
export function summaryLine(report: LivenessReport): string {
  const { bonaFide, species, trials, claim } = report;
  const worst = worstSpecies(report);
  const attacks = Object.values(species).reduce((sum, one) => sum + one.trials, 0);
  const kinds = Object.keys(species).length;
  const apcer =
    worst === null
      ? 'APCER not measured'
      : `largest APCER ${percent(worst[1].apcer ?? 0)} of ${worst[0]} (below ${percent(worst[1].apcerUpper95, 'up')}, 95 %)`;
  const bpcer =
    bonaFide.bpcer === null
      ? 'BPCER not measured'
      : `BPCER ${percent(bonaFide.bpcer)} (below ${percent(bonaFide.bpcerUpper95, 'up')})`;
  const fewest = Math.min(...[...Object.values(species), bonaFide].map((one) => one.trials));
  const enough =
    fewest < claim.trialsNeeded
      ? `; too few for a claim below 5 % (n = ${claim.trialsNeeded} needed of each)`
      : '';
  return (
    `liveness: ${bonaFide.trials} bona fide, ${plural(attacks, 'attack')} of ${kinds} species; ${apcer}; ${bpcer}; ` +
    `${trials.notAcquired} not acquired${enough}`
  );
}

/** What the figures do not say by themselves; each stands alone. */
export function caveats(report: LivenessReport): readonly string[] {
  const { trials, bonaFide, species, detectors } = report;
  const sentences: string[] = [];
  if (trials.passive > 0)
    sentences.push(
      `${plural(trials.passive, 'trial')} without an action ${trials.passive === 1 ? 'was' : 'were'} judged by passive signals only: one face, light, distance, stillness and what ` +
        'detectors say. That cannot show whether anybody is alive or does as asked: a good photo, a screen and a mask ' +
        'look like a person to it. A high APCER here is what the capture’s actions are for.',
    );
  if (detectors.length === 0)
    sentences.push(
      'No presentation-attack detector is installed: nothing looks for prints, screens and masks as such.',
    );
  if (trials.byAction > 0)
    sentences.push(
      'A trial with an action is one try at one action, the first frames taken as the neutral ones. A capture asks for three, in an order that ' +
        'nobody knows before, and allows three tries at each: it is harder to pass for one who cannot act, easier for one who can.',
    );
  sentences.push(
    `Recorded frames have no connection and no camera that was named. Not measured: ${notInRecordings.join(', ')}.`,
    `Frame times are those of a folder’s ${timesFile}, else ${framesPerSecond} a second are assumed, and no signal of the clock is measured.`,
    'APCER and BPCER count the trials that were judged. What could not be read or shows no face is a failure to acquire: ' +
      'counted apart, as ISO/IEC 30107-3 counts non-responses, neither accepted nor rejected. Missing files were not tried.',
    'The bounds are exact for independent trials. Trials of the same person, camera or attack instrument are not: the true uncertainty is larger.',
    'The rates hold for this engine, this policy, these cameras, people and attacks. A species that is not listed is not measured.',
    'Accepted means that neither the judge nor a signal objected. It admits nobody: people decide while the gate holds.',
  );
  if (bonaFide.trials === 0)
    sentences.push('There is no bona fide trial: nothing is known about honest people who are rejected.');
  if (Object.keys(species).length === 0)
    sentences.push('There is no attack: nothing is known about attacks that are accepted.');
  return sentences;
}

const failureWords: Record<keyof LivenessReport['failures'], (n: number) => string> = {
  missing: (n) => `${plural(n, 'trial')} with a file that is missing, not tried`,
  unreadable: (n) => `${plural(n, 'trial')} with a picture that cannot be read: failure to acquire`,
  empty: (n) => `${plural(n, 'trial')} with a folder without pictures: failure to acquire`,
  noFace: (n) => `${plural(n, 'trial')} without a face in any frame: failure to acquire`,
};

/** Which trials were not judged, and why; empty when all were. */
export function notJudged({ failures, trials }: LivenessReport): readonly string[] {
  const kinds = (Object.keys(failureWords) as (keyof typeof failureWords)[]).filter(
    (why) => failures[why] > 0,
  );
  return [
    ...kinds.map((why) => failureWords[why](failures[why])),
    ...(trials.repeated > 0 ? [`${plural(trials.repeated, 'row')} listed again, counted once`] : []),
    ...(trials.contradictory > 0
      ? [`${plural(trials.contradictory, 'row')} giving one recording and action two labels, not counted`]
      : []),
  ];
}

const number = (value: number): string => `${Number(value.toPrecision(3))}`;

/** `at least 0.87 ratio` */
export function limitOf({ limit, better, unit }: SignalReport): string {
  if (limit === null) return `no limit (${unit})`;
  return `${better === 'lower' ? 'at most' : 'at least'} ${number(limit)} ${unit}`;
}

export const weightWords: Record<SignalReport['weight'], string> = {
  fails: 'rejects',
  doubt: 'adds doubt',
  shown: 'shown only',
};

/** `3 of 12 (median 0.81)` */
export function beyondOf({ beyond, measured: of, median }: Beyond, { limit }: SignalReport): string {
  if (of === 0 || median === null) return 'not measured';
  return limit === null ? `median ${number(median)}` : `${beyond} of ${of} (median ${number(median)})`;
}

type Counted = readonly [name: string, count: number, of: number];

const inOrder = (counted: readonly Counted[]): string =>
  [...counted]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count, of]) => `${name} ${count} of ${of}`)
    .join(', ');

/** What rejected the attacks of a species, and which signals lay beyond their limits without rejecting any. */
export function caughtBy({ reasons, signals, species }: LivenessReport, name: string): string {
  const trials = species[name]?.trials ?? 0;
  const rejecting = Object.entries(reasons).flatMap(([reason, { species: counts }]): Counted[] =>
    (counts[name] ?? 0) === 0 ? [] : [[reason, counts[name] ?? 0, trials]],
  );
  const besides = Object.entries(signals).flatMap(([signal, { species: seen }]): Counted[] => {
    const one = seen[name];
    return one === undefined || one.beyond === 0 || one.rejected > 0
      ? []
      : [[signal, one.beyond, one.measured]];
  });
  const noticed =
    besides.length === 0 ? '' : `; beyond their limits, and not enough to reject: ${inOrder(besides)}`;
  return `${name} rejected by: ${inOrder(rejecting) || 'nothing'}${noticed}`;
}

const acquired = (one: SpeciesReport | BonaFideReport): string =>
  one.notAcquired === 0 ? '' : `; failure to acquire ${orNone(one.failureToAcquire)} (${one.notAcquired})`;
const doubts = (one: SpeciesReport | BonaFideReport): string =>
  one.acceptedWithDoubts === 0 ? '' : `; ${one.acceptedWithDoubts} accepted with doubts for a reviewer`;

function rows({ species, bonaFide }: GroupReport, indent = '  '): readonly string[] {
  return [
    ...Object.entries(species).map(
      ([name, one]) => `${indent}${name}: APCER ${apcerOf(one)}${acquired(one)}${doubts(one)}`,
    ),
    `${indent}bona fide: BPCER ${bpcerOf(bonaFide)}${acquired(bonaFide)}${doubts(bonaFide)}`,
  ];
}

function reasonsOfBonaFide({ reasons }: LivenessReport): readonly string[] {
  const seen = Object.entries(reasons).filter(([, { bonaFide }]) => bonaFide > 0);
  return seen.length === 0
    ? []
    : [`bona fide rejected by: ${seen.map(([why, one]) => `${why} ${one.bonaFide}`).join(', ')}`];
}

export function summaryText(report: LivenessReport): string {
  const { trials, species } = report;
  return [
    `engine ${report.engine}; policy ${report.policyVersion}; detectors ${report.detectors.join(', ') || 'none'}; ` +
      'bounds are exact, 95 % one-sided',
    `trials: ${trials.listed} listed, ${trials.byAction} judged by an action, ${trials.passive} by passive signals, ` +
      `${trials.notAcquired} not acquired, ${trials.missing} missing`,
    ...notJudged(report).map((note) => `not judged: ${note}`),
    ...rows(report),
    ...Object.keys(species).map((name) => caughtBy(report, name)),
    ...reasonsOfBonaFide(report),
    ...claims(report),
    ...Object.entries(report.byGroup).flatMap(([name, one]) => [`group ${name}:`, ...rows(one, '    ')]),
    ...caveats(report).map((sentence) => `note: ${sentence}`),
    summaryLine(report),
  ].join('\n');
}
