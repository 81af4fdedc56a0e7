// A stand-in keeps the contract of a detector; broken ones are told apart by the report that asks them.
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { askDetectors } from '../../server/features/verification/ask-detectors.ts';
import type { CaseFacts } from '../../server/features/verification/case-facts.ts';
import type { PresentationAttackDetector } from '../../server/ports/presentation-attack-detector.ts';
import type { Vault } from '../../server/ports/vault.ts';
import { tintDetector } from '../support/tint-detector.ts';
import { presentationAttackDetectorContract } from './presentation-attack-detector.ts';

const plain = async (background: string): Promise<Uint8Array> => {
  const picture = sharp({ create: { width: 48, height: 64, channels: 3, background } });
  return new Uint8Array(await picture.jpeg().toBuffer());
};

presentationAttackDetectorContract('tint, a stand-in for tests', async () => ({
  detector: tintDetector,
  pictures: { best: await plain('#806050'), kept: [await plain('#404080'), await plain('#555555')] },
}));

describe('asking the detectors', () => {
  const facts = {
    application: {},
    capture: { session: { id: 's' } },
    evidence: [
      { id: 'best', kind: 'best-frame', capture: { sessionId: 's' } },
      { id: 'kept', kind: 'liveness-frame', capture: { sessionId: 's' } },
      { id: 'earlier', kind: 'liveness-frame', capture: { sessionId: 'another' } },
    ],
  } as unknown as CaseFacts;
  const vault = {
    getMedia: async (_of: unknown, { id }: { id: string }) =>
      plain({ best: '#806050', kept: '#404080' }[id] ?? '#ff0000'),
  } as unknown as Vault;
  const never = new AbortController().signal;
  const ask = (...detectors: PresentationAttackDetector[]): ReturnType<typeof askDetectors> =>
    askDetectors({ vault, detectors, timeoutMs: 60_000 }, facts, never);
  const answering = (value: number, name = 'odd'): PresentationAttackDetector => ({
    name,
    inspect: async () => [{ name: 'value', value, unit: '0..1', better: 'lower' }],
  });

  test('shows them the best frame and the kept frames of this capture, and no others', async () => {
    const [answer] = await ask(tintDetector);
    const strongest = answer?.signals?.find(({ name }) => name === 'strongest')?.value ?? NaN;
    // #404080 is tinted by 0.25, #806050 by 0.19; the frame of another capture by 1
    expect(strongest).toBeCloseTo(0.25, 1);
  });

  test('goes on to the next when one fails, hangs, or makes no sense, and names each', async () => {
    const hanging: PresentationAttackDetector = {
      name: 'hanging',
      inspect: async (_pictures, ending) => {
        await new Promise((resolve) => ending.addEventListener('abort', resolve));
        throw ending.reason;
      },
    };
    const failing: PresentationAttackDetector = {
      name: 'failing',
      inspect: async () => {
        throw new Error('no model');
      },
    };
    const silent: PresentationAttackDetector = { name: 'silent', inspect: async () => [] };
    const doubled: PresentationAttackDetector = {
      name: 'doubled',
      inspect: async () => [
        { name: 'value', value: 0, unit: '0..1', better: 'lower' },
        { name: 'value', value: 1, unit: '0..1', better: 'lower' },
      ],
    };
    const detectors = [hanging, failing, silent, doubled, answering(NaN), answering(0, 'sound')];
    const answers = await askDetectors({ vault, detectors, timeoutMs: 50 }, facts, never);
    expect(answers.map(({ detector, signals }) => [detector, signals === null])).toEqual([
      ['hanging', true],
      ['failing', true],
      ['silent', true],
      ['doubled', true],
      ['odd', true],
      ['sound', false],
    ]);
  });

  test('asks nothing and answers nobody’s name where none is configured', async () => {
    expect(await ask()).toEqual([]);
  });

  test('does not take the end of the whole work for a detector’s failure', async () => {
    const deps = { vault, detectors: [tintDetector], timeoutMs: 1000 };
    await expect(askDetectors(deps, facts, AbortSignal.abort())).rejects.toThrow();
  });
});
