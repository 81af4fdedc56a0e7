// Signs questions to a service, and reads whether an answer is signed and belongs to the question: HMAC, or JWS by jose.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { CompactSign, compactVerify, importJWK } from 'jose';
import { z } from 'zod';

/** Only what signs with a private key: with a secret of our own, whoever checks could sign as well. */
const algorithms = ['EdDSA', 'Ed25519', 'ES256', 'PS256'] as const;

const word = z.string().regex(/^[\x21-\x7e]{1,200}$/);
const jwk = z.looseObject({ kty: z.string(), alg: z.enum(algorithms) });

const keySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('hmac'), id: word, secret: word.min(16) }),
  z.strictObject({ kind: z.literal('jws'), id: word, privateKey: jwk, theirPublicKey: jwk }),
]);
export type SigningKey = z.infer<typeof keySchema>;

/** Null when there is none that could be read. Never throws. */
export type ReadSigningKey = () => Promise<SigningKey | null>;

/** Read for each question, so that a new key holds at once. */
export function signingKeyOfFile(path: string): ReadSigningKey {
  return async () => {
    try {
      const read = keySchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
      return read.success ? read.data : null;
    } catch {
      return null;
    }
  };
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** `atSeconds`: since 1970. The nonce of the question stands in its answer, too: an older answer fits no question. */
export const questionText = (atSeconds: number, nonce: string, body: string): string =>
  ['v1', 'question', atSeconds, nonce, sha256(body)].join('\n');
export const answerText = (atSeconds: string, nonce: string, status: number, body: string): string =>
  ['v1', 'answer', atSeconds, nonce, status, sha256(body)].join('\n');

const hmac = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text, 'utf8').digest('hex');

/** Lower-case hex, or a compact JWS whose payload is the text. */
export async function signText(key: SigningKey, text: string): Promise<string> {
  if (key.kind === 'hmac') return hmac(key.secret, text);
  const { alg } = key.privateKey;
  return new CompactSign(Buffer.from(text, 'utf8'))
    .setProtectedHeader({ alg, kid: key.id })
    .sign(await importJWK(key.privateKey, alg));
}

/** False for anything that is not this very text, signed by the other side. Never throws. */
export async function isSignedText(key: SigningKey, text: string, signature: string): Promise<boolean> {
  if (key.kind === 'hmac') {
    const [given, right] = [Buffer.from(signature, 'utf8'), Buffer.from(hmac(key.secret, text), 'utf8')];
    return given.length === right.length && timingSafeEqual(given, right);
  }
  try {
    const { alg } = key.theirPublicKey;
    const { payload } = await compactVerify(signature, await importJWK(key.theirPublicKey, alg), {
      algorithms: [alg],
    });
    return Buffer.from(payload).toString('utf8') === text;
  } catch {
    return false; // forged, cut short, of another algorithm: all the same to who asked
  }
}
