// Who keeps checkpoints where the operator's own database cannot reach them.

/** `why`: a word of ours for the log. */
export type KeepingAnswer = { readonly isKept: true } | { readonly isKept: false; readonly why: string };

export interface CheckpointKeeper {
  readonly name: 'file' | 'stdout' | 'webhook';
  /**
   * Asks to keep these checkpoints, oldest first.
   * Answers once all of them are where they are kept. Cannot: why not; then any of them may be there, and will be handed
   * over again. Rejects only when `signal` aborts.
   */
  keep(
    checkpoints: readonly { readonly number: number; readonly text: string; readonly at: Date }[],
    signal: AbortSignal,
  ): Promise<KeepingAnswer>;
}
