// What an evaluation of liveness says, from the trials and how each was judged. Names no file.
import { errorRate, trialsToClaim } from '../../domain/binomial-bound.ts';
import { medianOf } from '../../domain/foreshortening.ts';
import type { LivenessAction } from '../../domain/liveness-protocol.ts';
import type { SignalWeight } from '../../gate/capture-rules.ts';
import type { Policy } from '../../gate/policy.ts';
import type { JudgedTrial, RejectionReason, TrialOutcome, TrialSignal } from './judge-trial.ts';
import { bonaFide, type ListedTrial } from './trials-csv.ts';

export type Evaluated = Pick<ListedTrial, 'line' | 'label' | 'action' | 'group'> & {
  readonly outcome: TrialOutcome;
};

/** Presentations that gave no answer (ISO/IEC 30107-3: non-responses): counted apart, in neither rate. */
interface Presented {
  readonly trials: number; // judged
  readonly notAcquired: number; // unreadable, empty, or without a face
  readonly failureToAcquire: number | null; // of those that were there
  readonly failureToAcquireUpper95: number;
  readonly byAction: number; // of the trials, judged by what was asked for; the others by passive signals alone
}

export interface SpeciesReport extends Presented {
  readonly accepted: number;
  readonly apcer: number | null;
  readonly apcerUpper95: number;
  /** Accepted, and yet with doubts enough to be put before a reviewer as such. */
  readonly acceptedWithDoubts: number;
}

export interface BonaFideReport extends Presented {
  readonly rejected: number;
  readonly bpcer: number | null;
  readonly bpcerUpper95: number;
  readonly acceptedWithDoubts: number;
}

export interface GroupReport {
  readonly species: Readonly<Record<string, SpeciesReport>>;
  readonly bonaFide: BonaFideReport;
}

/** How often a signal lay beyond its limit, of how many trials it was measured in. */
export interface Beyond {
  readonly measured: number;
  readonly beyond: number;
  readonly rejected: number; // trials that were not accepted because of it
  readonly median: number | null; // of the values
}

export interface SignalReport {
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  readonly limit: number | null; // null: shown only
  readonly weight: SignalWeight['kind'];
  readonly species: Readonly<Record<string, Beyond>>;
  readonly bonaFide: Beyond;
}

export interface LivenessReport extends GroupReport {
  readonly engine: string;
  readonly detectors: readonly string[];
  readonly policyVersion: string;
  readonly trials: Readonly<
    Record<
      'listed' | 'judged' | 'byAction' | 'passive' | 'notAcquired' | 'missing' | 'repeated' | 'contradictory',
      number
    >
  >;
  /** Trials that were not judged, by why. */
  readonly failures: Readonly<Record<'missing' | 'unreadable' | 'empty' | 'noFace', number>>;
  /** An error rate worth claiming, and how many trials without an error it takes to show that the true one is below it. */
  readonly claim: { readonly rate: number; readonly trialsNeeded: number };
  readonly signals: Readonly<Record<string, SignalReport>>;
  /** Why trials were rejected; a trial may have several reasons. */
  readonly reasons: Readonly<
    Record<RejectionReason, { readonly species: Readonly<Record<string, number>>; readonly bonaFide: number }>
  >;
  readonly byGroup: Readonly<Record<string, GroupReport>>;
  /** Each judged trial by the line of its row, for whoever holds the list. */
  readonly byLine: readonly {
    readonly line: number;
    readonly label: string;
    readonly action: LivenessAction | null;
    readonly isAccepted: boolean;
    readonly reasons: readonly RejectionReason[];
    readonly doubts: number;
    readonly signals: Readonly<Record<string, number>>;
  }[];
}

export const claimedRate = 0.05;

const judgedOf = (trials: readonly Evaluated[]): readonly JudgedTrial[] =>
  trials.flatMap(({ outcome }) => (outcome.kind === 'judged' ? [outcome] : []));

function present(trials: readonly Evaluated[]): Presented {
  const judged = judgedOf(trials);
  const there = trials.filter(({ outcome }) => outcome.kind !== 'missing').length;
  const failure = errorRate(there - judged.length, there);
  return {
    trials: judged.length,
    notAcquired: failure.errors,
    failureToAcquire: failure.rate,
    failureToAcquireUpper95: failure.upper95,
    byAction: judged.filter(({ by }) => by === 'action').length,
  };
}

const doubted = (judged: readonly JudgedTrial[]): number =>
  judged.filter(({ isAccepted, isDoubted }) => isAccepted && isDoubted).length;

function speciesReport(trials: readonly Evaluated[]): SpeciesReport {
  const judged = judgedOf(trials);
  const error = errorRate(judged.filter(({ isAccepted }) => isAccepted).length, judged.length);
  return {
    ...present(trials),
    accepted: error.errors,
    apcer: error.rate,
    apcerUpper95: error.upper95,
    acceptedWithDoubts: doubted(judged),
  };
}

function bonaFideReport(trials: readonly Evaluated[]): BonaFideReport {
  const judged = judgedOf(trials);
  const error = errorRate(judged.filter(({ isAccepted }) => !isAccepted).length, judged.length);
  return {
    ...present(trials),
    rejected: error.errors,
    bpcer: error.rate,
    bpcerUpper95: error.upper95,
    acceptedWithDoubts: doubted(judged),
  };
}

