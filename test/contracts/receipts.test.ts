// Receipts verify with the key that signed them, and nothing else passes for one.
import { randomBytes } from 'node:crypto';
import { compactVerify, importJWK } from 'jose';
import { describe, expect, test } from 'vitest';
import { createFileKeys } from '../../server/adapters/keys/file.ts';
import { createCompactReceipts } from '../../server/adapters/receipts/compact-jws.ts';
import { receiptType } from '../../server/domain/receipt.ts';
import { Sensitive } from '../../server/domain/sensitive.ts';
import { forgeries, receiptOf, signedAs } from '../support/receipts.ts';

const newKeys = (): ReturnType<typeof createFileKeys> =>
  createFileKeys({ path: '/nowhere', masterKey: new Sensitive(randomBytes(32).toString('base64')) });
const [keys, stranger] = [await newKeys(), await newKeys()];
const ours = await keys.publicKeys();
const receipts = createCompactReceipts({ keys });
const forged = await forgeries(keys, stranger);

test('what was issued verifies, and says what was put in', async () => {
  const { text, key } = await receipts.issue(receiptOf());
  expect(receipts.verify(text, ours)).toEqual({ isSigned: true, claims: receiptOf(), keyId: key.keyId });
  expect(receipts.verify(` ${text}\r\n`, [key]).isSigned).toBe(true);
  expect(Object.keys(key.publicJwk).sort()).toEqual(['crv', 'kty', 'x']);
});

test('another program verifies it by the standard alone', async () => {
  const { text, key } = await receipts.issue(receiptOf());
  const { payload, protectedHeader } = await compactVerify(text, await importJWK(key.publicJwk, 'EdDSA'));
  expect(protectedHeader).toEqual({ alg: 'EdDSA', typ: receiptType, kid: key.keyId });
  expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(receiptOf());
});

describe('is not valid', () => {
  test.each(Object.entries(forged))('%s', (_what, { text, fault }) => {
    expect(receipts.verify(text, ours)).toMatchObject({ isSigned: false, fault });
  });

  test('with any one character changed', async () => {
    const text = await signedAs(keys, {}, receiptOf());
    for (let at = 0; at < text.length; at += 1) {
      const other = text[at] === 'A' ? 'B' : 'A';
      const changed = `${text.slice(0, at)}${other}${text.slice(at + 1)}`;
      expect(receipts.verify(changed, ours).isSigned, `character ${at}`).toBe(false);
    }
  });

  test('with another last character, though some of its bits mean nothing', async () => {
    const text = await signedAs(keys, {}, receiptOf());
    const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=';
    for (const other of Array.from(characters).filter((one) => !text.endsWith(one)))
      expect(receipts.verify(`${text.slice(0, -1)}${other}`, ours).isSigned, other).toBe(false);
    expect(receipts.verify(`${text}=`, ours).isSigned).toBe(false);
  });

  test('with no keys to check it with', async () => {
    const { text } = await receipts.issue(receiptOf());
    expect(receipts.verify(text, [])).toMatchObject({ isSigned: false, fault: 'other-key' });
  });
});
