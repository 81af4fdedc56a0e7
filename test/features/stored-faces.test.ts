// Whose faces are stored is counted by people, once an hour; the warning comes at four fifths, once.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faceLevelOf, filingThreshold } from '../../server/domain/stored-faces.ts';
import { readStoredFaces } from '../../server/contract/retention.ts';
import { watchFaces } from '../../server/features/privacy/watch-faces.ts';
import { ann, bea } from '../support/desk.ts';
import { expectRefused } from '../support/expect-problem.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';
import {
  answerConsents,
  evidenceRow,
  newSha256,
  openDraft,
  sessionRow,
} from '../adapters/database/stores/stories.ts';

let portcullis: TestPortcullis;
beforeAll(async () => (portcullis = await startPortcullis()));
afterAll(() => portcullis.close());

test('the level follows the number of people', () => {
  const levels = [0, 79_999, 80_000, 99_999, 100_000].map(faceLevelOf);
  expect(levels).toEqual(['below', 'below', 'near', 'near', 'reached']);
  expect(filingThreshold).toBe(100_000);
});

test('one person with two applications is one; a template counts, a card alone does not, and nothing that is erased', async () => {
  const { database } = portcullis;
  const keys = { citizenKey: newSha256(), lastFourKey: newSha256(), businessKey: null };
  const open = async (withFace: boolean) => {
    const id = await openDraft(database, { declarationSealed: new Uint8Array([1]) });
    await answerConsents(database, id, 'granted');
    const piece = evidenceRow(id, { kind: withFace ? 'best-frame' : 'id-front' });
    await database.evidence.add(piece);
    return { id, piece };
  };
  const before = await database.storedFaces.count();
  for (const { id } of [await open(true), await open(true)]) await database.subjectKeys.put(id, keys);
  await open(false);
  const template = await open(false);
  await database.liveness.open(sessionRow(template.id, { referenceSealed: new Uint8Array([1]) }));
  const erased = await open(true);
  await database.evidence.markErased([erased.piece.id], new Date());
  const after = await database.storedFaces.count();
  expect(after.people - before.people).toBe(2);
  expect(after.applications - before.applications).toBe(3);
});

test('is counted once an hour, and warned of once', async () => {
  const { database, clock } = portcullis;
  const people = 85_000;
  const stored = {
    ...database,
    storedFaces: { ...database.storedFaces, count: async () => ({ people, applications: people }) },
  };
  clock.putForward(2 * 3_600_000);
  expect(await watchFaces({ database: stored, clock })).toEqual({ level: 'near', people });
  expect(await watchFaces({ database: stored, clock })).toBeNull();
  clock.putForward(2 * 3_600_000 + 3_700_000);
  expect(await watchFaces({ database: stored, clock })).toBeNull();
  const lead = await portcullis.reviewer(bea);
  expect(await lead.call(readStoredFaces)).toMatchObject({ people, level: 'near', threshold: 100_000 });
  await expectRefused((await portcullis.reviewer(ann)).call(readStoredFaces), 'role-not-enough');
});

test('is said in the log', async () => {
  portcullis.clock.putForward(48 * 3_600_000);
  await portcullis.tend(); // few are stored: the level goes back
  expect(portcullis.log()).toContain('stored-faces.below');
});
