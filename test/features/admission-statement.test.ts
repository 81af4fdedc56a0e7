// A statement of admission is issued for who is in now and proven by the records, and for nobody else.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { admissionClaims, revocationClaims } from '../../server/contract/admission.ts';
import type { AdmissionStatement } from '../../server/domain/admission-statement.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import type { AuditEvent } from '../../server/domain/audit-event.ts';
import { verifyCompactJws } from '../../server/adapters/signatures/compact-jws.ts';
import { issueStatement } from '../../server/features/admission/issue-statement.ts';
import { listRevocations } from '../../server/features/admission/list-revocations.ts';
import { readAdmission } from '../../server/features/admission/read-admission.ts';
import { appealRefusal } from '../../server/features/application/appeal-refusal.ts';
import { policy } from '../../server/gate/policy.ts';
import { goLive, idDrawn, openTestStores, type TestStores } from '../adapters/database/stores/stories.ts';
import {
  admissionsIn,
  admitted,
  checked,
  dayMs,
  judgedBy,
  machine,
  reviewed,
  revoked,
  tamper,
  type Admissions,
} from '../support/admissions.ts';
import { sha256 } from '../support/receipts.ts';

let stores: TestStores;
let all: Admissions;
beforeAll(async () => {
  stores = await openTestStores();
  all = await admissionsIn(stores.db);
});
afterAll(() => stores.close());

async function saidBy(text: string | undefined): Promise<AdmissionStatement> {
  const verdict = verifyCompactJws('admission', text ?? '', await all.keys.publicKeys());
  expect(verdict.isSigned).toBe(true);
  return admissionClaims.parse(verdict.claims);
}
const statementOf = async (id: ApplicationId): Promise<AdmissionStatement> =>
  saidBy((await issueStatement(all.deps, id))?.text);

describe('who is in', () => {
  test('by people gets a statement that says so, and names nobody', async () => {
    const id = await admitted(all, { subjectKind: 'company' });
    const { decidedAt } = (await all.db.applications.find(id)) ?? {};
    const said = await statementOf(id);
    expect(said).toMatchObject({
      iss: 'https://gate.example',
      sub: id,
      status: 'admitted',
      marketplace: 'Example Market',
      sellerReference: null,
      subjectKind: 'company',
      basis: 'reviewed',
      decidedAt: decidedAt?.toISOString(),
      policyVersion: policy.version,
      evidence: { ...judgedBy, consentTexts: '2026-11-1', statementOfWill: null },
    });
    expect(said.exp - said.iat).toBe((90 * dayMs) / 1000);
  });

  test('by two people, whose approvals took both', async () => {
    const id = await checked(all, {
      answers: { 'government-record': { outcome: 'failed', reason: 'record-mismatch' } },
    });
    await reviewed(all, id, 'r_ann', 'approve');
    expect(await issueStatement(all.deps, id)).toBeNull();
    await reviewed(all, id, 'r_bo', 'approve');
    expect((await statementOf(id)).basis).toBe('reviewed');
  });

  test('after an appeal gets one, too, over the evidence that was sealed before the refusal', async () => {
    const id = await checked(all);
    await reviewed(all, id, 'r_ann', 'refuse');
    await appealRefusal({ database: all.db, clock: all.clock }, id);
    await reviewed(all, id, 'r_bo', 'approve');
    const sealed = await all.db.verification.recommendation(id, 1);
    expect((await statementOf(id)).recommendationSha256).toBe(sealed?.sealSha256);
  });

  test('without a person gets one that says so, also when the gate holds again', async () => {
    const confirmation = await goLive(all.db, { machine });
    await all.db.gateModes.watched(all.clock.now());
    const id = await checked(all, { id: idDrawn((draw) => draw < 0.5) });
    expect((await all.db.applications.find(id))?.state).toBe('admitted');
    expect((await statementOf(id)).basis).toBe('automated');
    await all.db.gateModes.add({ kind: 'held', by: 'r_cy', note: '', at: new Date(Date.now() + 1) });
    expect((await statementOf(id)).basis).toBe('automated');
    expect((await all.db.automaticAdmissions.find(id))?.confirmation).toBe(confirmation);
  });

  test('is on record by the hash of what was handed out', async () => {
    const id = await admitted(all);
    const issued = await issueStatement(all.deps, id);
    const said = await saidBy(issued?.text);
    const last = (await all.db.audit.of(id)).at(-1);
    expect(last).toMatchObject({
      type: 'statement.issued',
      data: {
        statementId: said.jti,
        sha256: sha256(issued?.text ?? ''),
        expiresAt: issued?.expiresAt.toISOString(),
      },
    });
    expect((await all.db.signingKeys.all()).map(({ keyId }) => keyId)).toContain(
      (await all.keys.signing()).keyId,
    );
  });
});

