// Signs what others verify offline, and tells whether something was signed by a key that is known.
import type { SignedKind } from '../domain/signed-type.ts';
import type { PublicKey } from './keys.ts';

/**
 * Why a text is no document of ours, in the order it is looked at.
 * `cut-short`: not three base64url parts of JSON, or the signature is not 64 bytes. `other-algorithm`: anything but
 * EdDSA, `none` and HMAC included. `other-type`: signed, but for another purpose. `other-key`: by none of the keys given.
 * `altered`: by a key that is known, and changed afterwards.
 */
export const signatureFaults = [
  'cut-short',
  'other-algorithm',
  'other-type',
  'other-key',
  'altered',
] as const;
export type SignatureFault = (typeof signatureFaults)[number];

export type SignatureVerdict =
  /** `claims` is what was signed, of no proven shape. */
  | { readonly isSigned: true; readonly claims: unknown; readonly keyId: string }
  /** `claims` is what it says, proven by nothing; null when that cannot be read. */
  | { readonly isSigned: false; readonly claims: unknown; readonly fault: SignatureFault };

export interface Signatures {
  /**
   * Asks for a document of this kind, signed by the newest key. The same claims give the same text.
   * Answers a compact JWS (RFC 7515) with the public half of its key, which has to be kept with it. Keeps nothing.
   */
  sign(kind: SignedKind, claims: object): Promise<{ text: string; key: PublicKey }>;
  /** Answers whether one of these keys signed this very text as a document of this kind. Never throws for what it holds. */
  verify(kind: SignedKind, text: string, keys: readonly PublicKey[]): SignatureVerdict;
}
