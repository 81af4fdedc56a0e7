// The database's own hold rule: it admits and refuses nobody that the reviewers did not, whatever code asks.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ApplicationId } from '../../../../server/domain/application.ts';
import { checkReasons, type CheckReason } from '../../../../server/domain/reason-code.ts';
import { decisions, type Decision, type Review } from '../../../../server/domain/review-case.ts';
import { drawOf } from '../../../../server/domain/roll-out.ts';
import { admit } from '../../../../server/gate/gate.ts';
import { hold } from '../../../../server/gate/mode.ts';
import { checkReasonMeaning } from '../../../../server/gate/reasons.ts';
import {
  decide,
  draftRow,
  goLive,
  idDrawn,
  later,
  morning,
  newApplicationId,
  openDraft,
  openInChecking,
  openInReview,
  openTestStores,
  seal,
  testMachine,
} from './stories.ts';
import type { TestStores } from './stories.ts';

let stores: TestStores;
beforeAll(async () => (stores = await openTestStores()));
afterAll(() => stores.close());
beforeEach(async () => {
  await stores.db.execute("update gate_mode set mode = 'hold'", []);
});

const holds = /the gate holds/;
const admitOne = (id: ApplicationId) =>
  stores.db.applications.save(id, { state: 'admitted', decidedAt: later(60) });
/** As the program does it: written down first, in the same transaction. */
const admitByMachine = (id: ApplicationId, confirmation: number, round = 1) =>
  stores.db.transaction(async (tx) => {
    const at = later(60);
    await tx.automaticAdmissions.add({ applicationId: id, round, confirmation, isSampled: true, at });
    await tx.applications.save(id, { state: 'admitted', decidedAt: at });
  });
const refuseOne = (id: ApplicationId) => stores.db.applications.save(id, { state: 'refused' });

describe('while the gate holds', () => {
  test('refuses to admit what nobody decided, even with a recommendation to admit', async () => {
    const id = await openInReview(stores.db);
    await expect(admitOne(id)).rejects.toThrow(holds);
    expect((await stores.db.applications.find(id))?.state).toBe('in_review');
  });

  test('refuses it while checking, too', async () => {
    const id = await openDraft(stores.db, { state: 'checking', round: 1, submittedAt: morning });
    await seal(stores.db, id, 1, []);
    await expect(admitOne(id)).rejects.toThrow(holds);
  });

  test.each(['admitted', 'refused'] as const)(
    'refuses an application that is %s from the start',
    async (state) => {
      const row = draftRow({ state, round: 1, submittedAt: morning });
      await expect(stores.db.applications.open(row)).rejects.toThrow(holds);
    },
  );

  test('refuses it by a statement of somebody else', async () => {
    const id = await openInReview(stores.db);
    const statement = "update applications set state = 'admitted' where id = $1";
    await expect(stores.db.execute(statement, [id])).rejects.toThrow(holds);
    await expect(
      stores.db.transaction(async (tx) => {
        await tx.execute(statement, [id]);
      }),
    ).rejects.toThrow(holds);
  });

  test('admits what a reviewer approved', async () => {
    const id = await openInReview(stores.db);
    await decide(stores.db, id, 'r_ann', 'approve');
    await admitOne(id);
    expect((await stores.db.applications.find(id))?.state).toBe('admitted');
    await stores.db.applications.save(id, { decidedAt: later(61) });
  });

  test('refuses to admit by a decision of an earlier round', async () => {
    const { db } = stores;
    const id = await openInReview(db);
    await decide(db, id, 'r_ann', 'approve');
    await db.applications.save(id, { round: 2 });
    await seal(db, id, 2, []);
    await expect(admitOne(id)).rejects.toThrow(holds);
    await expect(
      db.execute("update applications set state = 'admitted', round = 3 where id = $1", [id]),
    ).rejects.toThrow(holds);
  });

  test('refuses to move an admitted application to a round that nobody decided', async () => {
    const id = await openInReview(stores.db);
    await decide(stores.db, id, 'r_ann', 'approve');
    await admitOne(id);
    await expect(stores.db.applications.save(id, { round: 2 })).rejects.toThrow(/cannot be admitted after/);
  });

  test('refuses to admit by a decision on another application', async () => {
    const [id, other] = [await openInReview(stores.db), await openInReview(stores.db)];
    await decide(stores.db, other, 'r_ann', 'approve');
    await expect(admitOne(id)).rejects.toThrow(holds);
  });

  test('refuses to admit what was never checked', async () => {
    const id = await openDraft(stores.db, { state: 'in_review', round: 1, submittedAt: morning });
    await decide(stores.db, id, 'r_ann', 'approve');
    await expect(admitOne(id)).rejects.toThrow('was never checked');
  });

  test.each(['withdrawn', 'expired', 'awaiting_resubmission', 'draft'] as const)(
    'refuses to admit or refuse what is %s, in spite of an approval',
    async (state) => {
      const id = await openInReview(stores.db);
      await decide(stores.db, id, 'r_ann', 'approve');
      await stores.db.applications.save(id, { state });
      await expect(admitOne(id)).rejects.toThrow('cannot be admitted');
      await expect(refuseOne(id)).rejects.toThrow('cannot be refused');
    },
  );
});

