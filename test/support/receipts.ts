// A capture as its rows tell it, the receipt for it, and ways of forging one.
import { createHash, createHmac } from 'node:crypto';
import type { ApplicationId } from '../../server/domain/application.ts';
import { receiptFactsOf, type Captured, type Receipt } from '../../server/domain/receipt.ts';
import { signedTypes } from '../../server/domain/signed-type.ts';
import type { Keys } from '../../server/ports/keys.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const statement = '本人林试，自愿申请在“Example Market”开店经营。';
const openedAt = Date.parse('2026-11-23T08:00:00Z');

/** Two steps and the statement, the second step passed at the second try. */
export function capturedRows(): Captured {
  const script = ['neutral', 'nod', 'agree'] as const;
  const frames = Array.from({ length: 12 }, (_none, seq) => ({
    seq,
    stepIndex: Math.floor(seq / 4),
    stepTry: seq === 6 || seq === 7 ? 2 : 1,
    capturedAtMs: seq * 70.5,
    sha256: sha256(`frame ${seq}`),
    receivedAt: new Date(openedAt + Math.floor(seq / 2) * 500),
  }));
  return {
    session: {
      id: `l_${'1'.repeat(22)}`,
      applicationId: `a_${'2'.repeat(22)}` as ApplicationId,
      script,
      needs: { isLongerTime: true, without: ['close-eyes'] },
      agreement: 'nodded',
    },
    frames,
    statement,
    marketplace: 'Example Market',
    bestFrameSha256: frames[1]?.sha256 ?? '',
  };
}

export function receiptOf(captured: Captured = capturedRows()): Receipt {
  const facts = receiptFactsOf(captured, sha256);
  if (facts === null) throw new Error('these rows make a receipt');
  return { iss: 'http://localhost:3000', iat: openedAt / 1000, ...facts };
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Any header and payload, signed by the newest key as they stand. */
export async function signedAs(keys: Keys, header: object, payload: unknown): Promise<string> {
  const key = await keys.signing();
  const signed = `${part({ alg: 'EdDSA', typ: signedTypes.receipt, kid: key.keyId, ...header })}.${part(payload)}`;
  return `${signed}.${Buffer.from(await key.sign(Buffer.from(signed))).toString('base64url')}`;
}

/** What a forger without the private key would try, by what is told of it. */
export async function forgeries(
  keys: Keys,
  stranger: Keys,
): Promise<Record<string, { text: string; fault: string }>> {
  const receipt = receiptOf();
  const { keyId, publicJwk } = await keys.signing();
  const whole = await signedAs(keys, {}, receipt);
  const [header = '', payload = '', signature = ''] = whole.split('.');
  const tampered = part({ ...receipt, agreement: 'held' });
  const hmacHeader = part({ alg: 'HS256', typ: signedTypes.receipt, kid: keyId });
  const hmac = createHmac('sha256', Buffer.from(publicJwk.x, 'base64url'))
    .update(`${hmacHeader}.${payload}`)
    .digest('base64url');
  return {
    'another payload under the same signature': {
      text: `${header}.${tampered}.${signature}`,
      fault: 'altered',
    },
    'a signature of another receipt': {
      text: `${header}.${payload}.${(await signedAs(keys, {}, { ...receipt, iat: 1 })).split('.')[2]}`,
      fault: 'altered',
    },
    'a key of somebody else': { text: await signedAs(stranger, {}, receipt), fault: 'other-key' },
    'a key of somebody else under the name of ours': {
      text: await signedAs(stranger, { kid: keyId }, receipt),
      fault: 'altered',
    },
    'no name of a key': { text: await signedAs(keys, { kid: undefined }, receipt), fault: 'other-key' },
    'alg none without a signature': {
      text: `${part({ alg: 'none', typ: signedTypes.receipt, kid: keyId })}.${payload}.`,
      fault: 'other-algorithm',
    },
    'alg none with a good signature': {
      text: await signedAs(keys, { alg: 'none' }, receipt),
      fault: 'other-algorithm',
    },
    'HS256 with the public key for a secret': {
      text: `${hmacHeader}.${payload}.${hmac}`,
      fault: 'other-algorithm',
    },
    'another type': { text: await signedAs(keys, { typ: 'JWT' }, receipt), fault: 'other-type' },
    'no type': { text: await signedAs(keys, { typ: undefined }, receipt), fault: 'other-type' },
    'a critical extension': { text: await signedAs(keys, { crit: ['exp'] }, receipt), fault: 'other-type' },
    'only half of it': { text: whole.slice(0, whole.length / 2), fault: 'cut-short' },
    'a signature without its end': { text: whole.slice(0, -2), fault: 'cut-short' },
    'nothing at all': { text: '', fault: 'cut-short' },
    'a fourth part': { text: `${whole}.e30`, fault: 'cut-short' },
    'a payload that is no object': { text: await signedAs(keys, {}, [receipt]), fault: 'cut-short' },
  };
}
