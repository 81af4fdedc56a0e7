// A process that takes a job and never finishes it; the test kills it. Argument: the data directory.
import { openEmbeddedPool } from '../../../server/adapters/database/embedded.ts';
import { openJobs } from '../../../server/adapters/jobs/pg-boss.ts';

const directory = process.argv[2] ?? '';
const pool = await openEmbeddedPool({ directory, onFatal: () => process.exit(1) });
const jobs = await openJobs({ pool, isSoleProcess: true, onError: (error) => console.error(error) });
await jobs.work('verify-application', ({ applicationId }) => {
  process.stdout.write(`took ${applicationId}\n`);
  return new Promise(() => undefined);
});
const tx = {
  execute: (text: string, values: unknown[]) => pool.query<Record<string, unknown>>(text, values),
};
await jobs.enqueue(tx, 'verify-application', { applicationId: 'a-1', round: 1 });
