// What is due, locked and held, as the database sees it: the same as the domain says, and a hold keeps everything.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  applicationPaths,
  applicationStates,
  type ApplicationId,
} from '../../../../server/domain/application.ts';
import { consentItems } from '../../../../server/domain/consent.ts';
import { erasureOf, evidenceClasses, kindsOf, type ErasureFacts } from '../../../../server/domain/erasure.ts';
import { jurisdictions } from '../../../../server/domain/retention.ts';
import {
  answerConsents,
  evidenceRow,
  later,
  morning,
  newId,
  openDraft,
  openTestStores,
  sessionRow,
  type TestStores,
} from './stories.ts';

let stores: TestStores;
let lawless: TestStores; // what the gate allows does not matter here, only what is kept
beforeAll(async () => {
  stores = await openTestStores();
  lawless = await openTestStores();
  for (const table of ['applications', 'evidence', 'liveness_sessions'])
    await lawless.db.execute(`alter table ${table} disable trigger user`, []);
});
afterAll(async () => {
  await stores.close();
  await lawless.close();
});

const dayMs = 24 * 3_600_000;
const span = fc.integer({ min: 0, max: 1500 });
const anyFacts: fc.Arbitrary<ErasureFacts> = fc
  .record({
    state: fc.constantFrom(...applicationStates),
    path: fc.constantFrom(...applicationPaths),
    jurisdiction: fc.constantFrom(...jurisdictions),
    withdrawnItems: fc.subarray([...consentItems]),
    round: fc.integer({ min: 0, max: 1 }),
    decided: fc.option(span),
    left: fc.option(span),
  })
  .map(({ decided, left, ...rest }) => ({
    ...rest,
    decidedAt: decided === null ? null : new Date(morning.getTime() - decided * dayMs),
    leftAt: left === null ? null : new Date(morning.getTime() - left * dayMs),
  }));

async function keep(facts: ErasureFacts): Promise<ApplicationId> {
  const { db } = lawless;
  const { decidedAt, jurisdiction, path } = facts;
  const id = await openDraft(db, { path, jurisdiction, decidedAt });
  await answerConsents(db, id, 'granted');
  for (const kind of ['best-frame', 'record-portrait', 'id-front'] as const)
    await db.execute(
      `insert into evidence (id, application_id, kind, sha256, bytes, address, media_type, added_at, consent_id)
       select $1, $2, $3, $4, 1, $1, 'image/jpeg', $5, max(id) from consents where application_id = $2`,
      [newId('e'), id, kind, '0'.repeat(64), morning],
    );
  await db.execute(
    `update applications set state = $2, round = $3, submitted_at = now(), left_at = $4, withdrawn_items = $5
     where id = $1`,
    [id, facts.state, Math.max(facts.round, needsRound(facts) ? 1 : 0), facts.leftAt, facts.withdrawnItems],
  );
  return id;
}

const needsRound = ({ state }: ErasureFacts): boolean => !['draft', 'withdrawn', 'expired'].includes(state);

test('is due exactly where the domain says so, piece by piece', async () => {
  let [due, kept] = [0, 0];
  await fc.assert(
    fc.asyncProperty(anyFacts, async (drawn) => {
      const facts = needsRound(drawn) ? { ...drawn, round: 1 } : drawn;
      const id = await keep(facts);
      const expected = evidenceClasses.filter((one) => {
        const end = erasureOf(one, facts);
        return end !== null && end.at <= morning;
      });
      const found = (await lawless.db.evidence.dueOf(id, morning)).map(({ kind }) => kind);
      expect(evidenceClasses.filter((one) => found.some((kind) => kindsOf[one].includes(kind)))).toEqual(
        expected,
      );
      const listed = await lawless.db.retention.dueApplications(morning, 1_000);
      expect(listed.includes(id)).toBe(expected.length > 0);
      if (expected.length > 0) due += 1;
      else kept += 1;
    }),
    { numRuns: 60, seed: 7 },
  );
  expect(Math.min(due, kept)).toBeGreaterThan(5);
});

