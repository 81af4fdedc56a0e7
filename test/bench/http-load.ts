// Asks one address again and again, by several at a time, for a while.

export interface Load {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly count: number;
}

export interface LoadOptions {
  readonly url: string;
  readonly cookie?: string;
  readonly atOnce: number;
  /** Asked before each request: whether to go on. */
  readonly goesOn: () => boolean;
}

export function forMs(ms: number): () => boolean {
  const end = performance.now() + ms;
  return () => performance.now() < end;
}

export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export async function load({ url, cookie, atOnce, goesOn }: LoadOptions): Promise<Load> {
  const times: number[] = [];
  const headers = cookie === undefined ? {} : { cookie };
  async function ask(): Promise<void> {
    while (goesOn()) {
      const startedAt = performance.now();
      const answer = await fetch(url, { headers });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      times.push(performance.now() - startedAt);
    }
  }
  const beganAt = performance.now();
  await Promise.all(Array.from({ length: atOnce }, ask));
  const seconds = (performance.now() - beganAt) / 1000;
  const sorted = times.toSorted((a, b) => a - b);
  return {
    perSecond: times.length / seconds,
    p50Ms: quantile(sorted, 0.5),
    p95Ms: quantile(sorted, 0.95),
    count: times.length,
  };
}
