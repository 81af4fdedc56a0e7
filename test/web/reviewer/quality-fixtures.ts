// Made-up figures of quality, waiting times and known cases.
import type { KnownCaseView, QualityView } from '../../../server/contract/quality.ts';
import type { ServiceLevelsView } from '../../../server/contract/service-levels.ts';
import { caseId } from './fixtures.ts';

type Agreement = QualityView['agreement']['second'];
type Path = ServiceLevelsView['paths'][number];

export const noAgreement: Agreement = { pairs: 0, agreed: 0, share: null, kappa: null };

export function makeAgreement(part: Partial<Agreement> = {}): Agreement {
  return {
    pairs: 40,
    agreed: 36,
    share: { value: 0.9, lower95: 0.763, upper95: 0.972 },
    kappa: { value: 0.78, lower95: 0.5, upper95: 0.94 },
    ...part,
  };
}

const days = ['2026-11-21', '2026-11-22', '2026-11-23'];

export function makeQuality(part: Partial<QualityView> = {}): QualityView {
  return {
    from: '2026-11-21T08:00:00.000Z',
    to: '2026-11-23T08:00:00.000Z',
    isEverybody: true,
    openAges: {
      limitsHours: [1, 4],
      paths: [
        { path: 'face', counts: [5, 2, 1] },
        { path: 'face-free', counts: [0, 1, 3] },
      ],
    },
    days,
    arrivals: [12, 3, 9],
    decisions: {
      all: [10, 0, 14],
      outcomes: [
        { decision: 'approve', counts: [8, 0, 11] },
        { decision: 'refuse', counts: [2, 0, 1] },
        { decision: 'ask-again', counts: [0, 0, 2] },
      ],
      reviewers: [
        { reviewerId: 'r_1', name: 'Lin Demo', counts: [10, 0, 4] },
        { reviewerId: 'r_2', name: 'Chen Demo', counts: [0, 0, 10] },
      ],
    },
    agreement: {
      second: makeAgreement(),
      known: makeAgreement({
        pairs: 7,
        agreed: 7,
        share: { value: 1, lower95: 0.59, upper95: 1 },
        kappa: null,
      }),
      machine: noAgreement,
    },
    abstained: 3,
    agreementOf: [
      {
        reviewerId: 'r_2',
        name: 'Chen Demo',
        second: makeAgreement(),
        known: noAgreement,
        machine: noAgreement,
      },
    ],
    times: {
      usual: { medianMs: 80_000, tooFastBelowMs: 20_000, tooSlowAboveMs: 400_000 },
      decisionsMs: [5_000, 70_000, 80_000, 90_000, 500_000],
      reviewers: [
        {
          reviewerId: 'r_2',
          name: 'Chen Demo',
          count: 5,
          medianMs: 80_000,
          tooFast: { count: 1, of: 5, value: 0.2, lower95: 0.005, upper95: 0.716 },
          tooSlow: { count: 1, of: 5, value: 0.2, lower95: 0.005, upper95: 0.716 },
        },
      ],
    },
    checks: [
      { check: 'liveness', outcome: 'passed', counts: [8, 0, 9] },
      { check: 'liveness', outcome: 'failed', counts: [2, 0, 1] },
      { check: 'government-record', outcome: 'unavailable', counts: [0, 0, 5] },
    ],
    record: [
      { answer: 'match/portrait', counts: [8, 0, 9] },
      { answer: 'unavailable/timeout', counts: [0, 0, 5] },
      { answer: 'capture/blurred', counts: [1, 0, 0] },
      { answer: 'capture/too-dark', counts: [0, 0, 2] },
    ],
    shares: { known: 0.02, second: 0 },
    settled: 24,
    second: { drawn: 0, given: 0, answered: 0, withdrawn: 0 },
    known: { drawn: 4, given: 3, answered: 2, withdrawn: 1 },
    feedback: [
      {
        alias: 'a_ALIA0000000000000000zz',
        at: '2026-11-22T08:00:00.000Z',
        given: 'approve',
        right: 'refuse',
        explanation: 'The portrait shows somebody else.',
      },
    ],
    ...part,
  };
}

export function makePath(path: Path['path'], part: Partial<Path> = {}): Path {
  return {
    path,
    open: 3,
    breached: 0,
    oldestSubmittedAt: '2026-11-23T02:00:00.000Z',
    decided: 30,
    workingHours: { p50: 2, p95: 10 },
    hours: { p50: 5, p95: 26 },
    withinTarget: 0.97,
    ...part,
  };
}

export function makeLevels(paths: Path[] = [makePath('face'), makePath('face-free')]): ServiceLevelsView {
  return {
    at: '2026-11-23T08:00:00.000Z',
    targets: { p50WorkingHours: 4, p95WorkingHours: 24 },
    timeZone: 'Asia/Shanghai',
    isOpen: true,
    opensAt: '2026-11-23T08:00:00.000Z',
    breachedSince: null,
    decisionsPerHour: 6.5,
    paths,
    days: paths.flatMap(({ path, decided, workingHours, hours, withinTarget }) =>
      decided === 0 ? [] : [{ date: '2026-11-22', path, decided, workingHours, hours, withinTarget }],
    ),
    isCapped: false,
  };
}

export function makeKnownCase(part: Partial<KnownCaseView> = {}): KnownCaseView {
  return {
    knownCaseId: 'k_0000000000000000000001',
    applicationId: caseId,
    decision: 'refuse',
    reasons: ['identity-not-established'],
    explanation: 'The portrait shows somebody else.',
    markedBy: 'Chen Demo',
    markedAt: '2026-11-20T08:00:00.000Z',
    endsAt: '2026-12-20T08:00:00.000Z',
    endedBecause: null,
    given: 3,
    answered: 2,
    right: 1,
    ...part,
  };
}
