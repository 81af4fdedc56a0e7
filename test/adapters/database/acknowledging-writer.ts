// A process that writes rows and says each number once its commit is acknowledged; the test kills it.
import { writeSync } from 'node:fs';
import { openEmbeddedPool } from '../../../server/adapters/database/embedded.ts';

const pool = await openEmbeddedPool({ directory: process.argv[2] ?? '', onFatal: () => process.exit(1) });
await pool.query('create table if not exists written (number int primary key)');

async function write(start: number, step: number): Promise<void> {
  for (let number = start; ; number += step) {
    await pool.query('insert into written values ($1)', [number]);
    writeSync(1, `${number}\n`);
  }
}
await Promise.all([write(0, 4), write(1, 4), write(2, 4), write(3, 4)]);
