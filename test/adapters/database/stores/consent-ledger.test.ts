// The ledger of consents as the database holds it: what was taken names the entry that allows it, whoever writes.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApplicationId } from '../../../../server/domain/application.ts';
import type { ConsentItem } from '../../../../server/domain/consent.ts';
import type { EvidenceKind } from '../../../../server/domain/evidence.ts';
import {
  answerConsents,
  evidenceRow,
  morning,
  openDraft,
  openTestStores,
  sessionRow,
  type TestStores,
} from './stories.ts';

let stores: TestStores;
beforeAll(async () => (stores = await openTestStores()));
afterAll(() => stores.close());

async function openGranted(items?: readonly ConsentItem[]): Promise<ApplicationId> {
  const id = await openDraft(stores.db);
  await answerConsents(stores.db, id, 'granted', items);
  return id;
}

const entryOf = async (id: ApplicationId, item: ConsentItem): Promise<number | undefined> =>
  (await stores.db.consents.ledger(id)).findLast((entry) => entry.item === item)?.id;

/** Answers the entry that had granted it. */
async function takeBack(id: ApplicationId, item: ConsentItem): Promise<number> {
  const granted = (await stores.db.consents.ledger(id)).findLast((entry) => entry.item === item);
  if (granted === undefined) throw new Error('nothing was answered');
  const { id: entry, ...row } = granted;
  await stores.db.consents.record([{ ...row, answer: 'withdrawn', channel: 'status-page' }]);
  return entry;
}

const named = async (table: string, id: ApplicationId): Promise<unknown> =>
  (
    await stores.db.execute(`select consent_id::int as entry from ${table} where application_id = $1`, [id])
  ).rows.map((row) => (row as { entry: number }).entry);

const query = (applicationId: ApplicationId, showsFace = false) =>
  ({ applicationId, round: 1, source: 'government-record', showsFace, at: morning }) as const;

describe('names the entry that allows', () => {
  test.each([
    ['id-front', 'id-document'],
    ['business-licence', 'id-document'],
    ['best-frame', 'face'],
    ['record-portrait', 'government-query'],
  ] as const satisfies readonly (readonly [EvidenceKind, ConsentItem])[])(
    'a piece of kind %s: the newest about %s',
    async (kind, item) => {
      const id = await openGranted();
      await answerConsents(stores.db, id, 'granted');
      await stores.db.evidence.add(evidenceRow(id, { kind }));
      expect(await named('evidence', id)).toEqual([await entryOf(id, item)]);
    },
  );

  test('a capture, and a query with the face that it shows', async () => {
    const id = await openGranted();
    await stores.db.liveness.open(sessionRow(id));
    expect(await named('liveness_sessions', id)).toEqual([await entryOf(id, 'face')]);
    await stores.db.queries.note(query(id, true));
    await stores.db.queries.note(query(id));
    const consentId = await entryOf(id, 'government-query');
    expect(await stores.db.queries.of(id)).toMatchObject([
      { consentId, faceConsentId: await entryOf(id, 'face') },
      { consentId, faceConsentId: null },
    ]);
  });
});

describe('refuses', () => {
  const takings = {
    'a photo': ['id-document', (id) => stores.db.evidence.add(evidenceRow(id))],
    'a frame': ['face', (id) => stores.db.evidence.add(evidenceRow(id, { kind: 'liveness-frame' }))],
    'a capture': ['face', (id) => stores.db.liveness.open(sessionRow(id))],
    'a query': ['government-query', (id) => stores.db.queries.note(query(id))],
    'a query with a face': ['face', (id) => stores.db.queries.note(query(id, true))],
    'a portrait of the record': [
      'government-query',
      (id) => stores.db.evidence.add(evidenceRow(id, { kind: 'record-portrait' })),
    ],
  } as const satisfies Record<string, readonly [ConsentItem, (id: ApplicationId) => Promise<void>]>;

  test.each(Object.entries(takings))(
    '%s where its consent was refused or taken back',
    async (_what, taking) => {
      const [item, take] = taking;
      const refused = await openGranted();
      await answerConsents(stores.db, refused, 'refused', [item]);
      await expect(take(refused)).rejects.toThrow(`no consent to ${item}`);
      const takenBack = await openGranted();
      await take(takenBack);
      await takeBack(takenBack, item);
      await expect(take(takenBack)).rejects.toThrow(`no consent to ${item}`);
      const never = await openDraft(stores.db);
      await expect(take(never)).rejects.toThrow('no consent to');
    },
  );

  test('to name an entry of somebody else, of another item, or of before', async () => {
    const [id, other] = [await openGranted(), await openGranted()];
    const before = await entryOf(id, 'face');
    await answerConsents(stores.db, id, 'granted', ['face']);
    for (const entry of [before, await entryOf(other, 'face'), await entryOf(id, 'retention')])
      await expect(
        stores.db.execute(
          `insert into evidence (id, application_id, kind, sha256, bytes, address, media_type, added_at, consent_id)
           values ('e_' || repeat('z', 22), $1, 'best-frame', repeat('0', 64), 1, 'x', 'image/jpeg', now(), $2)`,
          [id, entry],
        ),
      ).rejects.toThrow('does not allow this');
  });

  test('to put what was taken under another entry afterwards', async () => {
    const id = await openGranted();
    await stores.db.evidence.add(evidenceRow(id));
    await stores.db.liveness.open(sessionRow(id));
    const wrong = await entryOf(id, 'retention');
    for (const table of ['evidence', 'liveness_sessions'])
      await expect(
        stores.db.execute(`update ${table} set consent_id = $2 where application_id = $1`, [id, wrong]),
      ).rejects.toThrow(/does not allow|stays under/);
  });

  test('to take back what was not granted', async () => {
    const id = await openGranted();
    await answerConsents(stores.db, id, 'refused', ['face']);
    await expect(takeBack(id, 'face')).rejects.toThrow('was not granted');
    await takeBack(id, 'retention');
    await expect(takeBack(id, 'retention')).rejects.toThrow('was not granted');
  });
});

test('what was taken back stands beside the application until it is granted anew', async () => {
  const id = await openGranted();
  const items = async (): Promise<unknown> =>
    (await stores.db.execute('select withdrawn_items from applications where id = $1', [id])).rows;
  await takeBack(id, 'face');
  await takeBack(id, 'government-query');
  expect(await items()).toEqual([{ withdrawn_items: ['face', 'government-query'] }]);
  await answerConsents(stores.db, id, 'granted', ['face']);
  expect(await items()).toEqual([{ withdrawn_items: ['government-query'] }]);
});
