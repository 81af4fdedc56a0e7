// The history of the gate's mode: live takes two people and what they both saw; hold takes nobody.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LiveTerms } from '../../../../server/domain/gate-change.ts';
import { goLiveLimits } from '../../../../server/gate/go-live-limits.ts';
import { evidenceText, goLive, openTestStores, testMachine, type TestStores } from './stories.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
  await stores.db.reviewers.put({ id: 'r_op', name: 'Op', role: 'operator' });
  await stores.db.reviewers.put({ id: 'r_di', name: 'Di', role: 'operator' });
});
afterAll(() => stores.close());
beforeEach(() => hold());

const sql = (statement: string, values: unknown[] = []) => stores.db.execute(statement, values);
const hold = () => stores.db.gateModes.add({ kind: 'held', by: 'r_ann', note: '', at: new Date() });
const modeNow = async () => (await stores.db.gateModes.current())?.mode;

const evidence = evidenceText();
const without = '{"falseAdmits":{}}';
const noTrials = { text: without, sha256: createHash('sha256').update(without).digest('hex') };
const at = new Date();
const later = (ms: number): Date => new Date(at.getTime() + ms);
const terms: LiveTerms = {
  share: 0.5,
  expiresAt: later(3_600_000),
  evidenceSha256: evidence.sha256,
  ...testMachine,
};
const propose = (change: Partial<LiveTerms & { by: string }> = {}, text = evidence.text) =>
  stores.db.gateModes.add({ kind: 'proposed', by: 'r_op', note: 'as agreed', at, ...terms, ...change }, text);
const confirm = (proposal: number, change: Partial<LiveTerms & { by: string }> = {}) =>
  stores.db.gateModes.add({ kind: 'confirmed', by: 'r_bo', proposal, at, ...terms, ...change });

