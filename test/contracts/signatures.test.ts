// Signed documents verify with the key that signed them, and nothing else passes for one.
import { randomBytes } from 'node:crypto';
import { compactVerify, importJWK } from 'jose';
import { describe, expect, test } from 'vitest';
import { createFileKeys } from '../../server/adapters/keys/file.ts';
import { createCompactSignatures } from '../../server/adapters/signatures/compact-jws.ts';
import { signedTypes, type SignedKind } from '../../server/domain/signed-type.ts';
import { Sensitive } from '../../server/domain/sensitive.ts';
import type { SignatureVerdict } from '../../server/ports/signatures.ts';
import { forgeries, receiptOf, signedAs } from '../support/receipts.ts';

const newKeys = (): ReturnType<typeof createFileKeys> =>
  createFileKeys({ path: '/nowhere', masterKey: new Sensitive(randomBytes(32).toString('base64')) });
const [keys, stranger] = [await newKeys(), await newKeys()];
const ours = await keys.publicKeys();
const signatures = createCompactSignatures({ keys });
const verify = (text: string, known = ours): SignatureVerdict => signatures.verify('receipt', text, known);
const forged = await forgeries(keys, stranger);

test('what was issued verifies, and says what was put in', async () => {
  const { text, key } = await signatures.sign('receipt', receiptOf());
  expect(verify(text)).toEqual({ isSigned: true, claims: receiptOf(), keyId: key.keyId });
  expect(verify(` ${text}\r\n`, [key]).isSigned).toBe(true);
  expect(Object.keys(key.publicJwk).sort()).toEqual(['crv', 'kty', 'x']);
});

test('another program verifies it by the standard alone', async () => {
  const { text, key } = await signatures.sign('receipt', receiptOf());
  const { payload, protectedHeader } = await compactVerify(text, await importJWK(key.publicJwk, 'EdDSA'));
  expect(protectedHeader).toEqual({ alg: 'EdDSA', typ: signedTypes.receipt, kid: key.keyId });
  expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(receiptOf());
});

describe('is not valid', () => {
  test.each(Object.entries(forged))('%s', (_what, { text, fault }) => {
    expect(verify(text)).toMatchObject({ isSigned: false, fault });
  });

  test('with any one character changed', async () => {
    const text = await signedAs(keys, {}, receiptOf());
    for (let at = 0; at < text.length; at += 1) {
      const other = text[at] === 'A' ? 'B' : 'A';
      const changed = `${text.slice(0, at)}${other}${text.slice(at + 1)}`;
      expect(verify(changed).isSigned, `character ${at}`).toBe(false);
    }
  });

  test('with another last character, though some of its bits mean nothing', async () => {
    const text = await signedAs(keys, {}, receiptOf());
    const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=';
    for (const other of Array.from(characters).filter((one) => !text.endsWith(one)))
      expect(verify(`${text.slice(0, -1)}${other}`).isSigned, other).toBe(false);
    expect(verify(`${text}=`).isSigned).toBe(false);
  });

  test('with no keys to check it with', async () => {
    const { text } = await signatures.sign('receipt', receiptOf());
    expect(verify(text, [])).toMatchObject({ isSigned: false, fault: 'other-key' });
  });

  const kinds = Object.keys(signedTypes) as SignedKind[];
  test.each(kinds)('as anything but the %s that it is', async (kind) => {
    const { text } = await signatures.sign(kind, receiptOf());
    for (const other of kinds)
      expect(signatures.verify(other, text, ours)).toMatchObject(
        other === kind ? { isSigned: true } : { isSigned: false, fault: 'other-type' },
      );
  });
});
