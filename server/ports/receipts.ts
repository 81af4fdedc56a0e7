// Signs receipts, and tells whether one was signed by a key that is known.
import type { Receipt } from '../domain/receipt.ts';
import type { PublicKey } from './keys.ts';

/**
 * Why a text is no receipt of ours, in the order it is looked at.
 * `cut-short`: not three base64url parts of JSON, or the signature is not 64 bytes. `other-algorithm`: anything but
 * EdDSA, `none` and HMAC included. `other-type`: signed, but for another purpose. `other-key`: by none of the keys given.
 * `altered`: by a key that is known, and changed afterwards.
 */
export const receiptFaults = ['cut-short', 'other-algorithm', 'other-type', 'other-key', 'altered'] as const;
export type ReceiptFault = (typeof receiptFaults)[number];

export type ReceiptVerdict =
  /** `claims` is what was signed, of no proven shape. */
  | { readonly isSigned: true; readonly claims: unknown; readonly keyId: string }
  /** `claims` is what it says, proven by nothing; null when that cannot be read. */
  | { readonly isSigned: false; readonly claims: unknown; readonly fault: ReceiptFault };

export interface Receipts {
  /**
   * Asks for a receipt, signed by the newest key.
   * Answers a compact JWS (RFC 7515) with the public half of its key, which has to be kept with it. Keeps nothing.
   */
  issue(receipt: Receipt): Promise<{ text: string; key: PublicKey }>;
  /** Answers whether one of these keys signed this very text. Never throws for what the text holds. */
  verify(text: string, keys: readonly PublicKey[]): ReceiptVerdict;
}
