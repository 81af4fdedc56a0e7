// Capture sessions: one open at a time, no frame twice, nothing without consent.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DomainError } from '../../../../server/domain/errors.ts';
import type { LivenessSessionState } from '../../../../server/ports/liveness-records.ts';
import {
  answerConsents,
  frameRow,
  later,
  newSha256,
  openDraft,
  openTestStores,
  sessionRow,
} from './stories.ts';
import type { TestStores } from './stories.ts';

let stores: TestStores;
beforeAll(async () => (stores = await openTestStores()));
afterAll(() => stores.close());

async function openConsented() {
  const id = await openDraft(stores.db);
  await answerConsents(stores.db, id, 'granted');
  return id;
}

async function openSession(change: Parameters<typeof sessionRow>[1] = {}) {
  const session = sessionRow(await openConsented(), change);
  await stores.db.liveness.open(session);
  return session;
}

test('gives a session back as it was opened, only to its own application', async () => {
  const { db } = stores;
  const session = await openSession({ lastCapturedAtMs: 12.25 });
  expect(await db.liveness.find(session.applicationId, session.id)).toEqual(session);
  expect(await db.liveness.find(await openConsented(), session.id)).toBeNull();
});

test('saves what the patch names and nothing else', async () => {
  const { db } = stores;
  const session = await openSession();
  const lastBatch = { digest: newSha256(), answerSealed: 'c2VhbGVk' };
  await db.liveness.save(session.id, { lastBatch, stepIndex: 1 });
  await db.liveness.save(session.id, {});
  expect(await db.liveness.find(session.applicationId, session.id)).toEqual({
    ...session,
    lastBatch,
    stepIndex: 1,
  });
  await db.liveness.save(session.id, { lastBatch: null, finishedAt: later(1) });
  expect(await db.liveness.find(session.applicationId, session.id)).toMatchObject({
    lastBatch: null,
    finishedAt: later(1),
    stepIndex: 1,
  });
  await expect(db.liveness.save('l_nobody', { stepTry: 2 })).rejects.toThrow(/no capture session/);
});

test('a lock keeps a second writer waiting', async () => {
  const { db } = stores;
  const session = await openSession();
  const count = () =>
    db.transaction(async (tx) => {
      const row = await tx.liveness.lock(session.applicationId, session.id);
      await tx.liveness.save(session.id, { nextSeq: (row?.nextSeq ?? 0) + 1 });
    });
  await Promise.all(Array.from({ length: 8 }, count));
  expect((await db.liveness.find(session.applicationId, session.id))?.nextSeq).toBe(8);
});

test('one capture at a time: the open one is replaced first', async () => {
  const { db } = stores;
  const first = await openSession();
  const second = sessionRow(first.applicationId, { openedAt: later(1) });
  await expect(db.liveness.open(second)).rejects.toThrow(/liveness_one_open/);
  await db.liveness.replaceOpen(first.applicationId);
  await db.liveness.open(second);
  expect((await db.liveness.find(first.applicationId, first.id))?.state).toBe('replaced');
  expect((await db.liveness.newest(first.applicationId, 'open'))?.id).toBe(second.id);
});

test('a discarded capture no longer counts as complete', async () => {
  const { db } = stores;
  const older = await openSession({ state: 'complete' });
  const id = older.applicationId;
  await db.liveness.discardComplete(id);
  expect(await db.liveness.newest(id, 'complete')).toBeNull();
  const [newer, newest] = [
    sessionRow(id, { state: 'complete', openedAt: later(1) }),
    sessionRow(id, { state: 'complete', openedAt: later(2) }),
  ];
  await db.liveness.open(newest);
  await db.liveness.open(newer);
  expect((await db.liveness.newest(id, 'complete'))?.id).toBe(newest.id);
});

test('gives frames back in capture order', async () => {
  const { db } = stores;
  const { id } = await openSession();
  const frames = [0, 1, 2, 3].map((seq) => frameRow(id, seq));
  await db.liveness.addFrames([]);
  await db.liveness.addFrames(frames.slice(2));
  await db.liveness.addFrames(frames.slice(0, 2));
  expect(await db.liveness.frames(id)).toEqual(frames);
});

