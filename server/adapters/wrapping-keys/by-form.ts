// A key ring and a key service side by side: one of them wraps, each opens what it wrapped, so that moving is wrapping anew.
import { CannotOpen } from '../../ports/keys.ts';
import type { WrappingKeys } from '../../ports/wrapping-keys.ts';
import { isOfTransit } from './transit.ts';

/** Without a service, what it wrapped cannot be opened. */
export function createKeysByForm(
  ring: WrappingKeys,
  transit: WrappingKeys | null,
  wraps: 'file' | 'transit',
): WrappingKeys {
  const demandTransit = (): WrappingKeys => {
    if (transit === null) throw new CannotOpen('other-key');
    return transit;
  };
  const ownerOf = (wrapped: Uint8Array): WrappingKeys => (isOfTransit(wrapped) ? demandTransit() : ring);
  const wrapping = wraps === 'file' ? ring : demandTransit();
  return {
    wrap: (dataKey, context) => wrapping.wrap(dataKey, context),
    unwrap: async (wrapped, context) => ownerOf(wrapped).unwrap(wrapped, context),
    nameOf: async (wrapped) =>
      isOfTransit(wrapped) && transit === null ? 'transit' : ownerOf(wrapped).nameOf(wrapped),
    newest: () => wrapping.newest(),
    isReachable: (signal) => wrapping.isReachable(signal),
  };
}
