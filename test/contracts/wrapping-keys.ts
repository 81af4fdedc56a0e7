// What everybody who wraps data keys must do, whoever holds the wrapping keys.
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CannotOpen } from '../../server/ports/keys.ts';
import type { WrappingKeys } from '../../server/ports/wrapping-keys.ts';

export interface WrappingKeysHarness {
  keys: WrappingKeys;
  /** As another process has them. */
  others: WrappingKeys;
  /** From then on another key wraps; null where there is only one. */
  exchange: (() => Promise<unknown>) | null;
  /** They cannot be asked until the answer is called; null where that cannot be. */
  goAway: (() => Promise<() => Promise<void>>) | null;
  close(): Promise<void>;
}

export function wrappingKeysContract(name: string, open: () => Promise<WrappingKeysHarness>): void {
  describe(`wrapping keys: ${name}`, () => {
    const dataKey = new Uint8Array(randomBytes(32));
    const context = 'data-key:a_1:face';
    let harness: WrappingKeysHarness;
    let keys: WrappingKeys;
    beforeEach(async () => {
      harness = await open();
      keys = harness.keys;
    });
    afterEach(() => harness.close());

    test.each([16, 32, 64])('unwraps what it wrapped, %i bytes, in another process too', async (length) => {
      const key = new Uint8Array(randomBytes(length));
      const wrapped = await keys.wrap(key, context);
      expect(await keys.unwrap(wrapped, context)).toEqual(key);
      expect(await harness.others.unwrap(wrapped, context)).toEqual(key);
    });

    test('answers a key that is the caller’s own: what is done with it changes no other answer', async () => {
      const wrapped = await keys.wrap(dataKey, context);
      const [one, other] = await Promise.all([keys.unwrap(wrapped, context), keys.unwrap(wrapped, context)]);
      one.fill(0);
      expect(other).toEqual(dataKey);
      const later = await keys.unwrap(wrapped, context);
      expect(later).toEqual(dataKey);
      later.fill(0);
      expect(await keys.unwrap(wrapped, context)).toEqual(dataKey);
    });

    test('says whether it is there, and while it is away', async () => {
      const { signal } = new AbortController();
      expect(await keys.isReachable(signal)).toBe(true);
      const comeBack = await harness.goAway?.();
      expect(await keys.isReachable(signal)).toBe(comeBack === undefined);
      await comeBack?.();
      expect(await keys.isReachable(signal)).toBe(true);
    });

    test('shows nothing of the key, and never the same bytes twice', async () => {
      const [once, again] = [await keys.wrap(dataKey, context), await keys.wrap(dataKey, context)];
      expect(once).not.toEqual(again);
      for (const form of ['latin1', 'hex', 'base64'] as const)
        expect(Buffer.from(once).toString('latin1')).not.toContain(Buffer.from(dataKey).toString(form));
    });

    test.each([15, 65])('refuses a data key of %i bytes', async (length) => {
      await expect(keys.wrap(new Uint8Array(length), context)).rejects.toThrow(RangeError);
    });

    test.each(['data-key:a_2:face', 'data-key:a_1:document', 'data-key:a_1', ''])(
      'refuses another context: "%s", also once it was opened in its own',
      async (other) => {
        const wrapped = await keys.wrap(dataKey, context);
        await expect(keys.unwrap(wrapped, other)).rejects.toMatchObject({ why: 'altered' });
        expect(await keys.unwrap(wrapped, context)).toEqual(dataKey);
        await expect(keys.unwrap(wrapped, other)).rejects.toMatchObject({ why: 'altered' });
      },
    );

    test('refuses wrapped bytes in which any one byte was changed', async () => {
      const wrapped = await keys.wrap(dataKey, context);
      await keys.unwrap(wrapped, context);
      for (let at = 0; at < wrapped.length; at++)
        for (const bit of [1, 0x80]) {
          const tampered = wrapped.map((byte, index) => (index === at ? byte ^ bit : byte));
          await expect(keys.unwrap(tampered, context), `byte ${at}`).rejects.toBeInstanceOf(CannotOpen);
        }
    });

    test('refuses wrapped bytes that were cut short or lengthened', async () => {
      const wrapped = await keys.wrap(dataKey, context);
      for (let length = 0; length < wrapped.length; length++)
        await expect(keys.unwrap(wrapped.subarray(0, length), context)).rejects.toBeInstanceOf(CannotOpen);
      for (const more of ['\0', '=', 'A', '\n'])
        await expect(
          keys.unwrap(Buffer.concat([wrapped, Buffer.from(more)]), context),
        ).rejects.toBeInstanceOf(CannotOpen);
    });

    test('names the key that wrapped, shortly', async () => {
      const wrapped = await keys.wrap(dataKey, context);
      const name = await keys.newest();
      expect(name).toMatch(/^[a-z0-9]{1,12}$/);
      expect(await keys.nameOf(wrapped)).toBe(name);
      expect(await harness.others.nameOf(wrapped)).toBe(name);
      await expect(keys.nameOf(new Uint8Array())).rejects.toBeInstanceOf(CannotOpen);
    });

    test('once the key is exchanged, the new one wraps and the old one still opens', async () => {
      const early = await keys.wrap(dataKey, context);
      const first = await keys.newest();
      if (harness.exchange === null) return;
      await harness.exchange();
      const second = await keys.newest();
      expect(second).not.toBe(first);
      const late = await keys.wrap(dataKey, context);
      for (const each of [keys, harness.others]) {
        expect([await each.nameOf(early), await each.nameOf(late)]).toEqual([first, second]);
        expect(await each.unwrap(early, context)).toEqual(dataKey);
        expect(await each.unwrap(late, context)).toEqual(dataKey);
      }
    });
  });
}