test('refuses a frame that was kept before, by its place or by its picture, with all that came with it', async () => {
  const { db } = stores;
  const { id } = await openSession();
  const kept = frameRow(id, 0);
  await db.liveness.addFrames([kept]);
  const repeated = { type: 'frames-repeated', cause: { code: '23505' } };
  const sameSeq = db.liveness.addFrames([frameRow(id, 1), frameRow(id, 0)]);
  await expect(sameSeq).rejects.toBeInstanceOf(DomainError);
  await expect(sameSeq).rejects.toMatchObject(repeated);
  const samePicture = db.liveness.addFrames([frameRow(id, 1), frameRow(id, 2, { sha256: kept.sha256 })]);
  await expect(samePicture).rejects.toMatchObject(repeated);
  expect(await db.liveness.frames(id)).toEqual([kept]);
});

test("refuses a picture that was kept in anybody's capture before", async () => {
  const { db } = stores;
  const [recorded, replayed] = [await openSession(), await openSession()];
  const kept = frameRow(recorded.id, 0);
  await db.liveness.addFrames([kept]);
  const again = db.liveness.addFrames([frameRow(replayed.id, 7, { sha256: kept.sha256 })]);
  await expect(again).rejects.toMatchObject({ type: 'frames-repeated' });
});

test('another fault with frames is not called a repetition', async () => {
  const { id } = await openSession();
  const failed = stores.db.liveness.addFrames([frameRow(id, 0, { sha256: 'not a hash' })]);
  await expect(failed).rejects.toMatchObject({ code: '23514' });
});

test('keeps where the face was for the next batch', async () => {
  const { db } = stores;
  const id = await openDraft(db);
  await answerConsents(db, id, 'granted', ['face']);
  const session = sessionRow(id);
  await db.liveness.open(session);
  const region = { x: 0.5, y: 0.6, side: 0.4, angleRadians: -0.1 };
  for (const track of [{ region, faces: 1, framesSinceSearch: 3, framesLost: 0 }, null]) {
    await db.liveness.save(session.id, { track });
    expect((await db.liveness.find(id, session.id))?.track).toEqual(track);
  }
});

test('refuses a capture, its frames and its template without consent to face processing', async () => {
  const { db } = stores;
  const id = await openDraft(db);
  await answerConsents(db, id, 'granted', ['id-document', 'government-query', 'retention']);
  const session = sessionRow(id);
  await expect(db.liveness.open(session)).rejects.toThrow('no consent to face');
  await answerConsents(db, id, 'granted', ['face']);
  await db.liveness.open(session);
  await db.liveness.save(session.id, { referenceSealed: new Uint8Array([1]) });
  await db.liveness.addFrames([frameRow(session.id, 0)]);

  await answerConsents(db, id, 'refused', ['face']);
  await expect(db.liveness.addFrames([frameRow(session.id, 1)])).rejects.toThrow('no consent to face');
  await expect(db.liveness.save(session.id, { referenceSealed: new Uint8Array([2]) })).rejects.toThrow(
    'no consent to face',
  );
  const states: readonly LivenessSessionState[] = ['replaced', 'open'];
  await db.liveness.save(session.id, { state: 'replaced', referenceSealed: null });
  for (const state of states) {
    await expect(db.liveness.open(sessionRow(id, { state }))).rejects.toThrow('no consent to face');
  }
});

test('forgets templates alone, or with the statement its receipt and what the person needed', async () => {
  const { db } = stores;
  const needs = { isLongerTime: true, without: ['nod'] } as const;
  const trailSalt = 's'.repeat(43);
  const kept = {
    receipt: 'a.b.c',
    referenceSealed: Uint8Array.of(1),
    statementSealed: Uint8Array.of(2),
    trailSalt,
  };
  const session = await openSession({ needs, ...kept });
  await db.liveness.forget(session.applicationId, 'templates');
  expect(await db.liveness.find(session.applicationId, session.id)).toMatchObject({
    needs,
    receipt: 'a.b.c',
    referenceSealed: null,
    trailSalt,
  });
  await db.liveness.forget(session.applicationId, 'statements');
  const forgotten = await db.liveness.find(session.applicationId, session.id);
  expect(forgotten).toMatchObject({
    needs: { isLongerTime: false, without: [] },
    receipt: null,
    referenceSealed: null,
    trailSalt: null,
  });
  expect(forgotten?.statementSealed).toHaveLength(0);
});
