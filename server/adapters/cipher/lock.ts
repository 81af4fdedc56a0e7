// AES-256-GCM around small things: the format of everything wrapped or sealed in the database.

import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';
import { CannotOpen } from '../../ports/keys.ts';

// uint8 [1 version | 4 master key fingerprint | 12 nonce | n ciphertext | 16 tag]
const version = 1;
const nonceAt = 5;
const cipherAt = nonceAt + 12;
const tagBytes = 16;

export interface Lock {
  lock(plain: Uint8Array, context: string): Uint8Array;
  unlock(locked: Uint8Array, context: string): Uint8Array;
}

/**
 * `fingerprint` (4 bytes) tells "locked with another master key" from "altered". Nonces come straight from the system's
 * generator, not from a port: a repeated one would give the key away. Good for 2^32 locks with one key.
 */
export function createLock(key: KeyObject, fingerprint: Uint8Array): Lock {
  return {
    lock(plain, context) {
      const header = Buffer.concat([Uint8Array.of(version), fingerprint]);
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      cipher.setAAD(associatedData(header, context));
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return new Uint8Array(Buffer.concat([header, nonce, body, cipher.getAuthTag()]));
    },

    unlock(locked, context) {
      const bytes = Buffer.from(locked); // a copy: views of a shared buffer cannot change underneath
      if (bytes.length < cipherAt + tagBytes || bytes[0] !== version) throw new CannotOpen('altered');
      const header = bytes.subarray(0, nonceAt);
      if (!header.subarray(1).equals(fingerprint)) throw new CannotOpen('other-key');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(nonceAt, cipherAt), {
        authTagLength: tagBytes,
      });
      decipher.setAAD(associatedData(header, context));
      decipher.setAuthTag(bytes.subarray(-tagBytes));
      const plain = decipher.update(bytes.subarray(cipherAt, -tagBytes));
      try {
        return new Uint8Array(Buffer.concat([plain, decipher.final()]));
      } catch (cause) {
        throw new CannotOpen('altered', { cause });
      }
    },
  };
}

function associatedData(header: Uint8Array, context: string): Uint8Array {
  return Buffer.concat([header, Buffer.from(context, 'utf8')]);
}
