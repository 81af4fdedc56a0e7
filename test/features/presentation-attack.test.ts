// Doubts about a capture and the signals of detectors: a yes takes a detector and not a single doubt.
import { describe, expect, test } from 'vitest';
import type { CapturedFrame } from '../../server/domain/capture-readings.ts';
import { captureSignalNames, captureSignalsOf } from '../../server/domain/capture-signals.ts';
import type { CheckReport } from '../../server/domain/check.ts';
import type { DetectorAnswer } from '../../server/features/verification/ask-detectors.ts';
import type { CaseFacts } from '../../server/features/verification/case-facts.ts';
import { checkPresentationAttack } from '../../server/features/verification/check-presentation-attack.ts';
import type { CapturePolicy, DetectorRule } from '../../server/gate/capture-rules.ts';
import { policy } from '../../server/gate/policy.ts';
import { film, session } from '../support/captured-frames.ts';

const moire: DetectorRule = {
  detector: 'moire',
  signal: 'strength',
  limit: 0.5,
  doubts: 2,
  basis: 'made up',
};
const ruled: CapturePolicy = { ...policy.capture, detectors: [moire] };
const answered = (value: number, detector = 'moire', name = 'strength'): DetectorAnswer => ({
  detector,
  signals: [{ name, value, unit: '0..1', better: 'lower' }],
});
const broken: DetectorAnswer = { detector: 'moire', signals: null };

const calm = film([{}, {}, {}]);
const virtual = film([{ signals: { camera: { id: 'a', kind: 'virtual' } } }, {}]);
const twoCameras = film([{}, { signals: { camera: { id: 'b', kind: 'usual' } } }]);

const facts = (change: object = {}): CaseFacts =>
  ({ application: { path: 'face' }, capture: {}, ...change }) as unknown as CaseFacts;
const report = (
  frames: readonly CapturedFrame[],
  answers: readonly DetectorAnswer[] = [],
  rules: CapturePolicy = ruled,
): CheckReport => checkPresentationAttack(facts(), captureSignalsOf(session, frames, 0.2), answers, rules);
const said = ({ result }: CheckReport): string =>
  result.outcome === 'passed' ? 'passed' : `${result.outcome} ${result.reason}`;

describe('without a detector', () => {
  test('a capture that nothing speaks against is still no yes', () => {
    expect(said(report(calm, [], policy.capture))).toBe('unavailable attack-detector-not-installed');
  });

  test('doubts that add up are said, a single one is only shown', () => {
    expect(said(report(twoCameras))).toBe('unavailable attack-detector-not-installed');
    expect(said(report(virtual))).toBe('inconclusive capture-doubtful');
    const resized = film([{}, { signals: { widthPx: 360 } }, { signals: { widthPx: 360, camera: null } }]);
    expect(said(report(resized))).toBe('inconclusive capture-doubtful');
  });

  test('a capture in which little was measured is doubted, not waved through', () => {
    const bare = film([{}, {}]).map((frame) => ({ ...frame, signals: {} }));
    expect(said(report(bare))).toBe('inconclusive capture-doubtful');
  });

  test('not even the worst capture fails: no detector saw an attack', () => {
    const worst = film([
      { signals: { camera: { id: 'a', kind: 'virtual' }, faces: 3, widthPx: 1 } },
      { signals: { faces: 3, stillness: { change: 0.1, borderChange: 0, borderEqualShare: 1 } } },
    ]);
    expect(said(report(worst))).toBe('inconclusive capture-doubtful');
  });
});

describe('with a detector', () => {
  test('that says something within its limit, and no doubt, it is a yes', () => {
    expect(said(report(calm, [answered(0.5)]))).toBe('passed');
  });

  test.each([
    ['one doubt stands against it', twoCameras, [answered(0.1)], 'inconclusive capture-doubtful'],
    ['its signal is beyond the limit', calm, [answered(0.51)], 'inconclusive capture-doubtful'],
    ['signal and doubts agree', virtual, [answered(0.9)], 'failed attack-suspected'],
    ['it could not look', calm, [broken], 'unavailable attack-detector-failed'],
    ['it left its signal out', calm, [answered(0.1, 'moire', 'other')], 'unavailable attack-detector-failed'],
    [
      'one of two could not look',
      calm,
      [answered(0.1), { detector: 'depth', signals: null }],
      'unavailable attack-detector-failed',
    ],
    [
      'no rule says what its signals count for',
      calm,
      [answered(0.1, 'depth')],
      'unavailable attack-detector-not-installed',
    ],
    ['it could not look, and doubts add up', virtual, [broken], 'inconclusive capture-doubtful'],
  ] as const)('it is no yes when %s', (_what, frames, answers, expected) => {
    expect(said(report(frames, answers))).toBe(expected);
  });
});

test('is not asked of somebody who shows no face, or made no capture', () => {
  const check = (given: CaseFacts): string => said(checkPresentationAttack(given, null, [], ruled));
  expect(check(facts({ application: { path: 'face-free' } }))).toBe('unavailable face-not-asked');
  expect(check(facts({ capture: null }))).toBe('unavailable liveness-not-done');
});

test('shows the reviewer every signal that was measured, occlusion too, and which detector did not answer', () => {
  const { measurements } = report(calm, [broken, answered(0.3, 'depth', 'flatness')]);
  const names = measurements.map(({ name }) => name);
  // somebody who never turned, nor opened their mouth
  const unknown = ['foreshortening', 'far-cheek-sharpness', 'mouth-variety'];
  expect([...names].sort()).toEqual(
    [
      ...captureSignalNames.filter((name) => !unknown.includes(name)),
      'moire/answered',
      'depth/answered',
      'depth/flatness',
    ].sort(),
  );
  const of = (name: string): object | undefined => measurements.find((one) => one.name === name);
  expect(of('face-uncovered')).toMatchObject({ value: 1, unit: '0..1', better: 'higher' });
  expect(of('face-off-frame-share')).toMatchObject({ value: 0, unit: '0..1', better: 'lower' });
  expect(of('moire/answered')).toMatchObject({ value: 0, limit: 1, better: 'higher' });
  expect(of('depth/answered')).toMatchObject({ value: 1 });
  expect(of('depth/flatness')).toMatchObject({ value: 0.3, limit: null });
});
