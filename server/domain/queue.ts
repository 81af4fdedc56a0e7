// The order in which cases are worked, with what the list can be narrowed to.
import type { ApplicationPath, Language } from './application.ts';
import type { CheckReason } from './reason-code.ts';
import type { SubjectKind } from './subject.ts';

export const roundKinds = ['first', 'again'] as const;
export const holds = ['mine', 'free'] as const;
export const pressingAges = ['breached', 'near'] as const;

/** Whatever is left out does not narrow. */
export interface QueueFilter {
  readonly subjectKind?: SubjectKind | undefined;
  readonly language?: Language | undefined;
  readonly path?: ApplicationPath | undefined;
  /** `again`: sent again, or appealed. */
  readonly round?: (typeof roundKinds)[number] | undefined;
  readonly age?: (typeof pressingAges)[number] | undefined;
  /** `mine`: held by, or kept for, whoever asks; `free`: they could take it up now. */
  readonly hold?: (typeof holds)[number] | undefined;
  readonly awaitsSecond?: boolean | undefined;
  /** A check of this round did not pass for this reason. */
  readonly reason?: CheckReason | undefined;
}

/**
 * What somebody who asks for the next case is given first. Within each the longest waiting comes first, so that the
 * queue as a whole is breach first, then oldest first; what comes back to a reviewer goes ahead of what is in time.
 */
export const priorities = ['breached', 'returned', 'waiting'] as const;
export type Priority = (typeof priorities)[number];
