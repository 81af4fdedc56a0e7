// Looks for prints, screens and masks held before the camera: what a detector that plugs in has to do.

/** JPEG, as the page sent them. */
export interface CapturePictures {
  readonly best: Uint8Array;
  /** The telling frame of each request that was kept, in the order taken; may be empty. */
  readonly kept: readonly Uint8Array[];
}

export interface PresentationAttackSignal {
  /** What was measured, in kebab-case, e.g. `screen-moire`; always the same for the same measurement. */
  readonly name: string;
  /** Finite. */
  readonly value: number;
  /** Of `value`, e.g. `0..1` or `px`. */
  readonly unit: string;
  /** Which way is better for the applicant. */
  readonly better: 'lower' | 'higher';
}

export interface PresentationAttackDetector {
  /** Which detector, for the reviewer and the policy: kebab-case. Limits hold for one name only, so a new model is a new name. */
  readonly name: string;

  /**
   * Asks what speaks for or against a presentation attack in these pictures.
   * Answers signals, at least one and each name once. It does not decide: what a signal counts for stands in the gate's
   * policy, and no signal alone admits or refuses anybody.
   * Cannot (model missing, pictures unreadable, not in time): rejects, with the signal's reason when it was aborted.
   * Does not see injection past the camera. Keeps nothing; the caller's bytes are left as they were.
   */
  inspect(pictures: CapturePictures, signal: AbortSignal): Promise<readonly PresentationAttackSignal[]>;
}
