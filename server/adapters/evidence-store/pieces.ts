// What every store does with names and bytes, whatever it keeps them in. Pure.
import { createHash } from 'node:crypto';
import type { EvidenceRef } from '../../ports/evidence-store.ts';

/** What the ciphertext is tied to: under another ref, it does not decrypt. Ids contain no slash. */
export const boundTo = ({ applicationId, evidenceId }: EvidenceRef): string =>
  `${checkedId(applicationId)}/${checkedId(evidenceId)}`;

export const isId = (text: string): boolean => /^[A-Za-z0-9_-]{1,64}$/.test(text);

/** An id becomes part of a path, so it must be one: no dots, no separators. */
export function checkedId(id: string): string {
  if (!isId(id)) throw new RangeError('not an identifier of evidence or application');
  return id;
}

/** Of the name of every piece, so that one store's pieces can be copied into another as they are. */
export const suffix = '.evidence';

export const isHash = (address: string): boolean => /^[0-9a-f]{64}$/.test(address);

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
