// Going live and back: two people, the evidence they both saw, and a gate that falls back by itself.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as contract from '../../server/contract/go-live.ts';
import { readReviewer } from '../../server/contract/review.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import type { FallBackCode } from '../../server/domain/gate-change.ts';
import { drawOf } from '../../server/domain/roll-out.ts';
import { appealRefusal } from '../../server/features/application/appeal-refusal.ts';
import { fallBackLimits, goLiveLimits, watchLimitMs } from '../../server/gate/go-live-limits.ts';
import { policy } from '../../server/gate/policy.ts';
import type { Reviewer } from '../../server/ports/reviewers.ts';
import { createIdleEngine, type IdleEngine } from '../support/idle-engine.ts';
import { expectRefused } from '../support/expect-problem.ts';
import {
  decideStory,
  openConcludedCase,
  refuseMany,
  storyDeps,
  type Finding,
  type StoryDeps,
} from '../support/shadow-story.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';
import type { ApiClient } from '../try/http-client.ts';
import { idDrawn } from '../adapters/database/stores/stories.ts';

const people = {
  ann: { id: 'ann', name: 'Ann', role: 'reviewer' },
  bea: { id: 'bea', name: 'Bea', role: 'lead' },
  cem: { id: 'cem', name: 'Cem', role: 'operator' },
  dan: { id: 'dan', name: 'Dan', role: 'operator' },
} as const satisfies Record<string, Reviewer>;

let portcullis: TestPortcullis;
let engine: IdleEngine;
let deps: StoryDeps;
let ann: ApiClient;
let bea: ApiClient;
let cem: ApiClient;
let dan: ApiClient;
beforeAll(async () => {
  engine = createIdleEngine();
  portcullis = await startPortcullis({
    environment: { GO_LIVE_FALSE_ADMIT_BOUND: '0.05' },
    replacements: { engine },
  });
  deps = storyDeps(portcullis.database, portcullis.clock, { engine });
  ann = await portcullis.reviewer(people.ann);
  bea = await portcullis.reviewer(people.bea);
  cem = await portcullis.reviewer(people.cem);
  dan = await portcullis.reviewer(people.dan);
  await refuseMany(deps, goLiveLimits.fewestRefusals, 'ann');
  for (let each = 0; each < 60; each += 1)
    await decideStory(deps, await openConcludedCase(deps, 'admit'), 'bea', 'approve');
});
afterAll(() => portcullis.close());
beforeEach(async () => {
  await ann.call(contract.holdGate, { body: { note: '' } });
});
afterEach(() => {
  portcullis.clock.putRight();
  engine.rename('story engine 1');
});

const inHours = (hours: number): string =>
  new Date(portcullis.clock.now().getTime() + hours * 3_600_000).toISOString();
const look = (client: ApiClient = cem) => client.call(contract.readGate);

async function propose(
  client: ApiClient,
  change: Partial<{ share: number; expiresAt: string; evidenceSha256: string }> = {},
) {
  const { evidence } = await look(client);
  const { throughSeq, sha256 } = evidence;
  const body = { share: 0.5, expiresAt: inHours(24), throughSeq, evidenceSha256: sha256, note: 'as agreed' };
  return client.call(contract.proposeLive, { body: { ...body, ...change } });
}
async function confirm(
  client: ApiClient,
  change: Partial<{ evidenceSha256: string; proposal: number }> = {},
) {
  const { proposal } = await look(client);
  const evidenceSha256 = change.evidenceSha256 ?? proposal?.evidence?.sha256 ?? '0'.repeat(64);
  return client.call(contract.confirmLive, {
    params: { proposal: change.proposal ?? proposal?.seq ?? 1 },
    body: { evidenceSha256 },
  });
}
async function goLive(share = 0.5) {
  await propose(cem, { share });
  return confirm(bea);
}
async function answerAllAudits(allBut = 0): Promise<void> {
  const { audits } = await ann.call(contract.readAudits);
  for (const { applicationId } of audits.filter(({ audit }) => audit === null).slice(allBut))
    await ann.call(contract.auditAdmission, {
      params: { applicationId },
      body: { verdict: 'agree', reasons: ['evidence-agrees'], note: '' },
    });
}
const within = (share = 0.5) => idDrawn((draw) => draw < share);
const stateOf = async (id: ApplicationId) => (await portcullis.database.applications.find(id))?.state;
const conclude = (finding: Finding, id = within(), faceDistance = 0.4) =>
  openConcludedCase(deps, finding, { id, faceDistance });