describe('live', () => {
  test('admits without a person what is recommended to be admitted', async () => {
    const confirmation = await goLive(stores.db);
    const id = await openInChecking(stores.db);
    await admitByMachine(id, confirmation);
    expect((await stores.db.applications.find(id))?.state).toBe('admitted');
  });

  test('refuses what nobody wrote down as admitted without a person', async () => {
    await goLive(stores.db);
    await expect(admitOne(await openInChecking(stores.db))).rejects.toThrow(holds);
  });

  test('refuses it under a confirmation that is no longer the one in force', async () => {
    const earlier = await goLive(stores.db);
    await goLive(stores.db);
    await expect(admitByMachine(await openInChecking(stores.db), earlier)).rejects.toThrow(holds);
  });

  test('refuses to admit what waits for a person already', async () => {
    const confirmation = await goLive(stores.db);
    const id = await openInReview(stores.db, { id: idDrawn((draw) => draw < 0.5) });
    await expect(admitByMachine(id, confirmation)).rejects.toThrow(holds);
  });

  test('refuses whoever the share does not take in', async () => {
    const confirmation = await goLive(stores.db);
    for (const isWithin of [false, true, false, true]) {
      const id = await openInChecking(stores.db, { id: idDrawn((draw) => draw < 0.5 === isWithin) });
      if (isWithin) await admitByMachine(id, confirmation);
      else await expect(admitByMachine(id, confirmation)).rejects.toThrow(holds);
    }
  });

  test.each([
    ['another policy', { ...testMachine, policyVersion: 'newer' }],
    ['another engine', { ...testMachine, judgedBy: { ...testMachine.judgedBy, engine: 'test engine 2' } }],
    ['another record', { ...testMachine, judgedBy: { ...testMachine.judgedBy, record: null } }],
  ])('refuses a recommendation made with %s than the evidence is about', async (_, machine) => {
    const confirmation = await goLive(stores.db, { machine });
    await expect(admitByMachine(await openInChecking(stores.db), confirmation)).rejects.toThrow(holds);
  });

  test('refuses a recommendation made with nobody knows what', async () => {
    const confirmation = await goLive(stores.db);
    const id = idDrawn((draw) => draw < 0.5);
    await openDraft(stores.db, { id, state: 'checking', round: 1, submittedAt: morning });
    await stores.db.execute(
      `insert into recommendations (application_id, round, outcome, reasons, policy_version, facts, seal_sha256, at)
      values ($1, 1, 'admit', '[]', 'test', '{}', repeat('0', 64), now())`,
      [id],
    );
    await expect(admitByMachine(id, confirmation)).rejects.toThrow(holds);
  });

  test('refuses the path without a face', async () => {
    const confirmation = await goLive(stores.db);
    const id = await openInChecking(stores.db);
    await stores.db.applications.save(id, { path: 'face-free' });
    await expect(admitByMachine(id, confirmation)).rejects.toThrow(holds);
  });

  test('refuses an application that is admitted from the start', async () => {
    await goLive(stores.db);
    const row = draftRow({ state: 'admitted', round: 1, submittedAt: morning });
    await expect(stores.db.applications.open(row)).rejects.toThrow(holds);
  });

  test('draws as the program does', async () => {
    const ids = Array.from({ length: 500 }, () => newApplicationId());
    const { rows } = await stores.db.execute('select draw_of(id) as draw from unnest($1::text[]) as id', [
      ids,
    ]);
    expect(rows).toEqual(ids.map((id) => ({ draw: drawOf(id) })));
  });

  test.each(['review', 'refuse', 'resubmit'] as const)(
    'refuses to admit on a recommendation to %s',
    async (outcome) => {
      const confirmation = await goLive(stores.db);
      const id = idDrawn((draw) => draw < 0.5);
      await openDraft(stores.db, { id, state: 'checking', round: 1, submittedAt: morning });
      await stores.db.verification.seal({
        applicationId: id,
        round: 1,
        outcome,
        reasons: ['photo-missing'],
        ...testMachine,
        facts: {},
        sealed: null,
        sealSha256: '0'.repeat(64),
        at: morning,
      });
      await expect(admitByMachine(id, confirmation)).rejects.toThrow(holds);
      await expect(refuseOne(id)).rejects.toThrow(holds);
    },
  );

  test('refuses to admit on the recommendation of an earlier round', async () => {
    const confirmation = await goLive(stores.db);
    const id = await openInChecking(stores.db);
    await stores.db.applications.save(id, { round: 2 });
    await expect(admitByMachine(id, confirmation)).rejects.toThrow('was never checked');
  });

  test.each(decisions)('a first decision to %s takes the case away from the automation', async (decision) => {
    await goLive(stores.db, { share: 0.9 });
    const id = await openInReview(stores.db);
    await decide(stores.db, id, 'r_ann', decision);
    if (decision === 'approve') await admitOne(id);
    else await expect(admitOne(id)).rejects.toThrow(holds);
  });

  test('is hold again at once when somebody says hold', async () => {
    const confirmation = await goLive(stores.db);
    const id = await openInChecking(stores.db);
    await stores.db.gateModes.add({ kind: 'held', by: 'r_ann', note: '', at: new Date() });
    await expect(admitByMachine(id, confirmation)).rejects.toThrow(holds);
  });

  test('is hold when the mode is missing', async () => {
    const own = await openTestStores();
    await own.db.execute('delete from gate_mode', []);
    expect(await own.db.gateModes.current()).toBeNull();
    const id = await openInReview(own.db);
    await expect(own.db.applications.save(id, { state: 'admitted' })).rejects.toThrow(holds);
    await own.close();
  });
});

