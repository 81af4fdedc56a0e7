// npm run bench:server: the server's part of the measurements alone.
import { setup as build } from '../durability/built.ts';
import { printAims } from './aims.ts';
import { printFigures } from './print-figures.ts';
import { measureServer, serverAims } from './server.ts';

await build();
const figures = await measureServer(process.argv.includes('--quick'));
printFigures(figures);
printAims(serverAims(figures));
process.exit(0); // kept-alive connections would hold the process for seconds
