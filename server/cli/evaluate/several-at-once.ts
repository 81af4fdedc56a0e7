// Works through a list, several pieces at a time.

/**
 * Rejects with the first fault and with the signal's reason. Either way what was begun is finished first: it takes a
 * moment, an engine must not be closed in the middle of a look, and nobody may still write to a cache that is closed.
 */
export async function severalAtOnce<T>(
  list: readonly T[],
  atOnce: number,
  work: (one: T) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const left = list.values();
  const failed = new AbortController();
  async function worker(): Promise<void> {
    for (const one of left) {
      signal.throwIfAborted();
      if (failed.signal.aborted) return;
      await work(one);
    }
  }
  const workers = Array.from({ length: atOnce }, () =>
    worker().catch((error: unknown) => {
      failed.abort();
      throw error;
    }),
  );
  const ends = await Promise.allSettled(workers);
  const fault = ends.find((end) => end.status === 'rejected');
  if (fault !== undefined) throw fault.reason;
}
