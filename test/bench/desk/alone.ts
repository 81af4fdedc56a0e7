// npm run bench:desk: the desk at size, on the embedded database, and on PostgreSQL where BENCH_DATABASE_URL names a server.
import { startChromium } from '../../browser/chromium.ts';
import { setup as build } from '../../durability/built.ts';
import { embedded, onServer } from './database.ts';
import { measureDesk, type DeskFigures } from './measure.ts';
import { printDesk } from './print.ts';
import type { Size } from './seed.ts';

const isQuick = process.argv.includes('--quick');
const small: readonly Size[] = [{ all: 10_000, open: 1000 }];
const large: readonly Size[] = [
  { all: 10_000, open: 1000 },
  { all: 100_000, open: 10_000 },
  { all: 1_000_000, open: 10_000 },
];

await build();
const browser = await startChromium();
const url = process.env['BENCH_DATABASE_URL'];
const figures: DeskFigures[] = [];
for (const size of small) figures.push(await measureDesk(embedded, size, browser));
if (url !== undefined)
  for (const size of isQuick ? large.slice(0, 2) : large)
    figures.push(await measureDesk(await onServer(url), size, browser));
await browser.close();
printDesk(figures);
process.exit(0); // kept-alive connections would hold the process for seconds
