// What the signals of a capture count for, and that what is missing or no number never looks good.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  captureSignalNames,
  captureSignalUnits,
  type CaptureSignal,
} from '../../server/domain/capture-signals.ts';
import type { CapturePolicy, SignalRule } from '../../server/gate/capture-rules.ts';
import { policy } from '../../server/gate/policy.ts';
import { checkReasonMeaning } from '../../server/gate/reasons.ts';
import { captureMeasurements, isBeyond, weighCapture } from '../../server/gate/weigh-capture.ts';

const { signals: rules } = policy.capture;
const rulesOf = (name: string): readonly SignalRule[] => rules.filter(({ signal }) => signal === name);

describe('the rules', () => {
  test.each(captureSignalNames)(
    '%s has one, and its limit rests on something or says that it does not',
    (name) => {
      expect(rulesOf(name).length).toBeGreaterThan(0);
      for (const { limit, weight, basis } of rulesOf(name)) {
        if (weight.kind !== 'shown') expect(limit).not.toBeNull();
        if (limit !== null) expect(basis).toMatch(/\d|unmeasured|sameFaceDistance/);
        expect(basis).not.toBe('');
      }
    },
  );

  test('never hold a need or a try that was granted against anybody', () => {
    for (const name of ['actions-left-out', 'extra-tries'])
      expect(rulesOf(name).map(({ weight }) => weight.kind)).toEqual(['shown']);
  });

  test('what fails is a finding that a person judges, and fails nobody by what was not measured', () => {
    for (const { weight } of rules)
      if (weight.kind === 'fails') expect(checkReasonMeaning[weight.reason].fixableBy).toBe('nobody');
    const nothing = captureSignalNames.map((name) => ({ name, value: null, ...captureSignalUnits[name] }));
    expect(weighCapture(nothing, policy.capture).failures).toEqual([]);
    expect(weighCapture(nothing, policy.capture).unknown).toEqual([
      'face-distance-best-frame',
      'face-distance-largest',
    ]);
    expect(weighCapture(nothing, policy.capture).doubts).toBeGreaterThanOrEqual(
      policy.capture.inconclusiveFrom,
    );
    expect(weighCapture([], policy.capture)).toEqual(weighCapture(nothing, policy.capture));
  });

  test('no single thing that is doubted makes more than inconclusive', () => {
    const { inconclusiveFrom, failedFrom } = policy.capture;
    expect(inconclusiveFrom).toBeGreaterThan(1);
    for (const name of captureSignalNames) {
      const doubts = rulesOf(name).reduce(
        (sum, { weight }) => sum + (weight.kind === 'doubt' ? weight.doubts : 0),
        0,
      );
      expect(doubts).toBeLessThan(failedFrom);
    }
  });

  test('no detector ships, so no rule waits for one', () => {
    expect(policy.capture.detectors).toEqual([]);
  });

  test('stand in the documents with the same limits', () => {
    const text = readFileSync(new URL('../../docs/admission-policy.md', import.meta.url), 'utf8');
    for (const name of captureSignalNames) {
      const limits = rulesOf(name)
        .map(({ limit }) => limit)
        .filter((limit) => limit !== null);
      const row = text.split('\n').find((line) => line.includes(`\`${name}\``)) ?? '';
      expect([name, row]).not.toEqual([name, '']);
      for (const limit of limits) expect(row).toContain(` ${limit} `);
    }
  });
});

describe('weighing', () => {
  const one = (value: number | null, change: Partial<SignalRule> = {}): ReturnType<typeof weighCapture> => {
    const rule: SignalRule = {
      signal: 'cameras',
      limit: 1,
      weight: { kind: 'doubt', doubts: 3 },
      whenUnknown: 'nothing',
      basis: '1',
      ...change,
    };
    const signal: CaptureSignal = { name: 'cameras', value, ...captureSignalUnits.cameras };
    return weighCapture([signal], { ...policy.capture, signals: [rule] });
  };

  test('counts what lies beyond the limit, on the worse side only', () => {
    expect(one(1).doubts).toBe(0);
    expect(one(0).doubts).toBe(0);
    expect(one(2).doubts).toBe(3);
    expect(one(2, { limit: null }).doubts).toBe(0);
    expect(one(2, { weight: { kind: 'shown' } })).toEqual({ failures: [], unknown: [], doubts: 0 });
    expect(one(2, { weight: { kind: 'fails', reason: 'capture-doubtful' } }).failures).toEqual([
      'capture-doubtful',
    ]);
  });

  test('counts what could not be measured only where the rule says so, and never as a failure', () => {
    expect(one(null).doubts).toBe(0);
    expect(one(null, { whenUnknown: 'weight' }).doubts).toBe(3);
    const failing = one(null, {
      whenUnknown: 'weight',
      weight: { kind: 'fails', reason: 'capture-doubtful' },
    });
    expect(failing).toEqual({ failures: [], unknown: ['cameras'], doubts: 0 });
  });

  test('adds up the rules of one signal and of several', () => {
    const squeezed = (value: number): number => {
      const signals = captureSignalNames.map((name) => ({
        name,
        value: name === 'foreshortening' ? value : (rulesOf(name)[0]?.limit ?? 1),
        ...captureSignalUnits[name],
      }));
      return weighCapture(signals, policy.capture).doubts;
    };
    expect([squeezed(0.95), squeezed(0.87), squeezed(0.8)]).toEqual([0, 1, 2]);
  });

  test('takes what is no number for the worst', () => {
    fc.assert(
      fc.property(fc.double(), fc.constantFrom('lower', 'higher'), (limit, better) => {
        expect(isBeyond(NaN, better, limit)).toBe(true);
      }),
    );
    expect([isBeyond(1, 'lower', 1), isBeyond(1, 'higher', 1)]).toEqual([false, false]);
    expect([isBeyond(1.1, 'lower', 1), isBeyond(0.9, 'higher', 1)]).toEqual([true, true]);
  });

  test('a worse value never counts for less', () => {
    const weigh = (name: (typeof captureSignalNames)[number], value: number): number => {
      const signal: CaptureSignal = { name, value, ...captureSignalUnits[name] };
      const weighed = weighCapture([signal], {
        ...policy.capture,
        signals: rulesOf(name),
      } satisfies CapturePolicy);
      return weighed.doubts + 10 * weighed.failures.length;
    };
    fc.assert(
      fc.property(
        fc.constantFrom(...captureSignalNames),
        fc.double({ min: -10, max: 5000, noNaN: true }),
        fc.double({ min: 0, max: 5000, noNaN: true }),
        (name, value, by) => {
          const worse = captureSignalUnits[name].better === 'lower' ? value + by : value - by;
          expect(weigh(name, worse)).toBeGreaterThanOrEqual(weigh(name, value));
        },
      ),
    );
  });
});

test('a reviewer reads each measured signal once, rounded, beside its first limit', () => {
  const signals = captureSignalNames.map((name) => ({
    name,
    value: name === 'cameras' ? null : 0.12345,
    ...captureSignalUnits[name],
  }));
  const read = captureMeasurements(signals, rules);
  expect(read.map(({ name }) => name).sort()).toEqual(
    captureSignalNames.filter((name) => name !== 'cameras').sort(),
  );
  expect(read.find(({ name }) => name === 'foreshortening')).toEqual({
    name: 'foreshortening',
    value: 0.123,
    unit: 'ratio',
    limit: 0.88,
    better: 'higher',
  });
});
