// What every evidence store must do, whatever it is made of.

import { createHash, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EvidenceRef, EvidenceStore } from '../../server/ports/evidence-store.ts';

export interface EvidenceStoreHarness {
  store: EvidenceStore;
  /** What lies in storage for a ref, exactly; to look at and to tamper with. */
  readStored(ref: EvidenceRef): Promise<Uint8Array>;
  writeStored(ref: EvidenceRef, bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

export function evidenceStoreContract(name: string, open: () => Promise<EvidenceStoreHarness>): void {
  describe(`evidence store: ${name}`, () => {
    const front: EvidenceRef = { applicationId: 'a_1', evidenceId: 'e_front' };
    const back: EvidenceRef = { applicationId: 'a_1', evidenceId: 'e_back' };
    const stranger: EvidenceRef = { applicationId: 'a_2', evidenceId: 'e_front' };
    const dataKey = new Uint8Array(randomBytes(32));
    const picture = new Uint8Array(randomBytes(40_000));
    let harness: EvidenceStoreHarness;
    let store: EvidenceStore;

    beforeEach(async () => {
      harness = await open();
      store = harness.store;
    });
    afterEach(() => harness.close());

    test('gives back the bytes that were put, and their SHA-256', async () => {
      const receipt = await store.put(front, dataKey, picture);
      expect(receipt).toEqual({
        sha256: createHash('sha256').update(picture).digest('hex'),
        bytes: picture.length,
      });
      expect(await store.get(front, dataKey)).toEqual(picture);
    });

    test('keeps nothing of the bytes in the clear', async () => {
      const text = Buffer.from('a face, as it were: '.repeat(100));
      await store.put(front, dataKey, text);
      expect(Buffer.from(await harness.readStored(front)).includes('a face')).toBe(false);
    });

    test('keeps an empty piece as an empty piece', async () => {
      await store.put(front, dataKey, new Uint8Array());
      expect(await store.get(front, dataKey)).toEqual(new Uint8Array());
    });

    test('stores different bytes each time for the same picture', async () => {
      await store.put(front, dataKey, picture);
      const once = await harness.readStored(front);
      await store.put(front, dataKey, picture);
      expect(await harness.readStored(front)).not.toEqual(once);
    });

    test('replaces a piece that is put again', async () => {
      await store.put(front, dataKey, picture);
      await store.put(front, dataKey, Uint8Array.of(1, 2, 3));
      expect(await store.get(front, dataKey)).toEqual(Uint8Array.of(1, 2, 3));
      expect(await store.erase('a_1')).toBe(1);
    });

    test('keeps one of two pieces put under one id at once, whole', async () => {
      const other = new Uint8Array(randomBytes(40_000));
      await Promise.all([store.put(front, dataKey, picture), store.put(front, dataKey, other)]);
      const kept = await store.get(front, dataKey);
      expect([picture, other]).toContainEqual(kept);
    });

    test('says that a piece is missing which was never put', async () => {
      await expect(store.get(front, dataKey)).rejects.toMatchObject({ why: 'missing' });
    });

    test('refuses a piece in which any one byte was changed', async () => {
      const small = new Uint8Array(randomBytes(24));
      await store.put(front, dataKey, small);
      const stored = await harness.readStored(front);
      for (let at = 0; at < stored.length; at++) {
        const tampered = Uint8Array.from(stored, (byte, index) => (index === at ? byte ^ 1 : byte));
        await harness.writeStored(front, tampered);
        await expect(store.get(front, dataKey), `byte ${at}`).rejects.toMatchObject({ why: 'altered' });
      }
      await harness.writeStored(front, stored);
      expect(await store.get(front, dataKey)).toEqual(small);
    });

    test('refuses a piece that was cut short or lengthened', async () => {
      await store.put(front, dataKey, Uint8Array.of(1, 2, 3));
      const stored = await harness.readStored(front);
      for (let length = 0; length < stored.length; length++) {
        await harness.writeStored(front, stored.subarray(0, length));
        await expect(store.get(front, dataKey), `${length} bytes`).rejects.toMatchObject({ why: 'altered' });
      }
      await harness.writeStored(front, Buffer.concat([stored, Uint8Array.of(0)]));
      await expect(store.get(front, dataKey)).rejects.toMatchObject({ why: 'altered' });
    });

    test.each([
      ['within one application', back],
      ['between applications', stranger],
    ])('refuses pieces that were swapped %s', async (_where, other) => {
      await store.put(front, dataKey, picture);
      await store.put(other, dataKey, Uint8Array.of(9));
      const [a, b] = [await harness.readStored(front), await harness.readStored(other)];
      await harness.writeStored(front, b);
      await harness.writeStored(other, a);
      await expect(store.get(front, dataKey)).rejects.toMatchObject({ why: 'altered' });
      await expect(store.get(other, dataKey)).rejects.toMatchObject({ why: 'altered' });
    });

    test("does not open with another application's key", async () => {
      await store.put(front, dataKey, picture);
      await expect(store.get(front, new Uint8Array(randomBytes(32)))).rejects.toMatchObject({
        why: 'altered',
      });
    });

    test('refuses a key of the wrong length', async () => {
      await expect(store.put(front, new Uint8Array(16), picture)).rejects.toThrow(RangeError);
      await expect(store.get(front, dataKey)).rejects.toMatchObject({ why: 'missing' });
    });

    test.each([
      '',
      '.',
      '..',
      '../a_2',
      'a_1/e',
      'a\\b',
      'a_1\u0000',
      'C:',
      'e_front.evidence',
      'é',
      'a'.repeat(65),
    ])('refuses "%s" as an identifier, whoever asks for what', async (id) => {
      for (const ref of [
        { applicationId: id, evidenceId: 'e_front' },
        { applicationId: 'a_1', evidenceId: id },
      ]) {
        await expect(store.put(ref, dataKey, picture)).rejects.toThrow(RangeError);
        await expect(store.get(ref, dataKey)).rejects.toThrow(RangeError);
        await expect(store.eraseOne(ref)).rejects.toThrow(RangeError);
      }
      await expect(store.erase(id)).rejects.toThrow(RangeError);
    });

    test('erases everything of an application and nothing of another', async () => {
      await store.put(front, dataKey, picture);
      await store.put(back, dataKey, picture);
      await store.put(stranger, dataKey, picture);
      expect(await store.erase('a_1')).toBe(2);
      await expect(store.get(front, dataKey)).rejects.toMatchObject({ why: 'missing' });
      await expect(store.get(back, dataKey)).rejects.toMatchObject({ why: 'missing' });
      expect(await store.get(stranger, dataKey)).toEqual(picture);
    });

    test('can be asked to erase again, and before anything was put', async () => {
      expect(await store.erase('a_1')).toBe(0);
      await store.put(front, dataKey, picture);
      expect(await store.erase('a_1')).toBe(1);
      expect(await store.erase('a_1')).toBe(0);
    });

    test('erases one piece and leaves the others', async () => {
      await store.put(front, dataKey, picture);
      await store.put(back, dataKey, picture);
      await store.eraseOne(front);
      await store.eraseOne(front);
      await store.eraseOne(stranger);
      await expect(store.get(front, dataKey)).rejects.toMatchObject({ why: 'missing' });
      expect(await store.get(back, dataKey)).toEqual(picture);
    });

    test('names nobody and nothing in its errors', async () => {
      await store.put(front, dataKey, picture);
      await harness.writeStored(front, Uint8Array.of(1));
      const error: unknown = await store.get(front, dataKey).catch((reason: unknown) => reason);
      expect(String(error)).toBe('EvidenceUnreadable: evidence cannot be read: altered');
    });
  });
}