describe('asked again', () => {
  test('it is the same statement for a day, then a new one that holds as long anew', async () => {
    const id = await admitted(all);
    const first = await issueStatement(all.deps, id);
    all.clock.putForward(dayMs - 60_000);
    expect(await issueStatement(all.deps, id)).toEqual(first);
    all.clock.putForward(2 * 60_000);
    const second = await issueStatement(all.deps, id);
    const [before, after] = [await saidBy(first?.text), await saidBy(second?.text)];
    expect(after.jti).not.toBe(before.jti);
    expect(after.exp - before.exp).toBe(after.iat - before.iat);
    expect((await all.db.audit.of(id)).filter(({ type }) => type === 'statement.issued')).toHaveLength(2);
  });

  test('it is another one when another key signs', async () => {
    const id = await admitted(all);
    const first = await statementOf(id);
    const next = await admissionsIn(all.db, 2);
    const text = (await issueStatement(next.deps, id))?.text ?? '';
    const verdict = verifyCompactJws('admission', text, await next.keys.publicKeys());
    expect(verdict).toMatchObject({ isSigned: true, keyId: (await next.keys.signing()).keyId });
    expect(admissionClaims.parse(verdict.claims).jti).not.toBe(first.jti);
  });

  test('many times at once, it is one statement', async () => {
    const id = await admitted(all);
    const answers = await Promise.all(Array.from({ length: 5 }, () => issueStatement(all.deps, id)));
    expect(new Set(answers.map((one) => one?.text)).size).toBe(1);
  });
});

describe('who is not in gets none', () => {
  test.each(['checking', 'in_review', 'awaiting_resubmission', 'refused', 'withdrawn', 'expired'] as const)(
    '%s',
    async (state) => {
      const id = await checked(all);
      if (state === 'refused') await reviewed(all, id, 'r_ann', 'refuse');
      else await all.db.applications.save(id, { state });
      expect(await readAdmission(all.deps, id)).toMatchObject({
        state,
        statement: null,
        statementExpiresAt: null,
      });
    },
  );
});

describe('revoked', () => {
  const list = async (): Promise<ReturnType<typeof revocationClaims.parse>> => {
    const { bytes } = await listRevocations(all.deps);
    const verdict = verifyCompactJws(
      'revocations',
      Buffer.from(bytes).toString(),
      await all.keys.publicKeys(),
    );
    expect(verdict.isSigned).toBe(true);
    return revocationClaims.parse(verdict.claims);
  };

  test('there is no statement any more, and the list says so until the last one expires', async () => {
    const id = await admitted(all);
    const said = await statementOf(id);
    expect((await list()).revoked.map(({ sub }) => sub)).not.toContain(id);
    await revoked(all, id);
    expect(await readAdmission(all.deps, id)).toMatchObject({ state: 'revoked', statement: null });
    const { iss, iat, exp, revoked: listed } = await list();
    expect([iss, exp - iat]).toEqual(['https://gate.example', dayMs / 1000]);
    const own = listed.find(({ sub }) => sub === id);
    expect(Date.parse(own?.until ?? '')).toBe(said.exp * 1000);
    expect(Date.parse(own?.revokedAt ?? '')).toBeLessThanOrEqual(Date.now());
    all.clock.putForward(90 * dayMs);
    expect((await list()).revoked.map(({ sub }) => sub)).not.toContain(id);
    all.clock.putRight();
  });

  test('without a statement ever issued, there is nothing to list', async () => {
    const id = await admitted(all);
    await revoked(all, id);
    expect((await list()).revoked.map(({ sub }) => sub)).not.toContain(id);
  });
});

