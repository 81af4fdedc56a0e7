// The operating system's random generator.

import { randomBytes, randomInt } from 'node:crypto';
import type { Random } from '../../ports/random.ts';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford's 32 letters: 5 bits each
const idLength = 22;

export function createSystemRandom(): Random {
  return {
    bytes: (length) => new Uint8Array(randomBytes(length)),
    int: (maxExclusive) => randomInt(maxExclusive),
    id: (prefix) => {
      const letters = Array.from(randomBytes(idLength), (byte) => alphabet.charAt(byte & 31));
      return `${prefix}_${letters.join('')}`;
    },
  };
}
