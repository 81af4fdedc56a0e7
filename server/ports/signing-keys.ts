// The public half of every key that ever signed a document: kept for good, so that old ones can be verified.
import type { PublicKey } from './keys.ts';

export interface SigningKeys {
  /** Does nothing when it is there already. */
  keep(key: PublicKey, firstUsedAt: Date): Promise<void>;
  /** The one used first comes first. */
  all(): Promise<readonly PublicKey[]>;
}
