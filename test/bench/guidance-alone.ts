// npm run bench:guidance: the guide's looks a second and the time of a capture, without the rest of the bench.
import { measureGuidance, printGuidance } from './guidance.ts';

const isQuick = process.argv.includes('--quick');
printGuidance(await measureGuidance(isQuick ? 4000 : 10_000, isQuick ? 1 : 5));
