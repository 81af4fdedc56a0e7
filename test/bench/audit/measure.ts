// The audit trail: appending on the embedded database, and on PostgreSQL where BENCH_DATABASE_URL names a server; verifying.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Aim } from '../aims.ts';
import { embedded, onServer, type BenchDatabase } from '../desk/database.ts';
import { measureAppend, type AppendFigures } from './append.ts';
import { measureVerify, type VerifyFigures } from './verify.ts';

export interface AuditFigures {
  readonly verify: VerifyFigures;
  readonly append: Readonly<Partial<Record<BenchDatabase['kind'], readonly AppendFigures[]>>>;
}

async function appendOn(database: BenchDatabase, isQuick: boolean): Promise<readonly AppendFigures[]> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
  try {
    return await database.use(folder, (pool) => measureAppend(pool, isQuick));
  } finally {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function measureAudit(isQuick: boolean): Promise<AuditFigures> {
  const url = process.env['BENCH_DATABASE_URL'];
  return {
    verify: await measureVerify(isQuick),
    append: {
      embedded: await appendOn(embedded, isQuick),
      ...(url === undefined ? {} : { postgres: await appendOn(await onServer(url), isQuick) }),
    },
  };
}

const wantedPerSecond = 100_000;

export function auditAims({ verify }: AuditFigures): Aim[] {
  return [
    { what: 'events of the trail verified a second', measured: verify.perSecond, atLeast: wantedPerSecond },
  ];
}
