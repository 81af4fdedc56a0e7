// Capture sessions with their frames, kept in PostgreSQL.
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { DomainError } from '../../domain/errors.ts';
import type { CaptureNeeds } from '../../domain/liveness-protocol.ts';
import type { LivenessRecords, LivenessSessionRow } from '../../ports/liveness-records.ts';
import type { Tables } from './tables.ts';

const columns = [
  'id',
  'applicationId',
  'state',
  'script',
  'stepIndex',
  'stepTry',
  'tokenId',
  'stepRevealedAt',
  'nextBatch',
  'nextSeq',
  'lastCapturedAtMs',
  'referenceSealed',
  'track',
  'needs',
  'agreement',
  'receipt',
  'statementSealed',
  'lastBatch',
  'trailSalt',
  'openedAt',
  'expiresAt',
  'finishedAt',
] as const;

/** What a person needs says something about them: it goes with what they said. */
const noNeeds: CaptureNeeds = { isLongerTime: false, without: [] };

const textOf = (value: LivenessSessionRow['lastBatch' | 'track']): string | null =>
  value === null ? null : JSON.stringify(value);

/** SQLSTATE 23505, unique_violation. */
const isRepeatedFrame = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === '23505' && error.table === 'liveness_frames';

export function createLivenessRecords(db: Kysely<Tables>): LivenessRecords {
  const sessionsOf = (applicationId: LivenessSessionRow['applicationId']) =>
    db.selectFrom('livenessSessions').select(columns).where('applicationId', '=', applicationId);

  return {
    open: async (row) => {
      await db
        .insertInto('livenessSessions')
        .values({
          ...row,
          script: JSON.stringify(row.script),
          lastBatch: textOf(row.lastBatch),
          track: textOf(row.track),
          needs: JSON.stringify(row.needs),
        })
        .execute();
    },

    find: async (applicationId, sessionId) =>
      (await sessionsOf(applicationId).where('id', '=', sessionId).executeTakeFirst()) ?? null,

    lock: async (applicationId, sessionId) =>
      (await sessionsOf(applicationId).where('id', '=', sessionId).forUpdate().executeTakeFirst()) ?? null,

    newest: async (applicationId, state) => {
      const row = await sessionsOf(applicationId)
        .where('state', '=', state)
        .where('isDiscarded', '=', false)
        .orderBy('openedAt', 'desc')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ?? null;
    },

    save: async (sessionId, { lastBatch, track, ...patch }) => {
      const changes = {
        ...patch,
        ...(lastBatch === undefined ? {} : { lastBatch: textOf(lastBatch) }),
        ...(track === undefined ? {} : { track: textOf(track) }),
      };
      if (Object.keys(changes).length === 0) return;
      const { numUpdatedRows } = await db
        .updateTable('livenessSessions')
        .set(changes)
        .where('id', '=', sessionId)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) throw new Error(`there is no capture session ${sessionId}`);
    },

    replaceOpen: async (applicationId) => {
      await db
        .updateTable('livenessSessions')
        .set({ state: 'replaced' })
        .where('applicationId', '=', applicationId)
        .where('state', '=', 'open')
        .execute();
    },

    discardComplete: async (applicationId) => {
      await db
        .updateTable('livenessSessions')
        .set({ isDiscarded: true })
        .where('applicationId', '=', applicationId)
        .where('state', '=', 'complete')
        .execute();
    },

    forget: async (applicationId, what) => {
      const kept = await db
        .selectFrom('livenessSessions')
        .select(['id', 'referenceSealed'])
        .where('applicationId', '=', applicationId)
        .where('referenceSealed', 'is not', null)
        .orderBy('id')
        .forUpdate()
        .execute();
      await db
        .updateTable('livenessSessions')
        .set({
          referenceSealed: null,
          lastBatch: null,
          ...(what === 'statements'
            ? {
                statementSealed: new Uint8Array(),
                receipt: null,
                trailSalt: null,
                needs: JSON.stringify(noNeeds),
              }
            : {}),
        })
        .where('applicationId', '=', applicationId)
        .execute();
      return kept.map(({ id: sessionId, referenceSealed }) => ({
        sessionId,
        sha256: createHash('sha256')
          .update(referenceSealed ?? '')
          .digest('hex'),
      }));
    },

    addFrames: async (rows) => {
      if (rows.length === 0) return;
      const frames = rows.map((row) => ({ ...row, signals: JSON.stringify(row.signals) }));
      try {
        await db.insertInto('livenessFrames').values(frames).execute();
      } catch (error) {
        throw isRepeatedFrame(error) ? new DomainError('frames-repeated', {}, { cause: error }) : error;
      }
    },

    frames: (sessionId) =>
      db.selectFrom('livenessFrames').selectAll().where('sessionId', '=', sessionId).orderBy('seq').execute(),
  };
}
