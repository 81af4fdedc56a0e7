// The marketplace's own name for a seller: opaque to us, and no place for anything personal.
import { parseCitizenId } from './citizen-id.ts';

declare const sellerReferenceBrand: unique symbol;
export type SellerReference = string & { readonly [sellerReferenceBrand]: true };

/** Numbers and letters as backends use them for keys; no `@`, no space, no writing of any language. */
export const sellerReferencePattern = /^[0-9A-Za-z][0-9A-Za-z._:-]{0,63}$/;

/**
 * `personal`: a resident ID number, check digit and all. It would stand in statements, messages and logs of others.
 * Other things about people cannot be told from keys: that none is put here is the marketplace's duty.
 */
export type SellerReferenceFault = 'form' | 'personal';

export function faultOfSellerReference(text: string, today: Date): SellerReferenceFault | null {
  if (!sellerReferencePattern.test(text)) return 'form';
  return parseCitizenId(text, today).ok ? 'personal' : null;
}
