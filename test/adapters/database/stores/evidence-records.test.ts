// Pieces of evidence: consented to, in force or superseded, never another applicant's.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConsentItem } from '../../../../server/domain/consent.ts';
import { evidenceKinds, type EvidenceKind } from '../../../../server/domain/evidence.ts';
import { answerConsents, evidenceRow, later, newSha256, openDraft, openTestStores } from './stories.ts';
import type { TestStores } from './stories.ts';

let stores: TestStores;
beforeAll(async () => (stores = await openTestStores()));
afterAll(() => stores.close());

async function openConsented() {
  const id = await openDraft(stores.db);
  await answerConsents(stores.db, id, 'granted');
  return id;
}

test('gives a piece back as it was added', async () => {
  const { db } = stores;
  const id = await openConsented();
  const frame = evidenceRow(id, {
    kind: 'liveness-frame',
    findings: ['photo-blurred'],
    measurements: [{ name: 'sharpness', value: 0.25, unit: '', limit: 0.5, better: 'higher' }],
    capture: { sessionId: 'l_x', stepIndex: 2, capturedAtMs: 1234.5 },
  });
  await db.evidence.add(frame);
  expect(await db.evidence.find(id, frame.id)).toEqual(frame);
  expect(await db.evidence.current(id)).toEqual([frame]);
});

test("does not find another applicant's piece", async () => {
  const { db } = stores;
  const [owner, stranger] = [await openConsented(), await openConsented()];
  const photo = evidenceRow(owner);
  await db.evidence.add(photo);
  expect(await db.evidence.find(stranger, photo.id)).toBeNull();
});

test('a superseded piece is out of force, and still found', async () => {
  const { db } = stores;
  const id = await openConsented();
  const [blurred, back, sharp] = [
    evidenceRow(id),
    evidenceRow(id, { kind: 'id-back', addedAt: later(1) }),
    evidenceRow(id, { addedAt: later(2) }),
  ];
  await db.evidence.add(blurred);
  await db.evidence.add(back);
  await expect(db.evidence.add(sharp)).rejects.toThrow(/evidence_one_current_photo/);
  await db.evidence.supersede(id, []);
  await db.evidence.supersede(id, ['id-front']);
  await db.evidence.add(sharp);
  expect(await db.evidence.current(id)).toEqual([back, sharp]);
  expect(await db.evidence.find(id, blurred.id)).toEqual(blurred);
});

test('counts photos since a moment, superseded ones too, and no captured frames', async () => {
  const { db } = stores;
  const id = await openConsented();
  await db.evidence.add(evidenceRow(id, { addedAt: later(-60) }));
  await db.evidence.supersede(id, ['id-front']);
  await db.evidence.add(evidenceRow(id, { addedAt: later(0) }));
  await db.evidence.add(evidenceRow(id, { kind: 'id-back', addedAt: later(1) }));
  await db.evidence.add(evidenceRow(id, { kind: 'liveness-frame', addedAt: later(1) }));
  expect(await db.evidence.countSince(id, later(0))).toBe(2);
  expect(await db.evidence.countSince(id, later(-60))).toBe(3);
});

const consentFor: Record<EvidenceKind, ConsentItem> = {
  'id-front': 'id-document',
  'id-back': 'id-document',
  'business-licence': 'id-document',
  'liveness-frame': 'face',
  'best-frame': 'face',
  'record-portrait': 'government-query',
};

test.each(evidenceKinds)('refuses %s without its own consent', async (kind) => {
  const { db } = stores;
  const wanted = consentFor[kind];
  const id = await openDraft(db);
  const others = (['id-document', 'face', 'government-query', 'retention'] as const).filter(
    (item) => item !== wanted,
  );
  await answerConsents(db, id, 'granted', others);
  await expect(db.evidence.add(evidenceRow(id, { kind }))).rejects.toThrow(`no consent to ${wanted}`);
  await answerConsents(db, id, 'granted', [wanted]);
  await db.evidence.add(evidenceRow(id, { kind }));
  await answerConsents(db, id, 'refused', [wanted]);
  await db.evidence.supersede(id, [kind]);
  await expect(db.evidence.add(evidenceRow(id, { kind }))).rejects.toThrow(`no consent to ${wanted}`);
});

test('refuses to turn a consented piece into one that was not consented to', async () => {
  const { db } = stores;
  const [id, stranger] = [await openDraft(db), await openDraft(db)];
  await answerConsents(db, id, 'granted', ['id-document']);
  const photo = evidenceRow(id);
  await db.evidence.add(photo);
  const change = (assignment: string, value: string) =>
    db.execute(`update evidence set ${assignment} = $1 where id = $2`, [value, photo.id]);
  await expect(change('kind', 'best-frame')).rejects.toThrow('no consent to face');
  await expect(change('application_id', stranger)).rejects.toThrow('no consent to id-document');
  await answerConsents(db, id, 'refused', ['id-document']);
  await expect(change('sha256', newSha256())).rejects.toThrow('no consent to id-document');
});
