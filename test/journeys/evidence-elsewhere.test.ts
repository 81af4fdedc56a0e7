// Evidence in an object store and its keys with a key service: each of them fails once, and nothing is lost by it.
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  openApplication,
  submitApplication,
  withdrawApplication,
} from '../../server/contract/application.ts';
import { readMyPhoto } from '../../server/contract/evidence.ts';
import { claimCase, readCase } from '../../server/contract/review.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { untilChecked } from '../try/drive-application.ts';
import {
  cardBack,
  cardFront,
  faceFree,
  photograph,
  somebodyAt,
  type Somebody,
} from '../support/applicants.ts';
import { ann, approval, decide, lookAt } from '../support/desk.ts';
import { expectRefused } from '../support/expect-problem.ts';
import {
  openObjectStore,
  storeBucket,
  storeKey,
  storeRegion,
  type ObjectStore,
} from '../support/object-store.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';
import { openTransit, transitKey, transitToken, type Transit } from '../support/transit.ts';

let store: ObjectStore;
let service: Transit;
let portcullis: TestPortcullis;
beforeEach(async () => {
  [store, service] = [await openObjectStore(), await openTransit()];
  portcullis = await startPortcullis({
    environment: {
      EVIDENCE_STORE: 's3',
      S3_URL: store.url,
      S3_REGION: storeRegion,
      S3_BUCKET: storeBucket,
      S3_PATH_STYLE: 'yes',
      S3_ACCESS_KEY_ID: storeKey.id,
      S3_SECRET_ACCESS_KEY: storeKey.secret,
      WRAPPING_KEYS: 'transit',
      TRANSIT_URL: service.url,
      TRANSIT_KEY: transitKey,
      TRANSIT_TOKEN: transitToken,
      TRANSIT_CACHE_SECONDS: '0', // so that an outage is noticed at once
    },
  });
});
afterEach(async () => {
  await portcullis.close();
  await Promise.all([store.close(), service.close()]);
});

const idOf = ({ id }: Somebody) => id as ApplicationId;
const keptOf = async (one: Somebody): Promise<string[]> =>
  (await portcullis.database.evidence.current(idOf(one))).map(({ kind }) => kind).sort();
const trailOf = async (one: Somebody): Promise<string[]> =>
  (await portcullis.database.audit.of(idOf(one))).map(({ type }) => type);

/** While each of the two is out, in turn. */
async function whileOut(which: 'store' | 'keys' | 'both', work: () => Promise<void>): Promise<void> {
  if (which !== 'keys') store.trouble('hangs-up');
  if (which !== 'store') service.trouble('sealed');
  await work();
  store.trouble(null);
  service.trouble(null);
}

test('an application comes through, with an outage of each at every step that needs it', async () => {
  await whileOut('keys', async () => {
    await expectRefused(
      portcullis.somebody().call(openApplication, { body: { language: 'en' } }),
      'temporarily-unavailable',
    );
  });
  const applicant = await somebodyAt(portcullis, 'declared', faceFree);
  const { client, id } = applicant;
  const params = { applicationId: id };
  const front = await cardFront('sample1');
  const before = await trailOf(applicant);
  for (const which of ['store', 'keys', 'both'] as const)
    await whileOut(which, async () => {
      const problem = await expectRefused(
        photograph(client, id, 'id-front', front),
        'temporarily-unavailable',
      );
      expect(problem).toMatchObject({ retryAfterSeconds: 5 });
    });
  expect([await keptOf(applicant), await trailOf(applicant), store.objects.size]).toEqual([[], before, 0]);

  await photograph(client, id, 'id-front', front);
  await photograph(client, id, 'id-back', await cardBack());
  const mine = await client.call(readMyPhoto, { params: { ...params, kind: 'id-front' } });
  for (const which of ['store', 'keys'] as const)
    await whileOut(which, async () => {
      const again = client.call(readMyPhoto, { params: { ...params, kind: 'id-front' } });
      await expectRefused(again, 'temporarily-unavailable');
    });
  await client.call(submitApplication, { params });
  await untilChecked(client, id, { everyMs: 50 });

  const desk = await portcullis.reviewer(ann);
  await desk.call(claimCase, { params });
  const { evidence } = await desk.call(readCase, { params });
  const piece = evidence.find(({ kind }) => kind === 'id-front')?.evidenceId ?? '';
  for (const which of ['store', 'keys'] as const)
    await whileOut(which, () => expectRefused(lookAt(desk, id, piece), 'temporarily-unavailable').then());
  expect(await lookAt(desk, id, piece)).toEqual(mine);
  for (const each of evidence) await lookAt(desk, id, each.evidenceId);
  await decide(desk, id, approval);
  expect((await applicant.view()).state).toBe('admitted');

  // what lies there tells nothing to who looks at it, and the log tells nothing of how it is reached
  const names = [...store.objects.keys()];
  expect(names).toHaveLength(2);
  for (const [name, bytes] of store.objects) {
    expect(name).toMatch(new RegExp(`^${id}/[0-9a-f]{64}\\.evidence$`));
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('PCE1');
    expect(bytes.includes(Buffer.from('JFIF'))).toBe(false);
  }
  const log = portcullis.log();
  expect(log).toContain('temporarily-unavailable');
  for (const word of [storeKey.secret, storeKey.id, transitToken, 'vault:v', '.evidence', 'Signature='])
    expect(log).not.toContain(word);
});

test('what is due to be erased while the store is out is on record as kept, and goes once it is back', async () => {
  const applicant = await somebodyAt(portcullis, 'photographed', faceFree);
  const params = { applicationId: applicant.id };
  await applicant.client.call(withdrawApplication, { params, body: { reason: 'changed-mind' } });
  portcullis.clock.putForward(31 * 24 * 3_600_000);
  await whileOut('store', () => portcullis.tend().catch(() => undefined));
  expect(await keptOf(applicant)).toEqual(['id-back', 'id-front']);
  expect(store.objects.size).toBe(2);
  expect(await trailOf(applicant)).not.toContain('evidence.erased');
  await portcullis.tend();
  expect(await keptOf(applicant)).toEqual([]);
  expect(store.objects.size).toBe(0);
  expect((await trailOf(applicant)).filter((type) => type === 'evidence.erased')).toHaveLength(2);
});
