// Certificates for mutual TLS, made in the test: an authority of one's own, and what it signs.
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** DER, as far as a certificate needs it. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}
const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const nameOf = (text: string): Buffer =>
  sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(text, 'utf8')))));
const time = (at: Date): Buffer =>
  der(0x17, Buffer.from(`${at.toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`));
const bits = (bytes: Uint8Array): Buffer => der(0x03, Buffer.of(0), bytes);
const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
const yes = der(0x01, Buffer.of(0xff));
const isAuthority = sequence(oid('551d13'), yes, der(0x04, sequence(yes)));
const isThisMachine = sequence(oid('551d11'), der(0x04, sequence(der(0x87, Buffer.of(127, 0, 0, 1)))));

const pem = (label: string, bytes: Buffer): string =>
  `-----BEGIN ${label}-----\n${bytes.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`;

export interface Certificate {
  readonly name: string;
  readonly cert: string;
  readonly key: string;
  readonly privateKey: KeyObject;
}

let serial = 0;

/** `by` null: an authority, signed by itself. Otherwise for 127.0.0.1, or for whoever asks. */
export function makeCertificate(name: string, by: Certificate | null, validUntil?: Date): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const dayMs = 24 * 3_600_000;
  const until = validUntil ?? new Date(Date.now() + 100 * dayMs);
  serial += 1;
  const toSign = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.of(1, serial)),
    ecdsaWithSha256,
    nameOf(by?.name ?? name),
    sequence(time(new Date(until.getTime() - 200 * dayMs)), time(until)),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(by === null ? isAuthority : isThisMachine)),
  );
  const signature = sign('sha256', toSign, by?.privateKey ?? privateKey);
  return {
    name,
    cert: pem('CERTIFICATE', sequence(toSign, ecdsaWithSha256, bits(signature))),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    privateKey,
  };
}
