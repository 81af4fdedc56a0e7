// npm run bench:purge: the purge's part of the measurements alone.
import { printAims } from '../aims.ts';
import { measurePurge, printPurge, purgeAims } from './measure.ts';

const figures = await measurePurge(process.argv.includes('--quick'));
printPurge(figures);
printAims(purgeAims(figures));
process.exit(0);
