// The figures of quality over some days: everybody's together, and each reviewer's own for themself and for leads.
import type { QualityView } from '../../contract/quality.ts';
import { agreementOf, type JudgedPair } from '../../domain/agreement.ts';
import { applicationPaths } from '../../domain/application.ts';
import { medianOf, paceOf, shareOf, usualTimeOf } from '../../domain/decision-times.ts';
import { decisions, type Decision } from '../../domain/review-case.ts';
import type { ServiceLevels } from '../../domain/service-levels.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { MachineOpinion, Period, TimedDecision } from '../../ports/quality-figures.ts';
import type { Reviewer } from '../../ports/reviewers.ts';
import type { QualityShares } from './draw-settled.ts';

export interface ReadQualityDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly levels: ServiceLevels;
  readonly shares: QualityShares;
}

const dayMs = 24 * 3_600_000;
const limitsHours = [1, 4, 12, 24, 48];
const timesShown = 1000;
const feedbackShown = 20;

/** Recommending a person is no opinion. */
const opinionOf: Record<MachineOpinion['recommended'], Decision | null> = {
  admit: 'approve',
  refuse: 'refuse',
  resubmit: 'ask-again',
  review: null,
};

type Pair = JudgedPair<Decision> & { readonly people: readonly string[] };
const repeated = ({ count }: { count: number }, pair: Pair): Pair[] =>
  Array.from({ length: count }, () => pair);

async function pairsOf({ qualityFigures }: Database, period: Period) {
  const seconds = await qualityFigures.secondOpinions(period);
  const known = await qualityFigures.knownAnswers(period);
  const machine = await qualityFigures.machineOpinions(period);
  return {
    second: seconds.flatMap((one) =>
      repeated(one, {
        first: one.first,
        second: one.second,
        people: [one.firstReviewerId, one.secondReviewerId],
      }),
    ),
    known: known.flatMap((one) =>
      repeated(one, { first: one.right, second: one.given, people: [one.reviewerId] }),
    ),
    machine: machine.flatMap((one) => {
      const opinion = opinionOf[one.recommended];
      return opinion === null
        ? []
        : repeated(one, { first: opinion, second: one.decided, people: [one.reviewerId] });
    }),
    abstained: machine.reduce((sum, one) => sum + (opinionOf[one.recommended] === null ? one.count : 0), 0),
  };
}

type Pairs = Awaited<ReturnType<typeof pairsOf>>;

function agreementsOf(pairs: Pairs, reviewerId: string | null): QualityView['agreement'] {
  const view = (all: readonly Pair[]) => {
    const own = reviewerId === null ? all : all.filter(({ people }) => people.includes(reviewerId));
    const { pairs: count, agreed, share, kappa } = agreementOf(own, decisions);
    return { pairs: count, agreed, share, kappa };
  };
  return { second: view(pairs.second), known: view(pairs.known), machine: view(pairs.machine) };
}

interface Named {
  readonly reviewerId: string;
  readonly name: string;
}

function timesOf(times: readonly TimedDecision[], people: readonly Named[]): QualityView['times'] {
  const usual = usualTimeOf(times.map(({ activeMs }) => activeMs));
  return {
    usual,
    decisionsMs: times.slice(-timesShown).map(({ activeMs }) => activeMs),
    reviewers: people.flatMap((person) => {
      const own = times
        .filter(({ reviewerId }) => reviewerId === person.reviewerId)
        .map((one) => one.activeMs);
      const medianMs = medianOf(own);
      if (medianMs === null) return [];
      const counted = (pace: string) =>
        usual === null
          ? null
          : shareOf(own.filter((time) => paceOf(time, usual) === pace).length, own.length);
      return [
        {
          ...person,
          count: own.length,
          medianMs,
          tooFast: counted('too-fast'),
          tooSlow: counted('too-slow'),
        },
      ];
    }),
  };
}

interface OnDay {
  readonly day: string;
  readonly count: number;
}

const byDay = (days: readonly string[], rows: readonly OnDay[]): number[] =>
  days.map((day) => rows.filter((row) => row.day === day).reduce((sum, { count }) => sum + count, 0));

function grouped<Row extends OnDay>(rows: readonly Row[], keyOf: (row: Row) => string): [string, Row[]][] {
  const keys = [...new Set(rows.map(keyOf))].sort();
  return keys.map((key) => [key, rows.filter((row) => keyOf(row) === key)]);
}

export async function readQuality(
  { database, clock, levels, shares }: ReadQualityDeps,
  who: Reviewer,
  dayCount: number,
): Promise<QualityView> {
  const { qualityFigures } = database;
  const to = clock.now();
  const from = new Date(to.getTime() - dayCount * dayMs);
  const period = { from, to, timeZone: levels.calendar.timeZone };
  const days = [
    ...new Set(
      Array.from({ length: dayCount + 1 }, (_, i) =>
        levels.calendar.dateOf(new Date(from.getTime() + i * dayMs)),
      ),
    ),
  ];
  const isEverybody = who.role !== 'reviewer';
  const people = (await qualityFigures.reviewers())
    .filter(({ id }) => isEverybody || id === who.id)
    .map(({ id, name }) => ({ reviewerId: id, name }));
  const ages = await qualityFigures.openAges(to, limitsHours);
  const work = await qualityFigures.decisionsByDay(period);
  const pairs = await pairsOf(database, period);
  const outcomes = await qualityFigures.checkOutcomes(period);
  const answers = await qualityFigures.recordAnswers(period);
  const draws = await qualityFigures.draws(period);
  const counts = await qualityFigures.tasks(period);
  const tasksOf = (kind: 'known' | 'second') => {
    const { given = 0, answered = 0, withdrawn = 0 } = counts.find((one) => one.kind === kind) ?? {};
    return { drawn: draws[kind], given, answered, withdrawn };
  };
  const active = people.filter(({ reviewerId }) => work.some((row) => row.reviewerId === reviewerId));
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    isEverybody,
    openAges: {
      limitsHours,
      paths: applicationPaths.map((path) => ({
        path,
        counts: [0, ...limitsHours].map(
          (_, passed) => ages.find((one) => one.path === path && one.passed === passed)?.count ?? 0,
        ),
      })),
    },
    days,
    arrivals: byDay(days, await qualityFigures.arrivalsByDay(period)),
    decisions: {
      all: byDay(days, work),
      outcomes: decisions.map((decision) => ({
        decision,
        counts: byDay(
          days,
          work.filter((row) => row.decision === decision),
        ),
      })),
      reviewers: active.map((person) => ({
        ...person,
        counts: byDay(
          days,
          work.filter(({ reviewerId }) => reviewerId === person.reviewerId),
        ),
      })),
    },
    agreement: agreementsOf(pairs, null),
    abstained: pairs.abstained,
    agreementOf: active.map((person) => ({ ...person, ...agreementsOf(pairs, person.reviewerId) })),
    times: timesOf(await qualityFigures.times(period), people),
    checks: grouped(outcomes, ({ check, outcome }) => `${check} ${outcome}`).flatMap(([, rows]) =>
      rows.slice(0, 1).map(({ check, outcome }) => ({ check, outcome, counts: byDay(days, rows) })),
    ),
    record: grouped(answers, ({ answer }) => answer).map(([answer, rows]) => ({
      answer,
      counts: byDay(days, rows),
    })),
    shares,
    settled: draws.settled,
    second: tasksOf('second'),
    known: tasksOf('known'),
    feedback: (await qualityFigures.knownFeedback(who.id, feedbackShown)).map(({ at, ...one }) => ({
      ...one,
      at: at.toISOString(),
    })),
  };
}
