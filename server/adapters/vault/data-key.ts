// How a data key is wrapped for its application and class, and wrapped anew when the wrapping key has changed.
import type { KeyClass } from '../../domain/key-class.ts';
import { CannotOpen, type Keys } from '../../ports/keys.ts';

export const keyContext = (id: string, of: KeyClass): string => `data-key:${id}:${of}`;

/** An application from before there were classes has one key for all of them, wrapped for none. */
export async function unwrapDataKey(
  wrapping: Pick<Keys, 'unwrap'>,
  id: string,
  of: KeyClass,
  wrapped: Uint8Array,
): Promise<Uint8Array> {
  try {
    return await wrapping.unwrap(wrapped, keyContext(id, of));
  } catch (error) {
    if (!(error instanceof CannotOpen) || error.why !== 'altered') throw error;
    return wrapping.unwrap(wrapped, `data-key:${id}`);
  }
}

/** Under the key that wraps now; what it locks stays as it is. */
export async function wrapAnew(
  wrapping: Pick<Keys, 'wrap' | 'unwrap'>,
  id: string,
  of: KeyClass,
  wrapped: Uint8Array,
): Promise<Uint8Array> {
  return wrapping.wrap(await unwrapDataKey(wrapping, id, of, wrapped), keyContext(id, of));
}
