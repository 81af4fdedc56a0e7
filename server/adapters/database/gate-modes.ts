// The gate's mode with its history, kept in PostgreSQL.
import { sql, type Kysely, type Selectable } from 'kysely';
import type { GateChange, JudgedBy, NewGateChange } from '../../domain/gate-change.ts';
import type { GateModes } from '../../ports/gate-modes.ts';
import type { GateChangeRow, Tables } from './tables.ts';

/** The columns of a change; what its kind does not have is null. */
function columnsOf(change: NewGateChange, evidence: string | null) {
  const row = {
    kind: change.kind,
    at: change.at,
    reviewerId: 'by' in change ? change.by : null,
    proposal: 'proposal' in change ? change.proposal : null,
    note: 'note' in change ? change.note : '',
    reasons: JSON.stringify('reasons' in change ? change.reasons : []),
    evidence,
  };
  if (change.kind !== 'proposed' && change.kind !== 'confirmed')
    return { ...row, share: null, expiresAt: null, evidenceSha256: null };
  const { share, expiresAt, evidenceSha256 } = change;
  return { ...row, share, expiresAt, evidenceSha256 };
}

type ReadRow = Omit<Selectable<GateChangeRow>, 'evidence'> & {
  readonly policyVersion: string | null;
  readonly judgedBy: JudgedBy | null;
};

const aboutNothing: JudgedBy = { engine: '', record: null, registry: null };

/** The table's constraints say which kind has which columns. */
function readChange(row: ReadRow): GateChange {
  const { seq, kind, at, note } = row;
  const by = row.reviewerId ?? '';
  const proposal = row.proposal ?? 0;
  const terms = {
    share: row.share ?? 0,
    expiresAt: row.expiresAt ?? at,
    evidenceSha256: row.evidenceSha256 ?? '',
  };
  switch (kind) {
    case 'proposed': {
      // evidence that does not say what it is about is about nothing that decides
      const { policyVersion, judgedBy } = row;
      const about = { policyVersion: policyVersion ?? '', judgedBy: judgedBy ?? aboutNothing };
      return { seq, kind, at, by, note, ...terms, ...about };
    }
    case 'confirmed':
      return { seq, kind, at, by, proposal, ...terms };
    case 'refused':
      return { seq, kind, at, by, proposal, note };
    case 'held':
      return { seq, kind, at, by, note };
    case 'fell-back':
      return { seq, kind, at, reasons: row.reasons };
    case 'expired':
      return { seq, kind, at };
  }
}

export function createGateModes(db: Kysely<Tables>): GateModes {
  const row = () =>
    db
      .selectFrom('gateMode')
      .leftJoin('gateWatch', 'gateWatch.onlyRow', 'gateMode.onlyRow')
      .select(['mode', 'share', 'expiresAt', 'policyVersion', 'judgedBy', 'changeSeq', 'watchedAt']);

  return {
    current: async () => (await row().executeTakeFirst()) ?? null,
    pinned: async () => (await row().forShare('gateMode').executeTakeFirst()) ?? null,
    lock: async () => (await row().forUpdate('gateMode').executeTakeFirst()) ?? null,

    changes: async () => {
      const rows = await db
        .selectFrom('gateChanges')
        .select(['seq', 'kind', 'reviewerId', 'proposal', 'share', 'expiresAt', 'evidenceSha256'])
        .select(['reasons', 'note', 'at'])
        .select([
          sql<string | null>`evidence::jsonb ->> 'policyVersion'`.as('policyVersion'),
          sql<JudgedBy | null>`evidence::jsonb -> 'judgedBy'`.as('judgedBy'),
        ])
        .orderBy('seq')
        .execute();
      return rows.map(readChange);
    },

    names: async () => {
      const rows = await db
        .selectFrom('gateChanges')
        .innerJoin('reviewers', 'reviewers.id', 'gateChanges.reviewerId')
        .select(['reviewers.id', 'reviewers.name'])
        .distinct()
        .execute();
      return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
    },

    evidence: async (proposal) => {
      const found = await db
        .selectFrom('gateChanges')
        .select('evidence')
        .where('seq', '=', proposal)
        .executeTakeFirst();
      return found?.evidence ?? null;
    },

    add: async (change, evidence) => {
      const { seq } = await db
        .insertInto('gateChanges')
        .values(columnsOf(change, evidence ?? null))
        .returning('seq')
        .executeTakeFirstOrThrow();
      return seq;
    },

    watched: async (watchedAt) => {
      await db
        .insertInto('gateWatch')
        .values({ watchedAt })
        .onConflict((earlier) => earlier.column('onlyRow').doUpdateSet({ watchedAt }))
        .execute();
    },
  };
}
