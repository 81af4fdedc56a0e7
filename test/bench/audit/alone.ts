// npm run bench:audit: the audit trail's part of the measurements alone.
import { printAims } from '../aims.ts';
import { printFigures } from '../print-figures.ts';
import { auditAims, measureAudit } from './measure.ts';

const figures = await measureAudit(process.argv.includes('--quick'));
printFigures(figures);
printAims(auditAims(figures));
process.exit(0);
