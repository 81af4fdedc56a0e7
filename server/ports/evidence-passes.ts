// Leave to look at one piece of evidence, once, soon, by one person.
import type { ApplicationId } from '../domain/application.ts';

export interface EvidencePass {
  /** Of the secret in the address, hex. The secret itself is kept nowhere. */
  readonly sha256: string;
  /** As it was asked for: of a case given a second time, its other name. */
  readonly applicationId: ApplicationId;
  readonly evidenceId: string;
  readonly reviewerId: string;
  readonly expiresAt: Date;
}

export interface EvidencePasses {
  add(passes: readonly EvidencePass[]): Promise<void>;
  /** Takes it: whoever asks next, and whoever else asks, is answered null, as is a pass that has expired. */
  take(sha256: string, reviewerId: string, now: Date): Promise<EvidencePass | null>;
  /** Those that expired before the moment. */
  forget(before: Date): Promise<void>;
}
