// A signal for one piece of work: fires when the caller's does, or when the work's own time is up.

/**
 * In place of `AbortSignal.any([signal, AbortSignal.timeout(ms)])`: Node 20 lets the garbage collector take the inner
 * signal away, and then the time is never up.
 */
export async function withTimeLimit<T>(
  signal: AbortSignal,
  limitMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ending = new AbortController();
  const end = (): void => ending.abort(signal.reason);
  const timer = setTimeout(() => ending.abort(new DOMException('the time is up', 'TimeoutError')), limitMs);
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  try {
    return await work(ending.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}
