// Looks through the data folder of a stopped server for anything that is half there, twice there or altered.
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { createDatabase } from '../../server/adapters/database/create-database.ts';
import { openEmbeddedPool } from '../../server/adapters/database/embedded.ts';
import { verifyTrail } from '../../server/adapters/database/verify-trail.ts';
import type { TrailHead } from '../../server/ports/audit-trail.ts';
import { openPostgresPool } from '../../server/adapters/database/postgres.ts';
import { createEncryptedDisk } from '../support/encrypted-disk.ts';
import { createFileKeys } from '../../server/adapters/keys/file.ts';
import { createSystemRandom } from '../../server/adapters/system/random.ts';
import { createEnvelopeVault } from '../../server/adapters/vault/envelope.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import type { AuditTrail } from '../../server/ports/audit-trail.ts';
import type { Piece, Vault, WrappedKeys } from '../../server/ports/vault.ts';

export interface Inspection {
  /** In words; none when everything is as it must be. */
  readonly faults: readonly string[];
  readonly applications: ReadonlyMap<string, { readonly state: string; readonly round: number }>;
  readonly evidenceIds: ReadonlySet<string>;
  /** Verification jobs that a second process had to take up again. */
  readonly resumedJobs: number;
  /** Encrypted files that no record names: written, and killed before the commit. */
  readonly strayFiles: number;
}

async function rowsOf<Row extends pg.QueryResultRow>(pool: pg.Pool, text: string): Promise<Row[]> {
  return (await pool.query<Row>(text)).rows;
}

/** Every piece of evidence decrypts to the bytes that its record was written for. */
async function evidenceFaults(pool: pg.Pool, vault: Vault): Promise<string[]> {
  const pieces = await rowsOf<Piece & WrappedKeys & { owner: ApplicationId; sha256: string }>(
    pool,
    `select e.id, e.kind, e.address, e.application_id as owner, e.sha256,
       a.document_key as "documentKey", a.face_key as "faceKey", a.template_key as "templateKey"
     from evidence e join applications a on a.id = e.application_id`,
  );
  const faults: string[] = [];
  for (const { owner, sha256, ...piece } of pieces) {
    const { id } = piece;
    try {
      const bytes = await vault.getMedia({ ...piece, id: owner }, piece);
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) faults.push(`${owner}: ${id} differs`);
    } catch (error) {
      faults.push(`${owner}: ${id}: ${String(error)}`);
    }
  }
  return faults;
}

/** Of each kind, how many there are of an application that was submitted `round` times. */
const onceEach = `
  select a.id, a.round, counted.what, counted.times::int as times from applications a cross join lateral (
    select 'opened' as what, count(*) - 1 + a.round as times from audit_events
      where application_id = a.id and type = 'application.opened'
    union all select 'submitted', count(*) from audit_events
      where application_id = a.id and type = 'application.submitted'
    union all select 'recommended', count(*) from recommendations where application_id = a.id
    union all select 'sealed', count(*) from audit_events
      where application_id = a.id and type = 'recommendation.sealed'
    union all select 'decided by the gate', count(*) from audit_events
      where application_id = a.id and type = 'gate.decided'
    union all select 'queued', count(*) from pgboss.job
      where name = 'verify-application' and data ->> 'applicationId' = a.id
    union all select 'told of ' || c.check_name, (
      select count(*) from audit_events e where e.application_id = a.id
      and e.type = 'check.finished' and e.data ->> 'check' = c.check_name
    ) from check_results c where c.application_id = a.id
    union all select 'told of ' || e.kind || ' ' || e.id, (
      select count(*) - 1 + a.round from audit_events v where v.application_id = a.id
      and v.type = 'evidence.added' and v.data ->> 'evidenceId' = e.id
    ) from evidence e where e.application_id = a.id and e.kind in ('id-front', 'id-back')
  ) counted where counted.times <> a.round order by a.id`;

async function trailFaults(pool: pg.Pool, trail: AuditTrail): Promise<string[]> {
  const [expectedHead = null] = await rowsOf<{ seq: number; hash: string }>(
    pool,
    'select seq::int as seq, hash from audit_head',
  );
  const pageLength = 500;
  let from: TrailHead | undefined;
  for (;;) {
    const entries = await trail.page(from?.seq ?? 0, pageLength);
    const isLast = entries.length < pageLength;
    const verdict = verifyTrail(entries, {
      ...(from && { from }),
      expectedHead: isLast ? expectedHead : null,
    });
    if (!verdict.whole) return [`the trail: ${JSON.stringify(verdict.fault)}`];
    if (isLast) return [];
    from = verdict.head;
  }
}

const onFatal = (error: Error): void => {
  throw error;
};

/** `databaseUrl` null: the embedded database in the data directory. */
export async function inspectData(dataDirectory: string, databaseUrl: string | null): Promise<Inspection> {
  const pool =
    databaseUrl === null
      ? await openEmbeddedPool({ directory: join(dataDirectory, 'database'), onFatal })
      : openPostgresPool({ url: databaseUrl, maxConnections: 4 });
  const database = createDatabase(pool);
  try {
    const folder = join(dataDirectory, 'evidence');
    const keys = await createFileKeys({ path: join(dataDirectory, 'master.key'), masterKey: undefined });
    const vault = createEnvelopeVault({
      keys,
      wrapping: keys,
      store: createEncryptedDisk({ folder }),
      random: createSystemRandom(),
    });
    const applications = await rowsOf<{ id: string; state: string; round: number }>(
      pool,
      'select id, state, round from applications',
    );
    const uneven = await rowsOf<{ id: string; round: number; what: string; times: number }>(pool, onceEach);
    const evidence = await rowsOf<{ id: string; address: string }>(pool, 'select id, address from evidence');
    const [resumed] = await rowsOf<{ jobs: number }>(
      pool,
      `select count(*)::int as jobs from pgboss.job where name = 'verify-application' and retry_count > 0`,
    );
    const evidenceIds = new Set(evidence.map(({ id }) => id));
    const addresses = new Set(evidence.map(({ address }) => address));
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    return {
      faults: [
        ...(await evidenceFaults(pool, vault)),
        ...uneven.map(({ id, round, what, times }) => `${id}: ${what} ${times} times in ${round} rounds`),
        ...(await trailFaults(pool, database.audit)),
      ],
      applications: new Map(applications.map(({ id, ...row }) => [id, row])),
      evidenceIds,
      resumedJobs: resumed?.jobs ?? 0,
      strayFiles: files.filter(({ name }) => !addresses.has(name.replace(/\.evidence$/u, ''))).length,
    };
  } finally {
    await database.close();
  }
}
