// The gate, asked again by the facts and the policy of then, answers what is on record; where it does not, it is said.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApplicationId } from '../../server/domain/application.ts';
import { replayApplication, type Replayed } from '../../server/features/admission/replay-application.ts';
import { appealRefusal } from '../../server/features/application/appeal-refusal.ts';
import { policy } from '../../server/gate/policy.ts';
import { requiredByVersion } from '../../server/gate/policy-versions.ts';
import {
  goLive,
  idDrawn,
  openDraft,
  openTestStores,
  type TestStores,
} from '../adapters/database/stores/stories.ts';
import {
  admissionsIn,
  admitted,
  checked,
  machine,
  reviewed,
  tamper,
  type Admissions,
} from '../support/admissions.ts';

let stores: TestStores;
let all: Admissions;
beforeAll(async () => {
  stores = await openTestStores();
  all = await admissionsIn(stores.db);
});
afterAll(() => stores.close());

const replay = async (id: ApplicationId): Promise<readonly Replayed[]> =>
  (await replayApplication(all.db, id)) ?? [];
const short = (replayed: readonly Replayed[]): string[] =>
  replayed.map(({ round, asked, recorded, verdict }) => `${round} ${asked} ${recorded}: ${verdict}`);
const mismatch = { 'government-record': { outcome: 'failed', reason: 'record-mismatch' } } as const;

describe('answers the same', () => {
  test('for who was admitted by one person', async () => {
    expect(short(await replay(await admitted(all)))).toEqual([
      '1 recommendation admit: same',
      '1 admission review (nobody-yet): same',
      '1 admission admit (reviewers): same',
    ]);
  });

  test('for a finding that takes two people, and in between', async () => {
    const id = await checked(all, { answers: mismatch, subjectKind: 'company' });
    await reviewed(all, id, 'r_ann', 'approve');
    await reviewed(all, id, 'r_bo', 'approve');
    expect(short(await replay(id))).toEqual([
      '1 recommendation review record-mismatch: same',
      '1 admission review (nobody-yet): same',
      '1 admission review (reviewers): same',
      '1 admission admit (reviewers): same',
    ]);
  });

  test('for a refusal that was appealed against', async () => {
    const id = await checked(all);
    await reviewed(all, id, 'r_ann', 'refuse');
    await appealRefusal({ database: all.db, clock: all.clock }, id);
    await reviewed(all, id, 'r_bo', 'approve');
    expect(short(await replay(id)).slice(2)).toEqual([
      '1 admission refuse (reviewers): same',
      '2 admission admit (reviewers): same',
    ]);
  });

  test('for whom the automation admitted, and whom it left to people, also when the gate holds again', async () => {
    await goLive(all.db, { machine });
    await all.db.gateModes.watched(all.clock.now());
    const within = await checked(all, { id: idDrawn((draw) => draw < 0.5) });
    const beyond = await checked(all, { id: idDrawn((draw) => draw >= 0.5) });
    const doubtful = await checked(all, { id: idDrawn((draw) => draw < 0.5), answers: mismatch });
    await all.db.gateModes.add({ kind: 'held', by: 'r_cy', note: '', at: new Date(Date.now() + 1) });
    expect(short(await replay(within)).at(-1)).toBe('1 admission admit (automation): same');
    for (const id of [beyond, doubtful])
      expect(short(await replay(id)).at(-1)).toBe('1 admission review (nobody-yet): same');
  });

  test.each(Object.keys(requiredByVersion))('under the policy %s', async (version) => {
    const id = await checked(all, { answers: mismatch, under: { ...policy, version } });
    expect((await replay(id)).map(({ policyVersion, verdict }) => [policyVersion, verdict])).toEqual([
      [version, 'same'],
      [version, 'same'],
    ]);
  });
});

test('answers nothing for an application that nobody has, or that the gate was not asked about', async () => {
  expect(await replayApplication(all.db, `a_${'9'.repeat(22)}` as ApplicationId)).toBeNull();
  expect(await replay(await openDraft(all.db))).toEqual([]);
});

describe('says that it cannot be asked again', () => {
  test('under a policy that is not kept', async () => {
    const id = await admitted(all, { under: { ...policy, version: 'unheard-of' } });
    expect((await replay(id)).map(({ verdict, why }) => [verdict, why])).toEqual(
      Array.from({ length: 3 }, () => ['cannot', 'policy-not-known']),
    );
  });

  test('where the sealed text was not kept yet', async () => {
    const id = await admitted(all);
    await tamper(
      all.db,
      'recommendations',
      'update recommendations set sealed = null where application_id = $1',
      [id],
    );
    expect(new Set((await replay(id)).map(({ verdict, why }) => `${verdict} ${why}`))).toEqual(
      new Set(['cannot not-kept']),
    );
  });
});

describe('answers otherwise', () => {
  const easier = {
    ...policy,
    required: { ...policy.required, individual: policy.required.individual.slice(0, 1) },
  };

  test('where an easier policy passed itself off as this one', async () => {
    const id = await checked(all, { answers: mismatch, under: easier });
    expect((await replay(id))[0]).toMatchObject({
      recorded: 'admit',
      replayed: 'review record-mismatch',
      verdict: 'differs',
      why: 'answer-differs',
    });
  });

  test('where somebody wrote a decision of the gate that it never made', async () => {
    const id = await checked(all);
    const data = { round: 1, outcome: 'admit', basis: 'reviewers', mode: 'hold', state: 'admitted' } as const;
    const event = { type: 'gate.decided', applicationId: id, actor: { kind: 'system' }, data } as const;
    await all.db.audit.append({ ...event, at: all.clock.now() });
    expect((await replay(id)).at(-1)).toMatchObject({
      recorded: 'admit (reviewers)',
      replayed: 'review (nobody-yet)',
      verdict: 'differs',
    });
  });

  const changes: Record<string, readonly [why: string, table: string, statement: string]> = {
    'the recommendation beside the sealed text': [
      'answer-differs',
      'recommendations',
      `update recommendations set reasons = '["record-mismatch"]', outcome = 'review' where application_id = $1`,
    ],
    'facts beside the sealed ones': [
      'seal-broken',
      'recommendations',
      `update recommendations set facts = jsonb_set(facts, '{resubmissionsLeft}', '1') where application_id = $1`,
    ],
    'the sealed text': [
      'seal-broken',
      'recommendations',
      `update recommendations set sealed = sealed || ' ', seal_sha256 = encode(sha256(convert_to(sealed || ' ', 'UTF8')), 'hex') where application_id = $1`,
    ],
    'the recommendation gone': [
      'not-kept',
      'recommendations',
      'delete from recommendations where application_id = $1',
    ],
    'an entry of the trail': [
      'entry-altered',
      'audit_events',
      `update audit_events set at = at + interval '1 second' where application_id = $1 and type = 'recommendation.sealed'`,
    ],
  };
  test.each(Object.entries(changes))('where somebody changed %s', async (_name, [why, table, statement]) => {
    const id = await admitted(all);
    await tamper(all.db, table, statement, [id]);
    expect((await replay(id))[0]).toMatchObject({ verdict: 'differs', why });
  });
});
