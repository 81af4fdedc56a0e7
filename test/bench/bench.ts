// npm run bench: measures the built server on this machine, prints the figures, writes them to the file BENCH_JSON names.
import { writeFileSync } from 'node:fs';
import { setup as build } from '../durability/built.ts';
import { auditAims, measureAudit } from './audit/measure.ts';
import { measureDesks } from './desk/desks.ts';
import { deskAims, printDesks } from './desk/print.ts';
import { isMet, printAims } from './aims.ts';
import { evidenceAims, measureEvidence } from './evidence/measure.ts';
import { faceAims } from './faces/aims.ts';
import { measureFaces } from './faces/measure.ts';
import { measureGuidance, printGuidance } from './guidance.ts';
import { measurePurge, printPurge, purgeAims } from './purge/measure.ts';
import { printFigures } from './print-figures.ts';
import { measureServer, serverAims } from './server.ts';

const isQuick = process.argv.includes('--quick');

await build();
const faces = await measureFaces(isQuick);
const server = await measureServer(isQuick);
const desks = await measureDesks(isQuick);
const audit = await measureAudit(isQuick);
const purge = await measurePurge(isQuick);
const evidence = await measureEvidence(isQuick);
const guidance = await measureGuidance(isQuick ? 4000 : 10_000, isQuick ? 1 : 5);
const aims = [
  ...faceAims(faces),
  ...serverAims(server),
  ...deskAims(desks),
  ...auditAims(audit),
  ...purgeAims(purge),
  ...evidenceAims(evidence),
];
printFigures({ ...server, faces, audit, evidence });
printDesks(desks);
printPurge(purge);
printAims(aims);
printGuidance(guidance);
const path = process.env['BENCH_JSON'];
const figures = {
  ...server,
  faces,
  desks,
  audit,
  purge,
  evidence,
  guidance,
  aims: aims.map((aim) => ({ ...aim, isMet: isMet(aim) })),
};
if (path !== undefined) writeFileSync(path, `${JSON.stringify(figures, null, 2)}\n`);
process.exit(0); // nothing is left to do; kept-alive connections would hold the process for seconds