describe('the same rule as the gate', () => {
  test('grave reasons and the approvals they take are those of the gate', async () => {
    const { rows } = await stores.db.execute(
      'select reason, approvals from grave_reasons order by reason',
      [],
    );
    const approvals = { one: 1, two: 2, never: 0 };
    const grave = checkReasons
      .map((reason) => ({ reason, approvals: approvals[checkReasonMeaning[reason].overruledBy] }))
      .filter((row) => row.approvals !== 1)
      .sort((a, b) => (a.reason < b.reason ? -1 : 1));
    expect(rows).toEqual(grave);
  });

  test.each(checkReasons)('with %s, it takes as many approvals as the gate says', async (reason) => {
    const { db } = stores;
    const id = await openInReview(db, { reasons: ['photo-quality-poor', reason] });
    const { overruledBy } = checkReasonMeaning[reason];
    await expect(admitOne(id)).rejects.toThrow(holds);
    await decide(db, id, 'r_ann', 'approve');
    if (overruledBy === 'one') return admitOne(id);
    await expect(admitOne(id)).rejects.toThrow(holds);
    await decide(db, id, 'r_bo', 'approve');
    if (overruledBy === 'two') return admitOne(id);
    await decide(db, id, 'r_cy', 'approve');
    await expect(admitOne(id)).rejects.toThrow(holds);
  });

  const findings: readonly (readonly CheckReason[])[] = [
    [],
    ['record-mismatch'],
    ['under-age', 'record-mismatch'],
  ];
  const ways: readonly (Decision | 'refuse-fraud' | null)[] = [null, ...decisions, 'refuse-fraud'];
  const reviewSets = ways.flatMap((ann) => ways.flatMap((bo) => ways.map((cy) => [ann, bo, cy] as const)));

  test.each(findings.map((reasons) => ({ reasons })))(
    'decides every set of three reviews as the gate does, with findings $reasons',
    async ({ reasons }) => {
      const { db } = stores;
      for (const set of reviewSets) {
        const id = await openInReview(db, { reasons });
        const reviews: Review[] = [];
        for (const [index, way] of set.entries()) {
          if (way === null) continue;
          const reviewerId = ['r_ann', 'r_bo', 'r_cy'][index] ?? '';
          const decision = way === 'refuse-fraud' ? 'refuse' : way;
          const given =
            way === 'refuse-fraud' ? (['fraud-suspected'] as const) : (['wrong-document'] as const);
          await decide(db, id, reviewerId, decision, { reasons: given });
          reviews.push({ reviewerId, decision, reasons: given, items: [] });
        }
        const recommendation = {
          outcome: reasons.length === 0 ? 'admit' : 'review',
          reasons,
          ...testMachine,
        } as const;
        const { outcome } = admit(recommendation, reviews, hold, 0);
        const tries = await Promise.allSettled([admitInVain(id), refuseInVain(id)]);
        expect({ set, possible: tries.map(({ status }) => status === 'fulfilled') }).toEqual({
          set,
          possible: [outcome === 'admit', outcome === 'refuse'],
        });
      }
    },
  );
});

/** Tries what the database allows, and undoes it. */
async function tryState(id: ApplicationId, state: 'admitted' | 'refused'): Promise<void> {
  const undo = new Error('undo');
  await stores.db
    .transaction(async (tx) => {
      await tx.applications.save(id, { state });
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
}
const admitInVain = (id: ApplicationId) => tryState(id, 'admitted');
const refuseInVain = (id: ApplicationId) => tryState(id, 'refused');

describe('refusing', () => {
  test('takes a decision to refuse', async () => {
    const id = await openInReview(stores.db);
    await expect(refuseOne(id)).rejects.toThrow(holds);
    await decide(stores.db, id, 'r_ann', 'refuse');
    await refuseOne(id);
  });

  test('for suspected fraud takes two people', async () => {
    const id = await openInReview(stores.db);
    await decide(stores.db, id, 'r_ann', 'refuse', { reasons: ['details-disagree', 'fraud-suspected'] });
    await expect(refuseOne(id)).rejects.toThrow(holds);
    await decide(stores.db, id, 'r_bo', 'refuse');
    await refuseOne(id);
  });

  test('by an appeal, a refused application may go back to a person', async () => {
    const id = await openInReview(stores.db);
    await decide(stores.db, id, 'r_ann', 'refuse');
    await refuseOne(id);
    await expect(admitOne(id)).rejects.toThrow('cannot be admitted');
    await stores.db.applications.save(id, { state: 'in_review' });
  });
});
