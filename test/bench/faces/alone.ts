// npm run bench:faces: the face engine's part of the measurements alone; needs a built dist/.
import { printAims } from '../aims.ts';
import { faceAims } from './aims.ts';
import { measureFaces } from './measure.ts';

const figures = await measureFaces(process.argv.includes('--quick'));
console.log(JSON.stringify(figures, null, 2));
printAims(faceAims(figures));
process.exit(0); // the processes measured are ended; nothing is left to do
