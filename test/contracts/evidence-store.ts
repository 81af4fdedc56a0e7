// What every evidence store must do, whatever it is made of.

import { createHash, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EvidencePlace, EvidenceRef, EvidenceStore } from '../../server/ports/evidence-store.ts';

export interface EvidenceStoreHarness {
  store: EvidenceStore;
  /** What lies in storage at a place, exactly; to look at and to tamper with. */
  readStored(place: EvidencePlace): Promise<Uint8Array>;
  writeStored(place: EvidencePlace, bytes: Uint8Array): Promise<void>;
  /** It cannot be asked until the answer is called. */
  goAway(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

export function evidenceStoreContract(name: string, open: () => Promise<EvidenceStoreHarness>): void {
  describe(`evidence store: ${name}`, () => {
    const front: EvidenceRef = { applicationId: 'a_1', evidenceId: 'e_front' };
    const back: EvidenceRef = { applicationId: 'a_1', evidenceId: 'e_back' };
    const stranger: EvidenceRef = { applicationId: 'a_2', evidenceId: 'e_front' };
    type Put = EvidenceRef & EvidencePlace;
    const nowhere = 'e'.repeat(64);
    const dataKey = new Uint8Array(randomBytes(32));
    const picture = new Uint8Array(randomBytes(40_000));
    let harness: EvidenceStoreHarness;
    let store: EvidenceStore;

    beforeEach(async () => {
      harness = await open();
      store = harness.store;
    });
    afterEach(() => harness.close());

    const put = async (ref: EvidenceRef, bytes: Uint8Array): Promise<Put> => ({
      ...ref,
      address: (await store.put(ref, dataKey, bytes)).address,
    });
    const listed = async (): Promise<EvidencePlace[]> => {
      const all: EvidencePlace[] = [];
      for await (const { applicationId, address } of store.list()) all.push({ applicationId, address });
      return all.sort((one, other) => (one.address < other.address ? -1 : 1));
    };

    test('gives back the bytes that were put, their SHA-256, and that of what it stored', async () => {
      const { address, ...receipt } = await store.put(front, dataKey, picture);
      const sha256 = createHash('sha256').update(picture).digest('hex');
      expect(receipt).toEqual({ sha256, bytes: picture.length });
      expect(await store.get({ ...front, address }, dataKey)).toEqual(picture);
      const stored = await harness.readStored({ ...front, address });
      expect(createHash('sha256').update(stored).digest('hex')).toBe(address);
    });

    test('keeps nothing of the bytes in the clear', async () => {
      const kept = await put(front, Buffer.from('a face, as it were: '.repeat(100)));
      expect(Buffer.from(await harness.readStored(kept)).includes('a face')).toBe(false);
    });

    test('keeps an empty piece as an empty piece', async () => {
      expect(await store.get(await put(front, new Uint8Array()), dataKey)).toEqual(new Uint8Array());
    });

    test('keeps what is put again beside what was there, at another address', async () => {
      const [once, again] = [await put(front, picture), await put(front, Uint8Array.of(1, 2, 3))];
      const [third, fourth] = await Promise.all([put(front, picture), put(front, picture)]);
      expect(new Set([once, again, third, fourth].map(({ address }) => address)).size).toBe(4);
      expect(await store.get(once, dataKey)).toEqual(picture);
      expect(await store.get(again, dataKey)).toEqual(Uint8Array.of(1, 2, 3));
      expect(await store.get(fourth, dataKey)).toEqual(picture);
    });

    test('says that a piece is missing which was never put', async () => {
      const piece = { ...front, address: nowhere };
      await expect(store.get(piece, dataKey)).rejects.toMatchObject({ why: 'missing' });
      expect(await store.inspect(piece)).toBe('missing');
    });

    test('refuses a piece in which any one byte was changed, and says so without a key', async () => {
      const small = new Uint8Array(randomBytes(24));
      const kept = await put(front, small);
      const stored = await harness.readStored(kept);
      for (let at = 0; at < stored.length; at++) {
        const tampered = Uint8Array.from(stored, (byte, index) => (index === at ? byte ^ 1 : byte));
        await harness.writeStored(kept, tampered);
        await expect(store.get(kept, dataKey), `byte ${at}`).rejects.toMatchObject({ why: 'altered' });
        expect(await store.inspect(kept), `byte ${at}`).toBe('altered');
      }
      await harness.writeStored(kept, stored);
      expect(await store.get(kept, dataKey)).toEqual(small);
      expect(await store.inspect(kept)).toBe('whole');
    });

    test('refuses a piece that was cut short or lengthened', async () => {
      const kept = await put(front, Uint8Array.of(1, 2, 3));
      const stored = await harness.readStored(kept);
      for (let length = 0; length < stored.length; length++) {
        await harness.writeStored(kept, stored.subarray(0, length));
        await expect(store.get(kept, dataKey), `${length} bytes`).rejects.toMatchObject({ why: 'altered' });
      }
      await harness.writeStored(kept, Buffer.concat([stored, Uint8Array.of(0)]));
      await expect(store.get(kept, dataKey)).rejects.toMatchObject({ why: 'altered' });
    });

    test.each([
      ['within one application', back],
      ['between applications', stranger],
    ])('refuses pieces that were swapped %s', async (_where, other) => {
      const [mine, theirs] = [await put(front, picture), await put(other, Uint8Array.of(9))];
      const [a, b] = [await harness.readStored(mine), await harness.readStored(theirs)];
      await harness.writeStored(mine, b);
      await harness.writeStored(theirs, a);
      await expect(store.get(mine, dataKey)).rejects.toMatchObject({ why: 'altered' });
      await expect(store.get(theirs, dataKey)).rejects.toMatchObject({ why: 'altered' });
      expect([await store.inspect(mine), await store.inspect(theirs)]).toEqual(['altered', 'altered']);
    });

    test('does not open a piece of one kind as another, wherever its record says that it lies', async () => {
      const [mine, other] = [await put(front, picture), await put(back, picture)];
      const mixedUp = { ...front, address: other.address };
      await expect(store.get(mixedUp, dataKey)).rejects.toMatchObject({ why: 'altered' });
      expect(await store.get(mine, dataKey)).toEqual(picture);
    });

    test("does not open with another application's key", async () => {
      const kept = await put(front, picture);
      await expect(store.get(kept, new Uint8Array(randomBytes(32)))).rejects.toMatchObject({
        why: 'altered',
      });
    });

    test('refuses a key of the wrong length', async () => {
      await expect(store.put(front, new Uint8Array(16), picture)).rejects.toThrow(RangeError);
      expect(await listed()).toEqual([]);
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
        { applicationId: id, evidenceId: 'e_front', address: nowhere },
        { applicationId: 'a_1', evidenceId: id, address: nowhere },
      ]) {
        await expect(store.put(ref, dataKey, picture)).rejects.toThrow(RangeError);
        await expect(store.get(ref, dataKey)).rejects.toThrow(RangeError);
      }
      for (const place of [
        { applicationId: id, address: nowhere },
        { applicationId: 'a_1', address: id },
      ]) {
        await expect(store.get({ evidenceId: 'e_front', ...place }, dataKey)).rejects.toThrow(RangeError);
        await expect(store.inspect(place)).rejects.toThrow(RangeError);
        await expect(store.eraseOne(place)).rejects.toThrow(RangeError);
      }
      await expect(store.erase(id)).rejects.toThrow(RangeError);
    });

    test('lists every piece with its size, and none that was erased', async () => {
      const [mine, another, theirs] = [
        await put(front, picture),
        await put(back, picture),
        await put(stranger, picture),
      ];
      const places = [mine, another, theirs].map(({ applicationId, address }) => ({
        applicationId,
        address,
      }));
      expect(await listed()).toEqual(places.sort((a, b) => (a.address < b.address ? -1 : 1)));
      for await (const { bytes, storedAt } of store.list()) {
        expect(bytes).toBeGreaterThan(picture.length);
        expect(storedAt).toBeInstanceOf(Date);
      }
      await store.eraseOne(mine);
      await store.erase('a_2');
      expect((await listed()).map(({ address }) => address)).toEqual([another.address]);
    });

    test('erases everything of an application and nothing of another', async () => {
      const [mine, another, theirs] = [
        await put(front, picture),
        await put(back, picture),
        await put(stranger, picture),
      ];
      expect(await store.erase('a_1')).toBe(2);
      await expect(store.get(mine, dataKey)).rejects.toMatchObject({ why: 'missing' });
      await expect(store.get(another, dataKey)).rejects.toMatchObject({ why: 'missing' });
      expect(await store.get(theirs, dataKey)).toEqual(picture);
    });

    test('can be asked to erase again, and before anything was put', async () => {
      expect(await store.erase('a_1')).toBe(0);
      await put(front, picture);
      expect(await store.erase('a_1')).toBe(1);
      expect(await store.erase('a_1')).toBe(0);
    });

    test('erases one piece and leaves the others', async () => {
      const [mine, another] = [await put(front, picture), await put(back, picture)];
      await store.eraseOne(mine);
      await store.eraseOne(mine);
      await store.eraseOne({ ...stranger, address: mine.address });
      await expect(store.get(mine, dataKey)).rejects.toMatchObject({ why: 'missing' });
      expect(await store.get(another, dataKey)).toEqual(picture);
    });

    test('says whether it is there, before anything was put and afterwards, and while it is away', async () => {
      const { signal } = new AbortController();
      expect(await store.isReachable(signal)).toBe(true);
      await put(front, picture);
      expect(await store.isReachable(signal)).toBe(true);
      const comeBack = await harness.goAway();
      expect(await store.isReachable(signal)).toBe(false);
      await comeBack();
      expect(await store.isReachable(signal)).toBe(true);
    });

    test('names nobody and nothing in its errors', async () => {
      const kept = await put(front, picture);
      await harness.writeStored(kept, Uint8Array.of(1));
      const error: unknown = await store.get(kept, dataKey).catch((reason: unknown) => reason);
      expect(String(error)).toBe('EvidenceUnreadable: evidence cannot be read: altered');
    });
  });
}
