// Looks for prints, screens and masks held before the camera. Nothing plugs in here yet: the check is `unavailable`.

import type { Unavailable } from './unavailable.ts';

export interface PresentationAttackDetector {
  readonly name: string;

  /**
   * Asks what speaks for or against a presentation attack in these frames (encoded pictures, in the order taken).
   * Answers signals for a reviewer, possibly none. It does not decide: no signal alone admits or refuses anybody.
   * Cannot look (model missing, frames unreadable): `unavailable`. Does not see injection through a virtual camera.
   * Keeps nothing.
   */
  inspect(frames: readonly Uint8Array[], signal: AbortSignal): Promise<PresentationAttackAnswer>;
}

export type PresentationAttackAnswer =
  { answer: 'signals'; signals: readonly PresentationAttackSignal[] } | Unavailable;

export interface PresentationAttackSignal {
  /** What was measured, e.g. `screenMoire`. */
  name: string;
  value: number;
  /** Of `value`, e.g. `0..1` or `px`. */
  unit: string;
  direction: 'higher-is-worse' | 'lower-is-worse';
}