const ofLabel = (trials: readonly Evaluated[], label: string): readonly Evaluated[] =>
  trials.filter((trial) => trial.label === label);

const speciesIn = (trials: readonly Evaluated[]): readonly string[] =>
  [...new Set(trials.map(({ label }) => label))].filter((label) => label !== bonaFide).sort();

function perSpecies<T>(
  trials: readonly Evaluated[],
  of: (trials: readonly Evaluated[]) => T,
): Readonly<Record<string, T>> {
  return Object.fromEntries(speciesIn(trials).map((name) => [name, of(ofLabel(trials, name))]));
}

const group = (trials: readonly Evaluated[]): GroupReport => ({
  species: perSpecies(trials, speciesReport),
  bonaFide: bonaFideReport(ofLabel(trials, bonaFide)),
});

function byGroup(trials: readonly Evaluated[]): Readonly<Record<string, GroupReport>> {
  if (trials.every((trial) => trial.group === null)) return {};
  const names = [...new Set(trials.map((trial) => trial.group ?? 'no group'))].sort();
  return Object.fromEntries(
    names.map((name) => [name, group(trials.filter((trial) => (trial.group ?? 'no group') === name))]),
  );
}

function beyond(trials: readonly Evaluated[], name: string): Beyond {
  const judged = judgedOf(trials);
  const measured = judged.flatMap(({ signals }) => signals.filter((signal) => signal.name === name));
  return {
    measured: measured.length,
    beyond: measured.filter(({ isBeyond }) => isBeyond).length,
    rejected: judged.filter(({ reasons }) => reasons.includes(name)).length,
    median: measured.length === 0 ? null : medianOf(measured.map(({ value }) => value)),
  };
}

function weightOf(name: string, { capture }: Policy): SignalWeight['kind'] {
  const ofDetector = capture.detectors.some(({ detector, signal }) => `${detector}/${signal}` === name);
  return ofDetector
    ? 'doubt'
    : (capture.signals.find(({ signal }) => signal === name)?.weight.kind ?? 'shown');
}

function signalReports(trials: readonly Evaluated[], policy: Policy): Readonly<Record<string, SignalReport>> {
  const known = new Map<string, TrialSignal>();
  for (const { signals } of judgedOf(trials)) for (const signal of signals) known.set(signal.name, signal);
  const order = policy.capture.signals.map(({ signal }): string => signal);
  const rank = (name: string): number => (order.indexOf(name) + order.length) % order.length;
  return Object.fromEntries(
    [...known.values()]
      .sort((a, b) => rank(a.name) - rank(b.name))
      .map(({ name, unit, better, limit }) => [
        name,
        {
          unit,
          better,
          limit,
          weight: weightOf(name, policy),
          species: perSpecies(trials, (some) => beyond(some, name)),
          bonaFide: beyond(ofLabel(trials, bonaFide), name),
        },
      ]),
  );
}

function reasonCounts(trials: readonly Evaluated[]): LivenessReport['reasons'] {
  const reasons = [...new Set(judgedOf(trials).flatMap((judged) => judged.reasons))].sort();
  const count = (some: readonly Evaluated[], reason: RejectionReason): number =>
    judgedOf(some).filter((judged) => judged.reasons.includes(reason)).length;
  return Object.fromEntries(
    reasons.map((reason) => [
      reason,
      {
        species: perSpecies(trials, (some) => count(some, reason)),
        bonaFide: count(ofLabel(trials, bonaFide), reason),
      },
    ]),
  );
}

/** Rows about one presentation count once, and not at all where they disagree about what it is. */
export interface LeftOut {
  readonly repeated: number;
  readonly contradictory: number;
}

export function makeLivenessReport(
  trials: readonly Evaluated[],
  leftOut: LeftOut,
  { engine, detectors, policy }: { engine: string; detectors: readonly string[]; policy: Policy },
): LivenessReport {
  const count = (kind: TrialOutcome['kind']): number =>
    trials.filter(({ outcome }) => outcome.kind === kind).length;
  const judged = judgedOf(trials);
  const byAction = judged.filter(({ by }) => by === 'action').length;
  const failures = {
    missing: count('missing'),
    unreadable: count('unreadable'),
    empty: count('empty'),
    noFace: count('no-face'),
  };
  return {
    engine,
    detectors,
    policyVersion: policy.version,
    trials: {
      listed: trials.length + leftOut.repeated + leftOut.contradictory,
      judged: judged.length,
      byAction,
      passive: judged.length - byAction,
      notAcquired: failures.unreadable + failures.empty + failures.noFace,
      missing: failures.missing,
      ...leftOut,
    },
    failures,
    claim: { rate: claimedRate, trialsNeeded: trialsToClaim(claimedRate) },
    ...group(trials),
    signals: signalReports(trials, policy),
    reasons: reasonCounts(trials),
    byGroup: byGroup(trials),
    byLine: trials.flatMap(({ line, label, action, outcome }) =>
      outcome.kind === 'judged'
        ? [
            {
              line,
              label,
              action,
              isAccepted: outcome.isAccepted,
              reasons: outcome.reasons,
              doubts: outcome.doubts,
              signals: Object.fromEntries(outcome.signals.map(({ name, value }) => [name, value])),
            },
          ]
        : [],
    ),
  };
}
