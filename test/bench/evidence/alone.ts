// npm run bench:evidence: what encryption costs, alone.
import { printAims } from '../aims.ts';
import { printFigures } from '../print-figures.ts';
import { evidenceAims, measureEvidence } from './measure.ts';

const figures = await measureEvidence(process.argv.includes('--quick'));
printFigures({ evidence: figures });
printAims(evidenceAims(figures));
process.exit(0); // kept-alive connections would hold the process for seconds
