// What stands in the trail for something personal: a salted hash, which means nothing once the salt is erased.
import { canonicalJson, type Json } from './canonical-json.ts';
import type { HashText } from './frame-chain.ts';

/** Of the salt; written as base64url without padding, 43 characters. */
export const saltBytes = 32;

/**
 * Hex SHA-256 of the salt as it is written, a space, and the value as canonical JSON. With the salt anybody can try values;
 * without it nobody can, so it lies beside the value and goes with it.
 */
export function commitmentOf(salt: string, value: Json, hash: HashText): string {
  return hash(`${salt} ${canonicalJson(value)}`);
}
