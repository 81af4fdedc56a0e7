// A trail in a database with what signs its checkpoints.
import { randomBytes } from 'node:crypto';
import { createFileKeys } from '../../server/adapters/keys/file.ts';
import { createCompactSignatures } from '../../server/adapters/signatures/compact-jws.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import type { AuditEvent } from '../../server/domain/audit-event.ts';
import { Sensitive } from '../../server/domain/sensitive.ts';
import type { CheckpointDeps } from '../../server/features/audit/write-checkpoint.ts';
import type { Keys } from '../../server/ports/keys.ts';
import type { Database } from '../../server/ports/database.ts';

export const signal = new AbortController().signal;

export function newKeys(generation = 1): Promise<Keys> {
  const masterKey = new Sensitive(randomBytes(32).toString('base64'));
  return createFileKeys({ path: 'none', masterKey, signingGeneration: generation });
}

export const startOfTrail = new Date('2026-11-02T01:00:00.000Z');

export function checkpointDeps(database: Database, keys: Keys): CheckpointDeps & { now: Date } {
  const deps = {
    database,
    clock: { now: () => deps.now },
    signatures: createCompactSignatures({ keys }),
    publicUrl: 'https://gate.example',
    now: startOfTrail,
  };
  return deps;
}

export const someEvent = (round: number, applicationId: ApplicationId | null = null): AuditEvent => ({
  type: 'check.finished',
  applicationId,
  actor: { kind: 'system' },
  at: startOfTrail,
  data: { round, check: 'document-data', outcome: 'passed', reason: null },
});
