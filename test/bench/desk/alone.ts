// npm run bench:desk: the desk's part of the measurements alone.
import { setup as build } from '../../durability/built.ts';
import { printAims } from '../aims.ts';
import { measureDesks } from './desks.ts';
import { deskAims, printDesks } from './print.ts';

await build();
const desks = await measureDesks(process.argv.includes('--quick'));
printDesks(desks);
printAims(deskAims(desks));
process.exit(0); // kept-alive connections would hold the process for seconds
