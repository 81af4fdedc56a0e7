// AES-256-GCM around one piece of evidence: the format of a file in the store.

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { EvidenceUnreadable } from '../../ports/evidence-store.ts';

// uint8 [4 "PCE1" | 12 nonce | n ciphertext | 16 tag]
const magic = Buffer.from('PCE1', 'ascii');
const cipherAt = 16;
const tagBytes = 16;

/** `boundTo` is authenticated, not stored: the same words are needed to decrypt. */
export function encryptEvidence(plain: Uint8Array, dataKey: Uint8Array, boundTo: string): Uint8Array {
  const nonce = randomBytes(12); // a few dozen pieces per key: random nonces do not collide
  const cipher = createCipheriv('aes-256-gcm', checkedKey(dataKey), nonce);
  cipher.setAAD(associatedData(boundTo));
  return Buffer.concat([magic, nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

export function decryptEvidence(sealed: Buffer, dataKey: Uint8Array, boundTo: string): Uint8Array {
  if (sealed.length < cipherAt + tagBytes || !sealed.subarray(0, 4).equals(magic)) {
    throw new EvidenceUnreadable('altered');
  }
  const decipher = createDecipheriv('aes-256-gcm', checkedKey(dataKey), sealed.subarray(4, cipherAt), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(associatedData(boundTo));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  const plain = decipher.update(sealed.subarray(cipherAt, -tagBytes));
  try {
    return new Uint8Array(Buffer.concat([plain, decipher.final()]));
  } catch (cause) {
    throw new EvidenceUnreadable('altered', { cause });
  }
}

function associatedData(boundTo: string): Uint8Array {
  return Buffer.concat([magic, Buffer.from(boundTo, 'utf8')]);
}

function checkedKey(dataKey: Uint8Array): Uint8Array {
  if (dataKey.length !== 32) throw new RangeError('a data key for evidence has 32 bytes');
  return dataKey;
}
