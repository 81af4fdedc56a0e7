// Keys derived from one master key that lives in the configuration or in a file.

import {
  createHash,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  hkdfSync,
  sign,
  type KeyObject,
} from 'node:crypto';
import type { Sensitive } from '../../domain/sensitive.ts';
import type { Keys, PublicKey, SigningKey } from '../../ports/keys.ts';
import { createLock } from '../cipher/lock.ts';
import { decodeMasterKey, loadOrMakeMasterKey } from './master-key.ts';

export interface FileKeys extends Keys {
  /** True when this start made a new master key: the operator must be told to back the file up. */
  readonly wasGenerated: boolean;
}

/**
 * `signingGeneration` (from 1): how many signing keys there have been; the last of them signs.
 * `masterKey` (base64, 32 bytes) wins over the file at `path`, which is then neither read nor made.
 * Rejects with a message for the operator when the key is malformed or its file is open to others.
 */
export async function createFileKeys(config: {
  path: string;
  masterKey?: Sensitive<string> | undefined;
  signingGeneration?: number;
}): Promise<FileKeys> {
  const { key, wasGenerated } =
    config.masterKey === undefined
      ? await loadOrMakeMasterKey(config.path)
      : { key: decodeMasterKey(config.masterKey.reveal(), 'the configured value'), wasGenerated: false };
  const master = createSecretKey(key);
  key.fill(0);

  const fingerprint = derive(master, 'fingerprint', 4);
  const wrapping = createLock(createSecretKey(derive(master, 'wrap', 32)), fingerprint);
  const sealing = createLock(createSecretKey(derive(master, 'seal', 32)), fingerprint);
  const latest = config.signingGeneration ?? 1;
  const signingKeys = Array.from({ length: latest }, (_none, index) =>
    createSigningKey(derive(master, `signing ${index + 1}`, 32)),
  );
  const newest = signingKeys.at(-1);
  if (newest === undefined) throw new RangeError('generations of signing keys are counted from 1');

  return {
    wasGenerated,
    wrap: async (dataKey, context) => {
      if (dataKey.length < 16 || dataKey.length > 64) throw new RangeError('a data key has 16..64 bytes');
      return wrapping.lock(dataKey, context);
    },
    unwrap: async (wrapped, context) => wrapping.unlock(wrapped, context),
    seal: async (plain, context) => sealing.lock(plain, context),
    open: async (sealed, context) => sealing.unlock(sealed, context),
    tokenSecret: async (purpose) => derive(master, `token ${purpose}`, 32),
    signing: async () => newest,
    publicKeys: async () => signingKeys.map(({ keyId, publicJwk }) => ({ keyId, publicJwk })),
  };
}

/** HKDF-SHA-256 (RFC 5869): a separate key for each purpose, none of which tells anything about another. */
function derive(master: KeyObject, purpose: string, length: number): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', master, '', `portcullis 1 ${purpose}`, length));
}

function createSigningKey(seed: Uint8Array): SigningKey {
  // RFC 8410: the PKCS #8 frame of an Ed25519 private key, before its 32-byte seed.
  const frame = Buffer.from('302e020100300506032b657004220420', 'hex');
  const privateKey = createPrivateKey({ key: Buffer.concat([frame, seed]), format: 'der', type: 'pkcs8' });
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x === undefined) throw new Error('an Ed25519 public key has an x');
  const publicJwk = { kty: 'OKP', crv: 'Ed25519', x } as const;
  return {
    keyId: thumbprintOf(publicJwk),
    publicJwk,
    sign: async (bytes) => new Uint8Array(sign(null, bytes, privateKey)),
  };
}

/** RFC 7638. */
export function thumbprintOf({ crv, kty, x }: PublicKey['publicJwk']): string {
  const canonical = JSON.stringify({ crv, kty, x }); // members in this order
  return createHash('sha256').update(canonical).digest('base64url');
}