describe('live', () => {
  test('begins with a proposal and somebody else’s confirmation, and says on what', async () => {
    const proposal = await propose();
    expect(await modeNow()).toBe('hold');
    const confirmation = await confirm(proposal);
    expect(await stores.db.gateModes.current()).toEqual({
      mode: 'live',
      share: 0.5,
      expiresAt: terms.expiresAt,
      ...testMachine,
      changeSeq: confirmation,
      watchedAt: null,
    });
    expect((await stores.db.gateModes.changes()).slice(-2)).toEqual([
      { kind: 'proposed', seq: proposal, by: 'r_op', note: 'as agreed', at, ...terms },
      {
        kind: 'confirmed',
        seq: confirmation,
        by: 'r_bo',
        proposal,
        at,
        share: 0.5,
        expiresAt: terms.expiresAt,
        evidenceSha256: evidence.sha256,
      },
    ]);
    expect(await stores.db.gateModes.evidence(proposal)).toBe(evidence.text);
  });

  test('goes on with other terms when two people renew it', async () => {
    await goLive(stores.db, { share: 0.1 });
    await goLive(stores.db, { share: 0.9 });
    expect((await stores.db.gateModes.current())?.share).toBe(0.9);
  });

  test.each([
    ['the same person', { by: 'r_op' }, /second person/],
    ['a reviewer who is no lead', { by: 'r_ann' }, /second person/],
    ['another share', { share: 0.6 }, /not what was proposed/],
    ['another end', { expiresAt: later(7_200_000) }, /not what was proposed/],
    ['other evidence', { evidenceSha256: '0'.repeat(64) }, /not what was proposed/],
  ])('is not confirmed by or with %s', async (_, change, why) => {
    await expect(confirm(await propose(), change)).rejects.toThrow(why);
    expect(await modeNow()).toBe('hold');
  });

  test('is not confirmed when the proposed end has passed', async () => {
    const over = { expiresAt: later(-1) };
    const proposal = await stores.db.gateModes.add(
      { kind: 'proposed', by: 'r_op', note: '', ...terms, ...over, at: later(-60_000) },
      evidence.text,
    );
    await expect(confirm(proposal, over)).rejects.toThrow(/or is over/);
  });

  test.each(['r_ann', 'r_bo'])('is not proposed by %s, who is no operator', async (by) => {
    await expect(propose({ by })).rejects.toThrow(/only an operator/);
  });

  test.each([
    ['a share beyond the limit', { share: goLiveLimits.maximumShare + 0.01 }],
    ['a share of nobody', { share: 0 }],
    ['an end before its beginning', { expiresAt: at }],
    ['an end beyond the limit', { expiresAt: later(goLiveLimits.longestLiveMs + 1) }],
    ['a hash of other evidence', { evidenceSha256: '0'.repeat(64) }],
  ])('is not proposed with %s', async (_, change) => {
    await expect(propose(change)).rejects.toThrow(/check constraint/);
  });

  test('may be proposed up to the limits of the gate', async () => {
    await propose({ share: goLiveLimits.maximumShare, expiresAt: later(goLiveLimits.longestLiveMs) });
  });

  test('is not proposed on less evidence than any bound takes, nor on none', async () => {
    for (const { text, sha256 } of [evidenceText(goLiveLimits.fewestRefusals - 1), noTrials])
      await expect(propose({ evidenceSha256: sha256 }, text)).rejects.toThrow(/fewer than 59/);
  });

  test('is confirmed by nobody once the proposal was answered, replaced or held', async () => {
    const refused = await propose();
    await stores.db.gateModes.add({ kind: 'refused', by: 'r_di', proposal: refused, note: '', at });
    await expect(confirm(refused)).rejects.toThrow(/no open proposal/);
    const replaced = await propose();
    const newer = await propose();
    await expect(confirm(replaced)).rejects.toThrow(/no open proposal/);
    await hold();
    await expect(confirm(newer)).rejects.toThrow(/no open proposal/);
    const confirmed = await propose();
    await confirm(confirmed);
    await expect(confirm(confirmed, { by: 'r_di' })).rejects.toThrow(/no open proposal/);
  });

  test('goes on when a proposal to renew it is refused, though not by its proposer', async () => {
    await goLive(stores.db);
    const proposal = await propose();
    const refuse = (by: string) =>
      stores.db.gateModes.add({ kind: 'refused', by, proposal, note: 'not yet', at });
    await expect(refuse('r_op')).rejects.toThrow(/second person/);
    await refuse('r_bo');
    expect(await modeNow()).toBe('live');
  });

  test('two confirmations at once are one', async () => {
    const proposal = await propose();
    const tries = await Promise.allSettled([confirm(proposal), confirm(proposal, { by: 'r_di' })]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('hold', () => {
  test.each([
    ['anybody', () => hold()],
    [
      'the gate itself',
      () =>
        stores.db.gateModes.add({
          kind: 'fell-back',
          at,
          reasons: [{ code: 'record-errors', of: null, measured: 0.5, limit: 0.1, trials: 20 }],
        }),
    ],
    ['the end of its time', () => stores.db.gateModes.add({ kind: 'expired', at })],
    ['a statement of somebody else', () => sql("update gate_mode set mode = 'hold'")],
    [
      'a statement of somebody else, with leftovers',
      () => sql("update gate_mode set mode = 'hold', share = 1"),
    ],
  ])('comes by %s, at once', async (_, change) => {
    await goLive(stores.db);
    expect(await modeNow()).toBe('live');
    await change();
    expect(await stores.db.gateModes.current()).toMatchObject({
      mode: 'hold',
      share: null,
      expiresAt: null,
      policyVersion: null,
      judgedBy: null,
    });
  });

  test('comes back by a change even where the mode was taken away', async () => {
    await sql('delete from gate_mode');
    await expect(propose().then(confirm)).rejects.toThrow(/no mode/);
    await hold();
    expect(await modeNow()).toBe('hold');
    await goLive(stores.db);
    expect(await modeNow()).toBe('live');
  });
});

describe('a statement of somebody else', () => {
  const setLive = (more = '') =>
    sql(
      `update gate_mode set mode = 'live', share = 0.5, expires_at = now() + interval '1 hour',
        policy_version = 'test', judged_by = '{}'${more}`,
    );

  test('makes nothing live', async () => {
    await expect(sql("update gate_mode set mode = 'live'")).rejects.toThrow(/the gate holds/);
    await expect(setLive()).rejects.toThrow(/the gate holds/);
    await expect(setLive(', change_seq = 1000')).rejects.toThrow(/the gate holds/);
    await propose();
    await expect(setLive(', change_seq = (select max(seq) from gate_changes)')).rejects.toThrow(
      /the gate holds/,
    );
  });

  test('does not bring back what was confirmed once', async () => {
    await goLive(stores.db);
    const live = await stores.db.gateModes.current();
    await sql("update gate_mode set mode = 'hold'");
    const again = () =>
      sql(
        `update gate_mode set mode = 'live', share = $1, expires_at = $2, policy_version = $3, judged_by = $4,
          change_seq = $5`,
        [live?.share, live?.expiresAt, live?.policyVersion, JSON.stringify(live?.judgedBy), live?.changeSeq],
      );
    await expect(again()).rejects.toThrow(/the gate holds/);
    await sql('update gate_mode set change_seq = 0');
    await expect(again()).rejects.toThrow(/the gate holds/);
    await sql('delete from gate_mode');
    await sql("insert into gate_mode (mode) values ('hold')");
    await expect(again()).rejects.toThrow(/the gate holds/);
  });

  test('does not put a live mode in where there is none', async () => {
    await goLive(stores.db);
    const { rows } = await sql('delete from gate_mode returning *');
    const [row] = rows as { [column: string]: unknown }[];
    await expect(
      sql(
        `insert into gate_mode (mode, share, expires_at, policy_version, judged_by, change_seq)
        values ('live', $1, $2, $3, $4, $5)`,
        [
          row?.['share'],
          row?.['expires_at'],
          row?.['policy_version'],
          JSON.stringify(row?.['judged_by']),
          row?.['change_seq'],
        ],
      ),
    ).rejects.toThrow(/the gate holds/);
    await hold();
  });

  test.each([
    'share = 0.9',
    "expires_at = expires_at + interval '1 day'",
    "policy_version = 'newer'",
    `judged_by = '{"engine":"newer"}'`,
    'change_seq = change_seq + 1',
    'changed_at = now()',
  ])('does not change what is live: %s', async (assignment) => {
    await goLive(stores.db);
    await expect(sql(`update gate_mode set ${assignment}`)).rejects.toThrow(/the gate holds/);
  });

  test('does not edit or drop what happened', async () => {
    await goLive(stores.db);
    await expect(sql("update gate_changes set share = 0.9 where kind = 'confirmed'")).rejects.toThrow(
      /append-only/,
    );
    await expect(sql('delete from gate_changes')).rejects.toThrow(/append-only/);
    await expect(sql('truncate gate_changes cascade')).rejects.toThrow(/append-only/);
  });

  test('has no place in the history but the next', async () => {
    const before = await hold();
    await sql(`insert into gate_changes (seq, kind, reviewer_id, at) values (7000, 'held', 'r_ann', now())`);
    expect(await hold()).toBe(before + 2);
  });
});

test('when somebody last looked is kept beside the mode', async () => {
  const first = later(1000);
  await stores.db.gateModes.watched(first);
  await stores.db.gateModes.watched(later(2000));
  expect((await stores.db.gateModes.current())?.watchedAt).toEqual(later(2000));
  await stores.db.transaction(async (tx) => {
    expect(await tx.gateModes.pinned()).toEqual(await tx.gateModes.lock());
  });
});