describe('a legal hold', () => {
  const hold = (applicationId: ApplicationId) => ({
    id: newId('h'),
    applicationId,
    reason: 'an inspection',
    setBy: null,
    setAt: morning,
  });

  test('keeps pieces, features and declaration, whoever wants to erase them', async () => {
    const { db } = stores;
    const id = await openDraft(db, { declarationSealed: new Uint8Array([1]) });
    await answerConsents(db, id, 'granted');
    const piece = evidenceRow(id);
    await db.evidence.add(piece);
    await db.liveness.open(sessionRow(id, { referenceSealed: new Uint8Array([2]) }));
    await db.retention.setHold(hold(id));
    const attempts = [
      () => db.evidence.markErased([piece.id], later(1)),
      () => db.liveness.forget(id, 'templates'),
      () => db.applications.save(id, { declarationSealed: null }),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow('under legal hold');
    await db.retention.liftHold(id, { reason: 'it is over', by: null, at: later(2) });
    for (const attempt of attempts) await attempt();
  });

  test('is set once at a time, and stays as it was set', async () => {
    const { db } = stores;
    const id = await openDraft(db);
    const first = hold(id);
    await db.retention.setHold(first);
    await expect(db.retention.setHold(hold(id))).rejects.toThrow(/unique|duplicate/);
    expect(await db.retention.isHeld(id)).toBe(true);
    const named = { ...first, setByName: null };
    expect(await db.retention.holds(100)).toContainEqual(named);
    expect(await db.retention.holdOf(id)).toEqual(named);
    for (const change of ["reason = 'x'", 'set_at = now()', "id = 'h_' || repeat('z', 22)"])
      await expect(
        db.execute(`update legal_holds set ${change} where application_id = $1`, [id]),
      ).rejects.toThrow('stays as it was set');
    await expect(db.execute('delete from legal_holds', [])).rejects.toThrow('stays as it was set');
    expect(await db.retention.liftHold(id, { reason: 'over', by: 'r_bo', at: later(1) })).toEqual(first);
    expect(await db.retention.liftHold(id, { reason: 'over', by: 'r_bo', at: later(2) })).toBeNull();
    expect(await db.retention.isHeld(id)).toBe(false);
    expect(await db.retention.holdOf(id)).toBeNull();
    expect((await db.retention.holds(100)).map(({ applicationId }) => applicationId)).not.toContain(id);
  });
});

describe('what is locked', () => {
  test('is seen by nobody, found by nobody, and stays so', async () => {
    const { db } = stores;
    const id = await openDraft(db, { declarationSealed: new Uint8Array([1]) });
    await answerConsents(db, id, 'granted');
    const [photo, frame] = [evidenceRow(id), evidenceRow(id, { kind: 'best-frame' })];
    await db.evidence.add(photo);
    await db.evidence.add(frame);
    const keys = { citizenKey: 'a'.repeat(64), lastFourKey: 'b'.repeat(64), businessKey: null };
    await db.subjectKeys.put(id, keys);
    const kindsSeen = async () => (await db.evidence.current(id)).map(({ kind }) => kind).sort();
    await db.applications.save(id, { faceLockedAt: later(1) });
    expect(await kindsSeen()).toEqual(['id-front']);
    expect(await db.evidence.find(id, frame.id)).toBeNull();
    expect((await db.applications.find(id))?.declarationSealed).not.toBeNull();
    await db.applications.save(id, { identityLockedAt: later(2) });
    expect(await kindsSeen()).toEqual([]);
    expect((await db.applications.find(id))?.declarationSealed).toBeNull();
    expect(await db.applications.sealedDeclaration(id)).toEqual(Buffer.from([1]));
    expect(await db.subjectKeys.find(id)).toBeNull();
    expect((await db.evidence.kept(id)).map(({ kind }) => kind).sort()).toEqual(['best-frame', 'id-front']);
    await expect(db.applications.save(id, { identityLockedAt: null })).rejects.toThrow('stays so');
    await expect(db.applications.save(id, { faceLockedAt: later(9) })).rejects.toThrow('stays so');
  });
});

test('a seller leaves once', async () => {
  const { db } = stores;
  const id = await openDraft(db);
  await db.execute(
    `insert into api_keys (id, name, secret_sha256, scopes, created_at)
     values ('k_' || repeat('a', 22), 'shop', repeat('0', 64), '["exit"]', now())`,
    [],
  );
  const exit = { applicationId: id, leftAt: later(1), keyId: `k_${'a'.repeat(22)}`, toldAt: later(2) };
  expect(await db.retention.tellExit(exit)).toBe(true);
  expect(await db.retention.tellExit({ ...exit, leftAt: later(5) })).toBe(false);
  expect((await db.applications.find(id))?.leftAt).toEqual(later(1));
  await expect(db.execute('delete from seller_exits', [])).rejects.toThrow('append-only');
});
