// Checkpoints say what the trail says, go on from one another, and are handed over until somebody has them.
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyCompactJws } from '../../server/adapters/signatures/compact-jws.ts';
import type { CheckpointClaims } from '../../server/domain/checkpoint.ts';
import { emptyTree, extended, rootOf } from '../../server/domain/merkle-tree.ts';
import { handOverCheckpoints } from '../../server/features/audit/hand-over.ts';
import { readTrailState } from '../../server/features/audit/read-trail-state.ts';
import {
  sha256Bytes,
  writeCheckpoint,
  writeDueCheckpoints,
  type CheckpointDeps,
} from '../../server/features/audit/write-checkpoint.ts';
import type { CheckpointKeeper, KeepingAnswer } from '../../server/ports/checkpoint-keeper.ts';
import type { Keys } from '../../server/ports/keys.ts';
import { openTestStores, type TestStores } from '../adapters/database/stores/stories.ts';
import { checkpointDeps, newKeys, signal, someEvent } from '../support/trails.ts';

let stores: TestStores;
let keys: Keys;
let deps: CheckpointDeps & { now: Date };
beforeEach(async () => {
  stores = await openTestStores();
  keys = await newKeys();
  deps = checkpointDeps(stores.db, keys);
});
afterEach(() => stores.close());

const append = (count: number): Promise<void> =>
  stores.db.audit.append(...Array.from({ length: count }, (_none, at) => someEvent(at + 1)));
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

async function claims(): Promise<CheckpointClaims[]> {
  const rows = await stores.db.checkpoints.after(0, 100);
  const known = await keys.publicKeys();
  return rows.map(({ text }) => {
    const verdict = verifyCompactJws('checkpoint', text, known);
    expect(verdict.isSigned).toBe(true);
    return verdict.claims as CheckpointClaims;
  });
}

async function rootOfAll(count: number): Promise<string> {
  const hashes = (await stores.db.audit.hashes(0, count)).map((hash) => Buffer.from(hash, 'hex'));
  return Buffer.from(rootOf(extended(emptyTree, hashes, sha256Bytes), sha256Bytes) ?? []).toString('hex');
}

test('says what the trail says, and goes on from the one before', async () => {
  await append(5);
  expect(await writeCheckpoint(deps, signal)).toEqual({ kind: 'written', number: 1, lastSeq: 5 });
  expect(await writeCheckpoint(deps, signal)).toEqual({ kind: 'nothing-new' });
  await append(3);
  expect(await writeCheckpoint(deps, signal)).toEqual({ kind: 'written', number: 2, lastSeq: 8 });
  const [first, second] = await claims();
  const text = (await stores.db.checkpoints.after(0, 1))[0]?.text ?? '';
  const hashes = await stores.db.audit.hashes(0, 8);
  const both = { at: deps.now.toISOString(), iss: 'https://gate.example', version: 1 };
  expect(first).toEqual({
    ...both,
    firstSeq: 1,
    headHash: hashes[4],
    lastSeq: 5,
    number: 1,
    previous: null,
    root: await rootOfAll(5),
  });
  expect(second).toEqual({
    ...both,
    firstSeq: 6,
    headHash: hashes[7],
    lastSeq: 8,
    number: 2,
    previous: sha256(text),
    root: await rootOfAll(8),
  });
});

test('signs nothing of a trail that was edited, and names the entry', async () => {
  await append(4);
  await writeCheckpoint(deps, signal);
  await append(4);
  await stores.db.execute('alter table audit_events disable trigger user', []);
  await stores.db.execute(`update audit_events set type = 'case.viewed' where seq = 6`, []);
  expect(await writeCheckpoint(deps, signal)).toEqual({ kind: 'broken', seq: 6 });
  await stores.db.execute('delete from audit_events where seq >= 6', []);
  expect(await writeCheckpoint(deps, signal)).toEqual({ kind: 'broken', seq: 6 });
  expect(await claims()).toHaveLength(1);
});

