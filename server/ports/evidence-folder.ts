// A folder for evidence that says of itself that it is one: an unmounted disk leaves an empty folder in its place.
import type { EvidencePlace } from './evidence-store.ts';

export interface EvidenceFolder {
  /** Where it is, for the operator. */
  readonly path: string;
  /** Its mark, for the operator: a file whose content does not matter. */
  readonly markPath: string;
  isMarked(): Promise<boolean>;
  /** Makes folder and mark, durably; does nothing when they are there. */
  mark(): Promise<void>;
  /** Whether a piece lies there, marked or not. */
  holds(place: EvidencePlace): Promise<boolean>;
}
