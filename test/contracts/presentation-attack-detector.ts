// What every detector of presentation attacks must do, whatever stands behind it.
import { describe, expect, test } from 'vitest';
import type {
  CapturePictures,
  PresentationAttackDetector,
} from '../../server/ports/presentation-attack-detector.ts';

const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** `pictures`: some that it can look at. */
export function presentationAttackDetectorContract(
  name: string,
  make: () => Promise<{ detector: PresentationAttackDetector; pictures: CapturePictures }>,
): void {
  describe(`presentation attack detector: ${name}`, () => {
    const never = new AbortController().signal;
    const notPictures = { best: Uint8Array.of(1, 2, 3), kept: [Uint8Array.of(4, 5, 6)] };

    test('has a name that rules and reviewers can hold on to', async () => {
      expect((await make()).detector.name).toMatch(kebab);
    });

    test('answers signals, each by a name of its own, a finite value, a unit and the better way', async () => {
      const { detector, pictures } = await make();
      const signals = await detector.inspect(pictures, never);
      expect(signals.length).toBeGreaterThan(0);
      expect(new Set(signals.map((signal) => signal.name)).size).toBe(signals.length);
      for (const signal of signals) {
        expect(signal.name).toMatch(kebab);
        expect(Number.isFinite(signal.value)).toBe(true);
        expect(signal.unit).not.toBe('');
        expect(['lower', 'higher']).toContain(signal.better);
      }
    });

    test('says the same of the same pictures, and leaves their bytes as they were', async () => {
      const { detector, pictures } = await make();
      const copy = structuredClone(pictures);
      const first = await detector.inspect(pictures, never);
      expect(await detector.inspect(pictures, never)).toEqual(first);
      expect(pictures).toEqual(copy);
    });

    test('names the same signals when nothing but the best frame was kept', async () => {
      const { detector, pictures } = await make();
      const namesOf = async (these: CapturePictures): Promise<readonly string[]> =>
        (await detector.inspect(these, never)).map((signal) => signal.name);
      expect(await namesOf({ ...pictures, kept: [] })).toEqual(await namesOf(pictures));
    });

    test('rejects what are no pictures: it could not look, and that is not a yes', async () => {
      const { detector } = await make();
      await expect(detector.inspect(notPictures, never)).rejects.toThrow();
    });

    test('rejects when it is told to stop', async () => {
      const { detector, pictures } = await make();
      await expect(detector.inspect(pictures, AbortSignal.abort())).rejects.toThrow();
    });
  });
}
