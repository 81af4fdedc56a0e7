// What every keeper of keys must do, whatever it is made of.

import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import { inspect } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Keys } from '../../server/ports/keys.ts';

/** `open('a')` twice: two starts with one master key; `open('b')`: another master key. */
export function keysContract(name: string, open: (masterKey: 'a' | 'b') => Promise<Keys>): void {
  describe(`keys: ${name}`, () => {
    const dataKey = new Uint8Array(randomBytes(32));
    let keys: Keys;
    let restarted: Keys;
    let others: Keys;

    beforeAll(async () => {
      keys = await open('a');
      restarted = await open('a');
      others = await open('b');
    });

    test('unwraps a data key, also after a restart', async () => {
      const wrapped = await keys.wrap(dataKey, 'application:a_1');
      expect(await keys.unwrap(wrapped, 'application:a_1')).toEqual(dataKey);
      expect(await restarted.unwrap(wrapped, 'application:a_1')).toEqual(dataKey);
    });

    test.each([0, 1, 5000])('opens what it sealed, %i bytes, also after a restart', async (length) => {
      const plain = new Uint8Array(randomBytes(length));
      const sealed = await keys.seal(plain, 'sandbox-citizen:1');
      expect(await restarted.open(sealed, 'sandbox-citizen:1')).toEqual(plain);
    });

    test('shows nothing of what it locked, and never the same bytes twice', async () => {
      const once = await keys.seal(dataKey, 'c');
      expect(Buffer.from(once).includes(Buffer.from(dataKey))).toBe(false);
      expect(await keys.seal(dataKey, 'c')).not.toEqual(once);
      expect(await keys.wrap(dataKey, 'c')).not.toEqual(await keys.wrap(dataKey, 'c'));
    });

    test.each(['application:a_2', 'application:a_', '', 'application:a_1 '])(
      'refuses another context: "%s"',
      async (context) => {
        const wrapped = await keys.wrap(dataKey, 'application:a_1');
        const sealed = await keys.seal(dataKey, 'application:a_1');
        await expect(keys.unwrap(wrapped, context)).rejects.toMatchObject({ why: 'altered' });
        await expect(keys.open(sealed, context)).rejects.toMatchObject({ why: 'altered' });
      },
    );

    test('refuses to open a wrapped key as a sealed thing, and the other way round', async () => {
      await expect(keys.open(await keys.wrap(dataKey, 'c'), 'c')).rejects.toMatchObject({ why: 'altered' });
      await expect(keys.unwrap(await keys.seal(dataKey, 'c'), 'c')).rejects.toMatchObject({ why: 'altered' });
    });

    test('refuses locked bytes in which any one byte was changed', async () => {
      const wrapped = await keys.wrap(dataKey, 'c');
      for (let at = 0; at < wrapped.length; at++) {
        const tampered = Uint8Array.from(wrapped, (byte, index) => (index === at ? byte ^ 0x80 : byte));
        await expect(keys.unwrap(tampered, 'c'), `byte ${at}`).rejects.toMatchObject({ name: 'CannotOpen' });
      }
    });

    test('refuses locked bytes that were cut short or lengthened', async () => {
      const sealed = await keys.seal(dataKey, 'c');
      for (let length = 0; length < sealed.length; length++) {
        await expect(keys.open(sealed.subarray(0, length), 'c'), `${length} bytes`).rejects.toMatchObject({
          name: 'CannotOpen',
        });
      }
      await expect(keys.open(Buffer.concat([sealed, Uint8Array.of(0)]), 'c')).rejects.toMatchObject({
        why: 'altered',
      });
    });

    test('says so when the bytes were locked with another master key', async () => {
      const [wrapped, sealed] = [await keys.wrap(dataKey, 'c'), await keys.seal(dataKey, 'c')];
      await expect(others.unwrap(wrapped, 'c')).rejects.toMatchObject({ why: 'other-key' });
      await expect(others.open(sealed, 'c')).rejects.toMatchObject({ why: 'other-key' });
    });

    test.each([0, 15, 65])('refuses to wrap a data key of %i bytes', async (length) => {
      await expect(keys.wrap(new Uint8Array(length), 'c')).rejects.toThrow(RangeError);
    });

    test('has one token secret per purpose, the same after a restart', async () => {
      const secret = await keys.tokenSecret('applicant-session');
      expect(secret).toHaveLength(32);
      expect(await restarted.tokenSecret('applicant-session')).toEqual(secret);
      expect(await keys.tokenSecret('reviewer-session')).not.toEqual(secret);
      expect(await others.tokenSecret('applicant-session')).not.toEqual(secret);
    });

    test('signs what anybody with the public key can verify', async () => {
      const signing = await keys.signing();
      const message = Buffer.from('a receipt');
      const signature = await signing.sign(message);
      const publicKey = createPublicKey({ key: { ...signing.publicJwk }, format: 'jwk' });
      expect(verify(null, message, publicKey, signature)).toBe(true);
      expect(verify(null, Buffer.from('a receipT'), publicKey, signature)).toBe(false);
      expect(await (await restarted.signing()).sign(message)).toEqual(signature);
      expect((await others.signing()).publicJwk.x).not.toBe(signing.publicJwk.x);
    });

    test('names its signing key by the thumbprint of the public key', async () => {
      const { keyId, publicJwk } = await keys.signing();
      const canonical = `{"crv":"Ed25519","kty":"OKP","x":"${publicJwk.x}"}`;
      expect(keyId).toBe(createHash('sha256').update(canonical).digest('base64url'));
    });

    test('gives away public halves alone, the one that signs among them', async () => {
      const { keyId, publicJwk } = await keys.signing();
      const given = await keys.publicKeys();
      expect(given.at(-1)).toEqual({ keyId, publicJwk });
      for (const key of given) {
        expect(Object.keys(key).sort()).toEqual(['keyId', 'publicJwk']);
        expect(Object.keys(key.publicJwk).sort()).toEqual(['crv', 'kty', 'x']);
        const imported = createPublicKey({ key: { ...key.publicJwk }, format: 'jwk' });
        expect(imported.type).toBe('public');
      }
      expect(await restarted.publicKeys()).toEqual(given);
    });

    test('shows no secret when it is printed, nor in its errors', async () => {
      const secret = Buffer.from(await keys.tokenSecret('applicant-session'));
      const error: unknown = await others.unwrap(await keys.wrap(dataKey, 'c'), 'c').catch((e: unknown) => e);
      const printed = inspect([keys, await keys.signing(), error], { depth: 10, showHidden: true });
      expect(printed).not.toContain(secret.toString('base64'));
      expect(printed).not.toContain('Uint8Array');
      expect(printed).not.toContain('<Buffer');
    });
  });
}
