// The desk at every size, on the embedded database, and on PostgreSQL where BENCH_DATABASE_URL names a server.
import { startChromium } from '../../browser/chromium.ts';
import { embedded, onServer } from './database.ts';
import { measureDesk, type DeskFigures } from './measure.ts';
import type { Size } from './seed.ts';

const sizes: readonly Size[] = [
  { all: 10_000, open: 1000 },
  { all: 100_000, open: 10_000 },
  { all: 1_000_000, open: 10_000 },
];

/** Quick: without the largest. The embedded database is for the smallest. */
export async function measureDesks(isQuick: boolean): Promise<DeskFigures[]> {
  const url = process.env['BENCH_DATABASE_URL'];
  const browser = await startChromium();
  try {
    const figures: DeskFigures[] = [];
    for (const size of sizes.slice(0, 1)) figures.push(await measureDesk(embedded, size, browser));
    if (url !== undefined)
      for (const size of isQuick ? sizes.slice(0, 2) : sizes)
        figures.push(await measureDesk(await onServer(url), size, browser));
    return figures;
  } finally {
    await browser.close();
  }
}
