// What falls due by time alone: drafts expire, stuck work goes to a person, evidence is erased with proof.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { answerConsents, withdrawApplication } from '../../server/contract/application.ts';
import { readMyPhoto } from '../../server/contract/evidence.ts';
import { readCase } from '../../server/contract/review.ts';
import { verifyTrail } from '../../server/adapters/database/verify-trail.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { faceFree, somebodyAt, type Somebody } from '../support/applicants.ts';
import { ann, approval, decide, refusal } from '../support/desk.ts';
import { expectRefused } from '../support/expect-problem.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

let portcullis: TestPortcullis;
beforeAll(async () => {
  portcullis = await startPortcullis();
});
afterEach(() => portcullis.clock.putRight());
afterAll(() => portcullis.close());

const idOf = ({ id }: Somebody): ApplicationId => id as ApplicationId;
const rowOf = (one: Somebody) => portcullis.database.applications.find(idOf(one));
const trailOf = async (one: Somebody): Promise<string[]> =>
  (await portcullis.database.audit.of(idOf(one))).map(({ type }) => type);
/** Of documents, of the face, of templates. */
const keysOf = async (one: Somebody): Promise<string[]> => {
  const row = await rowOf(one);
  return [row?.documentKey, row?.faceKey, row?.templateKey].map((key) =>
    Buffer.from(key ?? []).toString('hex'),
  );
};
const kindsLeft = async (one: Somebody): Promise<string[]> =>
  (await portcullis.database.evidence.current(idOf(one))).map(({ kind }) => kind);

/** Files on the disk that belong to an application. */
function filesOf({ id }: Somebody): string[] {
  const folder = join(portcullis.dataDirectory, 'evidence', id);
  return existsSync(folder) ? readdirSync(folder) : [];
}

async function later(ms: number): Promise<void> {
  portcullis.clock.putForward(ms);
  await portcullis.tend();
}

const withdraw = ({ client, id }: Somebody) =>
  client.call(withdrawApplication, { params: { applicationId: id }, body: { reason: 'changed-mind' } });

describe('a draft', () => {
  test('expires seven days after it was opened, not before', async () => {
    const applicant = await somebodyAt(portcullis, 'declared', faceFree);
    await later(7 * dayMs - minuteMs);
    expect((await rowOf(applicant))?.state).toBe('draft');
    await later(2 * minuteMs);
    expect((await rowOf(applicant))?.state).toBe('expired');
  });

  test('that was submitted does not expire', async () => {
    const applicant = await somebodyAt(portcullis, 'held', faceFree);
    await later(8 * dayMs);
    expect((await rowOf(applicant))?.state).toBe('in_review');
  });
});

test('an application whose checks were lost goes to a person, with nothing taken for passed', async () => {
  const applicant = await somebodyAt(portcullis, 'photographed', faceFree);
  const id = idOf(applicant);
  const submittedAt = portcullis.clock.now();
  // as if the job had vanished: submitted, and nobody was told
  await portcullis.database.applications.save(id, { state: 'checking', round: 1, submittedAt });
  await later(14 * minuteMs);
  expect((await rowOf(applicant))?.state).toBe('checking');
  await later(2 * minuteMs);
  expect((await rowOf(applicant))?.state).toBe('in_review');
  expect(await portcullis.database.verification.recommendation(id, 1)).toMatchObject({
    outcome: 'review',
    reasons: ['face-free-path', 'check-missing'],
  });
});

describe('evidence', () => {
  test('of the face goes at once with a withdrawal; the document goes thirty days later, with proof of both', async () => {
    const applicant = await somebodyAt(portcullis, 'captured');
    expect(await kindsLeft(applicant)).toContain('best-frame');
    const keys = await keysOf(applicant);
    await withdraw(applicant);
    await portcullis.tend();
    expect((await kindsLeft(applicant)).sort()).toEqual(['id-back', 'id-front']);
    // what backups still hold of the face opens no more
    const afterFace = await keysOf(applicant);
    expect(afterFace.map((key, index) => key === keys[index])).toEqual([true, false, false]);
    expect(filesOf(applicant)).toHaveLength(2);
    const session = await portcullis.database.liveness.newest(idOf(applicant), 'complete');
    expect(session?.referenceSealed).toBeNull();

    await later(30 * dayMs - minuteMs);
    expect(await kindsLeft(applicant)).toHaveLength(2);
    expect((await rowOf(applicant))?.declarationSealed).not.toBeNull();
    expect(await portcullis.database.subjectKeys.find(idOf(applicant))).not.toBeNull();
    await later(2 * minuteMs);
    expect(await kindsLeft(applicant)).toEqual([]);
    expect(filesOf(applicant)).toEqual([]);
    expect((await rowOf(applicant))?.declarationSealed).toBeNull();
    expect(await portcullis.database.subjectKeys.find(idOf(applicant))).toBeNull();
    const trail = await trailOf(applicant);
    expect(trail).toContain('declaration.erased');
    expect(trail.filter((type) => type === 'evidence.erased').length).toBeGreaterThan(3);

    const atLast = await keysOf(applicant);
    expect(atLast[0]).not.toBe(keys[0]);

    await portcullis.tend();
    expect(await trailOf(applicant)).toEqual(trail);
    expect(await keysOf(applicant)).toEqual(atLast);
    portcullis.clock.putRight(); // the session is good for seven days
    const params = { applicationId: applicant.id };
    await expectRefused(
      applicant.client.call(readMyPhoto, { params: { ...params, kind: 'id-front' } }),
      'not-found',
    );
    expect(await applicant.view()).toMatchObject({ state: 'withdrawn', declared: null, photos: [] });
  });

  test('of the face goes when its consent is taken back, and the application goes on without', async () => {
    const applicant = await somebodyAt(portcullis, 'captured');
    const consents = {
      language: 'en',
      textVersion: 'test',
      answers: {
        'id-document': 'granted',
        face: 'refused',
        'government-query': 'granted',
        retention: 'granted',
      },
      texts: { 'id-document': '1', face: '2', 'government-query': '3', retention: '4' },
    } as const;
    await applicant.client.call(answerConsents, { params: { applicationId: applicant.id }, body: consents });
    await portcullis.tend();
    expect((await kindsLeft(applicant)).sort()).toEqual(['id-back', 'id-front']);
    expect(filesOf(applicant)).toHaveLength(2);
    expect(await applicant.view()).toMatchObject({ state: 'draft', path: 'face-free', nextStep: 'submit' });
  });

  test('of an admitted seller stays; of a refused one it goes after thirty days, and the case with it', async () => {
    const [admitted, refused] = [
      await somebodyAt(portcullis, 'held', faceFree),
      await somebodyAt(portcullis, 'held', faceFree),
    ];
    const desk = await portcullis.reviewer(ann);
    await decide(desk, admitted.id, approval);
    await decide(desk, refused.id, refusal);
    await later(31 * dayMs);
    expect(await kindsLeft(admitted)).toHaveLength(2);
    expect(await kindsLeft(refused)).toEqual([]);
    const later30 = await portcullis.reviewer(ann);
    await expectRefused(later30.call(readCase, { params: { applicationId: refused.id } }), 'not-found');
  });

  test('leaves a trail behind that still verifies', async () => {
    const entries = await portcullis.database.audit.page(0, 10_000);
    expect(entries.map(({ type }) => type)).toContain('evidence.erased');
    expect(verifyTrail(entries)).toMatchObject({ whole: true });
  });
});