test('of many that write one at the same time, one does', async () => {
  await append(7);
  const outcomes = await Promise.all(Array.from({ length: 6 }, () => writeCheckpoint(deps, signal)));
  const kinds = outcomes.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'written')).toHaveLength(1);
  expect(new Set(kinds)).not.toContain('broken');
  expect(await claims()).toMatchObject([{ number: 1, lastSeq: 7 }]);
});

test('is due by the number of entries or by the age of the oldest, and not before', async () => {
  const due = { ...deps, clock: deps.clock, pace: { everyEvents: 10, everyMs: 60_000 } };
  expect(await writeDueCheckpoints(due, signal)).toEqual({ kind: 'nothing-new' });
  await append(9);
  expect(await writeDueCheckpoints(due, signal)).toEqual({ kind: 'nothing-new' });
  await append(1);
  expect(await writeDueCheckpoints(due, signal)).toMatchObject({ kind: 'written', lastSeq: 10 });
  await append(1);
  deps.now = new Date(deps.now.getTime() + 59_999);
  expect(await writeDueCheckpoints(due, signal)).toEqual({ kind: 'nothing-new' });
  deps.now = new Date(deps.now.getTime() + 1);
  expect(await writeDueCheckpoints(due, signal)).toMatchObject({ kind: 'written', lastSeq: 11 });
});

test('the database takes no checkpoint that does not follow', async () => {
  await append(4);
  await writeCheckpoint(deps, signal);
  await append(2);
  const [row] = await stores.db.checkpoints.after(0, 1);
  if (row === undefined) throw new Error('there is a checkpoint');
  const [, , , , , headHash = ''] = await stores.db.audit.hashes(0, 6);
  const next = { ...row, number: 2, firstSeq: 5, lastSeq: 6, headHash, previousSha256: sha256(row.text) };
  const wrong = [
    { number: 3 },
    { firstSeq: 4 },
    { lastSeq: 5 },
    { headHash: row.headHash },
    { previousSha256: null },
    { previousSha256: row.headHash },
  ];
  for (const change of wrong)
    await expect(stores.db.transaction((tx) => tx.checkpoints.add({ ...next, ...change }))).rejects.toThrow(
      'does not follow',
    );
  expect(await stores.db.transaction((tx) => tx.checkpoints.add({ ...next, number: 1 }))).toBe(false);
  expect(await stores.db.transaction((tx) => tx.checkpoints.add(next))).toBe(true);
});

test('is handed over once to who takes it, and again to who did not', async () => {
  const handed: number[][] = [];
  const answers: KeepingAnswer[] = [];
  const keeper: CheckpointKeeper = {
    name: 'file',
    keep: async (checkpoints) => {
      handed.push(checkpoints.map(({ number }) => number));
      return answers.shift() ?? { isKept: true };
    },
  };
  const hand = () => handOverCheckpoints({ ...deps, keeper }, signal);
  expect(await hand()).toEqual({ kind: 'nothing-new' });
  for (const count of [1, 1]) {
    await append(count);
    await writeCheckpoint(deps, signal);
  }
  answers.push({ isKept: false, why: 'ENOSPC' });
  expect(await hand()).toEqual({ kind: 'not-kept', why: 'ENOSPC', waiting: 2 });
  deps.now = new Date(deps.now.getTime() + 30_000);
  await append(1);
  const state = () => readTrailState(deps);
  expect(await state()).toEqual({
    checkpointAgeSeconds: 30,
    unsignedEntries: 1,
    keptAgeSeconds: null,
    notKept: 2,
  });
  expect(await hand()).toEqual({ kind: 'kept', until: 2 });
  expect(await state()).toMatchObject({ keptAgeSeconds: 0, notKept: 0 });
  expect(await hand()).toEqual({ kind: 'nothing-new' });
  expect(handed).toEqual([
    [1, 2],
    [1, 2],
  ]);
});