test('whoever is not signed in sees nothing of it', async () => {
  await expectRefused(portcullis.somebody().call(contract.readGate), 'not-authenticated');
});

test('in hold, shows the evidence with what it proves, and what this person may do', async () => {
  const gate = await look(cem);
  expect(gate).toMatchObject({
    mode: 'hold',
    live: null,
    proposal: null,
    canHold: false,
    mayNot: { propose: [], confirm: ['gate-proposal-not-open'] },
    evidence: {
      policyVersion: policy.version,
      judgedBy: { engine: 'story engine 1', record: 'sandbox', registry: 'sandbox' },
      falseAdmits: { errors: 0, trials: 59 },
      requiredBound: 0.05,
      moreRefusals: 0,
      claim: { shown: 0.05, next: { rate: 0.01, moreRefusals: 240 } },
      matrix: { review: { refuse: 59 }, admit: { admit: 60 } },
    },
  });
  expect(gate.evidence.falseAdmits.upper95).toBeCloseTo(0.0495, 4);
  expect((await look(ann)).mayNot.propose).toEqual(['role-not-enough']);
});

describe('a proposal', () => {
  test('is made by an operator, on the evidence as it was shown', async () => {
    await expectRefused(propose(ann), 'role-not-enough');
    await expectRefused(propose(bea), 'role-not-enough');
    await expectRefused(propose(cem, { evidenceSha256: 'a'.repeat(64) }), 'gate-evidence-changed');
    const gate = await propose(cem);
    expect(gate).toMatchObject({
      mode: 'hold',
      canHold: true,
      proposal: { by: 'Cem', isMine: true, share: 0.5 },
    });
  });

  test.each([
    ['more than the limit', () => ({ share: goLiveLimits.maximumShare + 0.01 })],
    ['nobody', () => ({ share: 0 })],
    ['less than nobody', () => ({ share: -1 })],
    ['the past', () => ({ expiresAt: inHours(-1) })],
    ['too long', () => ({ expiresAt: inHours(goLiveLimits.longestLiveMs / 3_600_000 + 1) })],
  ])('is not made for %s', async (_, change) => {
    await expectRefused(propose(cem, change()), 'gate-terms-too-wide');
  });

  test('waits alone, until it is too old to be in the way', async () => {
    await propose(cem);
    await expectRefused(propose(dan), 'gate-proposal-open');
    portcullis.clock.putForward(goLiveLimits.proposalLifetimeMs + 1);
    dan = await portcullis.reviewer(people.dan);
    expect((await propose(dan)).proposal?.by).toBe('Dan');
  });

  test('is confirmed by somebody else with the role, on the very evidence', async () => {
    expect((await ann.call(readReviewer)).canHold).toBe(false);
    await propose(cem);
    expect(await ann.call(readReviewer)).toMatchObject({ gateMode: 'hold', canHold: true });
    await expectRefused(confirm(cem), 'gate-needs-second-person');
    await expectRefused(confirm(ann), 'role-not-enough');
    await expectRefused(confirm(dan, { evidenceSha256: 'b'.repeat(64) }), 'gate-evidence-changed');
    expect((await look(bea)).mayNot.confirm).toEqual([]);
    const gate = await confirm(bea);
    expect(gate).toMatchObject({
      mode: 'live',
      from: { kind: 'confirmed', by: 'Bea' },
      live: { share: 0.5, proposedBy: 'Cem', confirmedBy: 'Bea', admitted: 0 },
    });
    expect(gate.watch.filter(({ state }) => state === 'beyond')).toEqual([]);
    expect(await ann.call(readReviewer)).toMatchObject({ gateMode: 'live', canHold: true });
    await expectRefused(confirm(dan, { proposal: gate.live === null ? 0 : 1 }), 'gate-proposal-not-open');
  });

  test('may go on being confirmed while people decide: what they decide meanwhile does not change it', async () => {
    await propose(cem);
    await refuseMany(deps, 2, 'ann');
    expect((await confirm(bea)).mode).toBe('live');
  });

  test('is refused by somebody else', async () => {
    const { proposal } = await propose(cem);
    const refuse = (client: ApiClient) =>
      client.call(contract.refuseLive, {
        params: { proposal: proposal?.seq ?? 0 },
        body: { note: 'not yet' },
      });
    await expectRefused(refuse(cem), 'gate-needs-second-person');
    await expectRefused(refuse(ann), 'role-not-enough');
    expect(await refuse(bea)).toMatchObject({ mode: 'hold', proposal: null });
    await expectRefused(refuse(bea), 'gate-proposal-not-open');
  });

  test('is confirmed by nobody when it is too old', async () => {
    await propose(cem, { expiresAt: inHours(80) });
    portcullis.clock.putForward(goLiveLimits.proposalLifetimeMs + 1);
    bea = await portcullis.reviewer(people.bea);
    await expectRefused(confirm(bea), 'gate-proposal-too-old');
  });

  test('is confirmed by nobody when another engine decides by now', async () => {
    await propose(cem);
    engine.rename('story engine 2');
    await expectRefused(confirm(bea), 'gate-evidence-outdated');
  });

  test('is confirmed by nobody when people have found a false admit since', async () => {
    await propose(cem);
    await decideStory(deps, await openConcludedCase(deps, 'admit'), 'ann', 'refuse');
    await expectRefused(confirm(bea), 'gate-evidence-insufficient');
    await refuseMany(deps, 40, 'ann'); // makes up for it
  }, 120_000);

  test('by two at once is confirmed once', async () => {
    await propose(cem);
    const tries = await Promise.allSettled([confirm(bea), confirm(dan)]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('live', () => {
  test('admits without a person whom the share takes in and the machine recommends, and nobody else', async () => {
    await goLive();
    const admitted = await conclude('admit');
    expect(await stateOf(admitted)).toBe('admitted');
    expect(
      await stateOf(
        await conclude(
          'admit',
          idDrawn((draw) => draw >= 0.5),
        ),
      ),
    ).toBe('in_review');
    for (const finding of ['review', 'grave', 'resubmit', 'refuse'] as const)
      expect(await stateOf(await conclude(finding))).toBe('in_review');
    const trail = await portcullis.database.audit.of(admitted);
    expect(trail.at(-1)).toMatchObject({
      type: 'gate.decided',
      actor: { kind: 'system' },
      data: { outcome: 'admit', basis: 'automation', mode: 'live' },
    });
    expect((await look()).live?.admitted).toBe(1);
  });

  test('is put back to hold by anybody who is signed in, at once', async () => {
    await goLive();
    const gate = await ann.call(contract.holdGate, { body: { note: 'a queue of complaints' } });
    expect(gate).toMatchObject({
      mode: 'hold',
      live: null,
      from: { kind: 'held', by: 'Ann', note: 'a queue of complaints' },
    });
    expect(await stateOf(await conclude('admit'))).toBe('in_review');
    const { changes } = await bea.call(contract.readGateHistory);
    expect(changes.slice(0, 3).map(({ kind, by }) => [kind, by])).toEqual([
      ['held', 'Ann'],
      ['confirmed', 'Bea'],
      ['proposed', 'Cem'],
    ]);
  });

  test('ends by itself', async () => {
    await goLive();
    portcullis.clock.putForward(24 * 3_600_000);
    expect(await stateOf(await conclude('admit'))).toBe('in_review');
    await portcullis.tend();
    cem = await portcullis.reviewer(people.cem);
    ann = await portcullis.reviewer(people.ann);
    expect((await look()).from).toMatchObject({ kind: 'expired', by: null });
    expect(portcullis.log()).toContain('gate.expired');
  });

  test('reads as hold while nobody watches over it, and goes on when somebody does', async () => {
    await goLive();
    portcullis.clock.putForward(watchLimitMs + 1000);
    expect(await stateOf(await conclude('admit'))).toBe('in_review');
    expect(await look()).toMatchObject({ mode: 'hold', live: { share: 0.5 } });
    await portcullis.tend();
    expect(await stateOf(await conclude('admit'))).toBe('admitted');
  });

  test('can be renewed by two people while it lasts', async () => {
    await goLive();
    await propose(dan, { share: 0.9 });
    expect(await confirm(cem)).toMatchObject({ mode: 'live', live: { share: 0.9, proposedBy: 'Dan' } });
  });
});

describe('falls back by itself, says why, and admits nobody more', () => {
  async function expectFellBack(code: FallBackCode, of: string | null = null): Promise<void> {
    await portcullis.tend();
    const gate = await look();
    expect(gate).toMatchObject({ mode: 'hold', live: null, from: { kind: 'fell-back', by: null } });
    expect(gate.from?.reasons.map((reason) => `${reason.code} ${reason.of ?? ''}`)).toContain(
      `${code} ${of ?? ''}`,
    );
    const entries = await portcullis.database.audit.page((await portcullis.database.shadow.head()) - 3, 3);
    expect(JSON.stringify(entries.findLast(({ type }) => type === 'gate.fell-back')?.data)).toContain(code);
    const logged = portcullis
      .log()
      .split('\n')
      .filter((line) => line.includes('gate.fell-back'))
      .at(-1);
    expect(logged).toMatch(/"level":50|"level":"error"/);
    expect(logged).toContain(code);
    expect(await stateOf(await conclude('admit'))).toBe('in_review');
  }

  test('when the record fails to answer', async () => {
    await goLive();
    for (let each = 0; each < 2; each += 1) await conclude('record-unavailable');
    await portcullis.tend();
    expect((await look()).mode).toBe('live');
    for (let each = 0; each < 18; each += 1) await conclude('record-unavailable');
    await expectFellBack('record-errors');
    portcullis.clock.putForward(fallBackLimits.record.windowMs + 1); // and for the tests after this one
    await Promise.all((['cem', 'bea', 'ann'] as const).map(async (who) => portcullis.reviewer(people[who])));
  });

  test('when another face engine looks, even before anybody watches', async () => {
    portcullis.clock.putForward(2 * fallBackLimits.record.windowMs);
    await goLive();
    engine.rename('story engine 2');
    expect(await stateOf(await conclude('admit'))).toBe('in_review');
    await expectFellBack('machine-changed', 'engine');
  });

  test('when somebody has put the mode back with a statement of their own', async () => {
    portcullis.clock.putForward(2 * fallBackLimits.record.windowMs);
    await goLive();
    await portcullis.database.execute("update gate_mode set mode = 'hold'", []);
    expect(await stateOf(await conclude('admit'))).toBe('in_review');
    await expectFellBack('mode-altered');
  });

  test('when recommendations are not what they were', async () => {
    portcullis.clock.putForward(2 * fallBackLimits.record.windowMs);
    await goLive();
    const { atLeast } = fallBackLimits.recommendations;
    // other tests left some that lie in what is now the future
    const isMix = ({ code }: { code: string }): boolean => code === 'recommendations-drifted';
    const already = (await look()).watch.find(isMix)?.trials ?? 0;
    for (let each = already; each < atLeast - 1; each += 1) await conclude('resubmit');
    await portcullis.tend();
    expect((await look()).watch.find(isMix)?.state).toBe('too-few');
    await conclude('resubmit');
    await expectFellBack('recommendations-drifted');
  }, 120_000);

  test('when faces compare differently from before', async () => {
    portcullis.clock.putForward(2 * fallBackLimits.record.windowMs);
    await goLive();
    for (let each = 0; each < fallBackLimits.distances.atLeast; each += 1)
      await conclude('admit', within(), 0.2);
    await expectFellBack('distances-drifted', 'document-face');
  }, 120_000);

  test('when somebody who looks afterwards would have refused', async () => {
    portcullis.clock.putForward(2 * fallBackLimits.record.windowMs);
    await goLive();
    const ids: ApplicationId[] = [];
    for (let each = 0; each < 60; each += 1) ids.push(await conclude('admit'));
    const { audits } = await ann.call(contract.readAudits);
    const open = audits.filter(({ audit }) => audit === null);
    expect(open.length).toBeGreaterThan(0);
    const [first, second] = [open[0]?.applicationId, open.at(-1)?.applicationId];
    if (first === undefined || second === undefined || first === second)
      throw new Error('two are to be looked at');
    const answer = (applicationId: string, verdict: 'agree' | 'refuse') =>
      ann.call(contract.auditAdmission, {
        params: { applicationId },
        body: {
          verdict,
          reasons: [verdict === 'agree' ? 'evidence-agrees' : 'identity-not-established'],
          note: '',
        },
      });
    await answer(first, 'agree');
    await expectRefused(answer(first, 'refuse'), 'audit-not-open');
    expect(await look()).toMatchObject({ mode: 'live', audits: { agreed: 1, refused: 0 } });
    const others = ids.filter((id) => !audits.some(({ applicationId }) => applicationId === id));
    await expectRefused(answer(others[0] ?? '', 'agree'), 'audit-not-open');
    await expectRefused(
      ann.call(contract.auditAdmission, {
        params: { applicationId: second },
        body: { verdict: 'agree', reasons: ['fraud-suspected'], note: '' },
      }),
      'invalid-request',
    );
    await answer(second, 'refuse');
    expect((await look()).mode).toBe('hold'); // at once
    await expectFellBack('audit-disagrees');
  }, 120_000);

  test('when nobody looks at those who are to be looked at', async () => {
    portcullis.clock.putForward(2 * fallBackLimits.record.windowMs);
    await answerAllAudits(1);
    await propose(cem, { expiresAt: inHours(200) });
    await confirm(bea);
    portcullis.clock.putForward(fallBackLimits.audits.overdueMs + 1);
    cem = await portcullis.reviewer(people.cem);
    await expectFellBack('audits-overdue');
    await expectRefused(propose(cem), 'gate-audits-overdue');
  });

  test('when people find that the evidence does not hold any more', async () => {
    portcullis.clock.putForward(2 * fallBackLimits.record.windowMs);
    await answerAllAudits();
    await goLive();
    const beyond = () => idDrawn((draw) => draw >= 0.5);
    for (let each = 0; each < 3; each += 1)
      await decideStory(deps, await conclude('admit', beyond()), 'ann', 'refuse');
    await expectFellBack('evidence-insufficient');
  }, 120_000);
});

test('a seal that was broken stops everybody from going live', async () => {
  const { database } = portcullis;
  const id = await openConcludedCase(deps, 'review', { id: within() });
  const sealed = await database.verification.recommendation(id, 1);
  await database.audit.append({
    type: 'recommendation.sealed',
    applicationId: id,
    actor: { kind: 'system' },
    at: portcullis.clock.now(),
    data: { round: 1, sealSha256: sealed?.sealSha256 ?? '', policyVersion: policy.version },
  });
  await decideStory(deps, id, 'ann', 'refuse');
  await expectRefused(propose(cem), 'gate-evidence-broken');
});

test('an appeal that is let in later is remembered', async () => {
  const id = await openConcludedCase(deps, 'admit');
  expect(drawOf(id)).toBeLessThan(1);
  await decideStory(deps, id, 'ann', 'refuse');
  await appealRefusal(deps, id);
  await decideStory(deps, id, 'bea', 'approve');
  expect((await look()).evidence.matrix.admit.overturned).toBe(1);
});