describe('records that were changed prove nothing', () => {
  /** In the trail as if the program had written it: the chain is whole. */
  const write = (id: ApplicationId, event: Pick<AuditEvent, 'type' | 'data'>): Promise<void> =>
    all.db.audit.append({
      ...event,
      applicationId: id,
      actor: { kind: 'system' },
      at: all.clock.now(),
    } as AuditEvent);
  const decided = (data: object): Pick<AuditEvent, 'type' | 'data'> => ({
    type: 'gate.decided',
    data: { round: 1, outcome: 'admit', basis: 'reviewers', mode: 'hold', state: 'admitted', ...data },
  });
  const flip = (id: ApplicationId): Promise<void> =>
    tamper(
      all.db,
      'applications',
      "update applications set state = 'admitted', decided_at = now() where id = $1",
      [id],
    );
  const change = (table: string, statement: string) => async (): Promise<ApplicationId> => {
    const id = await admitted(all);
    await tamper(all.db, table, statement, [id]);
    return id;
  };
  const mismatch = { 'government-record': { outcome: 'failed', reason: 'record-mismatch' } } as const;
  const easier = {
    ...policy,
    required: { ...policy.required, individual: policy.required.individual.slice(0, 1) },
  };

  const cases: Record<string, readonly [difference: string, make: () => Promise<ApplicationId>]> = {
    'a state set by hand': [
      'decision-not-in-trail',
      async () => {
        const id = await checked(all);
        await flip(id);
        return id;
      },
    ],
    'a state set by hand after a refusal': [
      'decision-not-in-trail',
      async () => {
        const id = await checked(all);
        await reviewed(all, id, 'r_ann', 'refuse');
        await flip(id);
        return id;
      },
    ],
    'an entry of the trail': [
      'trail-altered',
      change(
        'audit_events',
        `update audit_events set data = data || '{"outcome":"admit","state":"admitted","basis":"reviewers"}', at = at + interval '1 second'
         where application_id = $1 and type = 'gate.decided'`,
      ),
    ],
    'the sealing gone from the trail': [
      'recommendation-not-sealed',
      change(
        'audit_events',
        "delete from audit_events where application_id = $1 and type = 'recommendation.sealed'",
      ),
    ],
    'the recommendation gone': [
      'seal-broken',
      change('recommendations', 'delete from recommendations where application_id = $1'),
    ],
    'another sealed text under its own hash': [
      'seal-broken',
      change(
        'recommendations',
        `update recommendations set sealed = sealed || ' ', seal_sha256 = encode(sha256(convert_to(sealed || ' ', 'UTF8')), 'hex')
         where application_id = $1`,
      ),
    ],
    'facts beside the sealed ones': [
      'seal-broken',
      change(
        'recommendations',
        `update recommendations set facts = jsonb_set(facts, '{resubmissionsLeft}', '1') where application_id = $1`,
      ),
    ],
    'another kind of subject': [
      'seal-broken',
      change('applications', "update applications set subject_kind = 'company' where id = $1"),
    ],
    'the answer of a check': [
      'checks-altered',
      change(
        'check_results',
        `update check_results set outcome = 'failed', reason = 'record-mismatch'
         where application_id = $1 and check_name = 'government-record'`,
      ),
    ],
    'a check gone': [
      'checks-altered',
      change(
        'check_results',
        "delete from check_results where application_id = $1 and check_name = 'liveness'",
      ),
    ],
    'a policy that nobody knows': [
      'policy-not-known',
      () => admitted(all, { under: { ...policy, version: 'unheard-of' } }),
    ],
    'a policy that requires less under the same version': [
      'recommendation-differs',
      () => admitted(all, { under: easier, answers: mismatch }),
    ],
    'a decision gone': [
      'reviews-altered',
      change('review_decisions', 'delete from review_decisions where application_id = $1'),
    ],
    'a decision of somebody else': [
      'reviews-altered',
      change(
        'review_decisions',
        "update review_decisions set reviewer_id = 'r_bo' where application_id = $1",
      ),
    ],
    'an automatic admission that no confirmation allowed': [
      'mode-not-proven',
      async () => {
        const id = await checked(all);
        await flip(id);
        await write(id, decided({ basis: 'automation', mode: 'live', confirmation: 4711 }));
        return id;
      },
    ],
    'an automatic admission after the gate was put to hold': [
      'mode-not-proven',
      async () => {
        const confirmation = await goLive(all.db, { machine });
        await all.db.gateModes.add({ kind: 'held', by: 'r_cy', note: '', at: new Date() });
        all.clock.putForward(1000);
        const id = await checked(all, { id: idDrawn((draw) => draw < 0.5) });
        await flip(id);
        await write(id, decided({ basis: 'automation', mode: 'live', confirmation }));
        all.clock.putRight();
        return id;
      },
    ],
    'an admission by one person that takes two': [
      'not-admitted-by-the-gate',
      async () => {
        const id = await checked(all, { answers: mismatch });
        await reviewed(all, id, 'r_ann', 'approve');
        await flip(id);
        await write(id, decided({}));
        return id;
      },
    ],
    'an automatic admission beyond the share': [
      'not-admitted-by-the-gate',
      async () => {
        const confirmation = await goLive(all.db, { machine });
        await all.db.gateModes.watched(all.clock.now());
        const id = await checked(all, { id: idDrawn((draw) => draw >= 0.5) });
        await flip(id);
        await write(id, decided({ basis: 'automation', mode: 'live', confirmation }));
        await all.db.gateModes.add({ kind: 'held', by: 'r_cy', note: '', at: new Date(Date.now() + 1) });
        return id;
      },
    ],
  };

  test.each(Object.entries(cases))('%s', async (_what, [difference, make]) => {
    const id = await make();
    for (let asked = 0; asked < 2; asked += 1)
      await expect(issueStatement(all.deps, id)).rejects.toMatchObject({
        type: 'admission-not-proven',
        cause: { message: expect.stringMatching(new RegExp(`${id} .*: ${difference}$`)) as string },
      });
    const withheld = (await all.db.audit.of(id)).filter(({ type }) => type === 'statement.withheld');
    expect(withheld.map(({ data }) => data)).toEqual([{ round: 1, difference }]);
  });
});
