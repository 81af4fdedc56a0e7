// Photos that cannot be used are refused by name, and nothing that was there before is lost.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type TestAgent from 'supertest/lib/agent.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { maxPhotoBytes } from '../../server/contract/evidence.ts';
import type { PhotoKind } from '../../server/domain/evidence.ts';
import { attempts } from '../../server/domain/limits.ts';
import type { ProblemType } from '../../server/domain/problem-type.ts';
import { cardBack, cardFront, somebodyAt, type Somebody } from '../support/applicants.ts';
import { expectProblem } from '../support/expect-problem.ts';
import {
  altered,
  animated,
  cutThroughFace,
  heic,
  hugePng,
  plainJpeg,
  plainText,
  portraitsOf,
  smallFace,
  svg,
  truncated,
} from '../support/pictures.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';

let portcullis: TestPortcullis;
let applicant: Somebody;
let agent: TestAgent;
beforeAll(async () => {
  portcullis = await startPortcullis();
  applicant = await somebodyAt(portcullis, 'photographed');
  agent = await applicant.agent();
});
afterAll(() => portcullis.close());

/** Everything that is known of the application, and how many files are kept for it. */
async function everything(): Promise<unknown> {
  const files = readdirSync(join(portcullis.dataDirectory, 'evidence'), { recursive: true });
  const { rows } = await portcullis.database.execute('select count(*)::int as events from audit_events', []);
  return { view: await applicant.view(), files: files.length, rows };
}

function upload(kind: PhotoKind, bytes: Buffer, name = 'photo.jpg'): ReturnType<TestAgent['post']> {
  return agent.post(`/api/applications/${applicant.id}/photos/${kind}`).attach('photo', bytes, name);
}

interface Bad {
  readonly what: string;
  readonly kind?: PhotoKind;
  readonly bytes: () => Buffer | Promise<Buffer>;
  readonly name?: string;
  readonly type: ProblemType;
}

const files: readonly Bad[] = [
  { what: 'a text that is called a JPEG', bytes: () => plainText, type: 'unsupported-media' },
  { what: 'a drawing', bytes: () => svg, name: 'card.svg', type: 'unsupported-media' },
  { what: 'a drawing that is called a PNG', bytes: () => svg, name: 'card.png', type: 'unsupported-media' },
  { what: 'an empty file', bytes: () => Buffer.alloc(0), type: 'empty-upload' },
  { what: 'half a JPEG', bytes: () => truncated(cardFront('sample1')), type: 'image-unreadable' },
  { what: 'a HEIC picture', bytes: heic, name: 'IMG_0001.HEIC', type: 'heic-not-supported' },
  { what: 'a picture of 100 megapixels', bytes: () => hugePng(), name: 'huge.png', type: 'too-many-pixels' },
  {
    what: 'a file beyond the limit',
    bytes: () => Buffer.alloc(maxPhotoBytes + 1, 0xff),
    type: 'upload-too-large',
  },
  { what: 'an animated GIF', bytes: () => animated('gif'), name: 'wave.gif', type: 'animated-image' },
  { what: 'an animated WebP', bytes: () => animated('webp'), name: 'wave.webp', type: 'animated-image' },
  { what: 'a front without a face', bytes: () => plainJpeg(), type: 'no-face-found' },
  { what: 'two people', bytes: () => portraitsOf('sample1', 'sample5'), type: 'several-faces' },
  { what: 'a person far away', bytes: () => smallFace('sample1'), type: 'face-too-small' },
  { what: 'the front as the back', kind: 'id-back', bytes: () => cardFront('sample5'), type: 'wrong-side' },
  { what: 'the back for the front too', bytes: cardBack, type: 'same-photo-twice' },
  {
    what: 'a small picture',
    kind: 'id-back',
    bytes: () => plainJpeg(500, 350),
    type: 'photo-too-small',
  },
  {
    what: 'a blurred photo',
    kind: 'id-back',
    bytes: async () => altered(await cardBack(), (picture) => picture.blur(14)),
    type: 'photo-blurred',
  },
  {
    what: 'a dark photo',
    kind: 'id-back',
    bytes: async () => altered(await cardBack(), (picture) => picture.linear(0.28, 0)),
    type: 'photo-too-dark',
  },
  {
    what: 'a photo with a lamp in it',
    kind: 'id-back',
    bytes: async () => altered(await cardBack(), (picture) => picture.linear(1.6, 0)),
    type: 'photo-glare',
  },
  {
    what: 'a front whose edge cuts the portrait',
    bytes: async () => cutThroughFace(await cardFront('sample1')),
    type: 'photo-cropped',
  },
  {
    what: 'a front in black and white',
    bytes: async () => altered(await cardFront('sample1'), (picture) => picture.greyscale()),
    type: 'looks-like-a-copy',
  },
];

describe('refuses', () => {
  test.each(files)('$what, as $type', async ({ kind = 'id-front', bytes, name, type }) => {
    const before = await everything();
    const answer = await upload(kind, await bytes(), name);
    const problem = expectProblem(answer, type);
    expect(problem.instance).toContain(applicant.id);
    expect(await everything()).toEqual(before);
  });

  test('a form without a file, with two files or with an unknown field', async () => {
    const before = await everything();
    const path = `/api/applications/${applicant.id}/photos/id-front`;
    const none = expectProblem(await agent.post(path).field('insist', 'no'), 'invalid-request');
    expect(none.errors).toEqual([{ pointer: '/photo', code: 'missing' }]);
    const photo = await cardFront('sample1');
    const two = agent.post(path).attach('photo', photo, 'a.jpg').attach('photo', photo, 'b.jpg');
    expectProblem(await two, 'invalid-request');
    const other = expectProblem(await upload('id-front', photo).field('colour', 'red'), 'invalid-request');
    expect(other.errors).toEqual([{ pointer: '/colour', code: 'unknown-field' }]);
    expectProblem(await agent.post(path).attach('face', photo, 'a.jpg'), 'invalid-request');
    expect(await everything()).toEqual(before);
  });

  test('a photo that this kind of subject does not owe, and a kind that does not exist', async () => {
    const before = await everything();
    const licence = expectProblem(await upload('business-licence', await cardBack()), 'invalid-request');
    expect(licence.errors).toEqual([{ pointer: '/kind', code: 'not-for-this-subject' }]);
    const unknown = agent.post(`/api/applications/${applicant.id}/photos/passport`);
    expectProblem(await unknown.attach('photo', await cardBack(), 'a.jpg'), 'invalid-request');
    expect(await everything()).toEqual(before);
  });

  test('a form that ends before it is complete', async () => {
    const before = await everything();
    const answer = await agent
      .post(`/api/applications/${applicant.id}/photos/id-front`)
      .set('Content-Type', 'multipart/form-data; boundary=edge')
      .send('--edge\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\nhalf a pho');
    expectProblem(answer, 'upload-incomplete');
    expect(await everything()).toEqual(before);
  });
});

test('names every finding, and keeps the photo when the applicant insists, for a person to judge', async () => {
  const dark = await altered(await cardBack(), (picture) => picture.blur(14).linear(0.28, 0));
  const problem = expectProblem(await upload('id-back', dark), 'photo-blurred');
  expect(problem['findings']).toEqual(['photo-blurred', 'photo-too-dark']);
  const insisted = await upload('id-back', dark).field('insist', 'yes');
  expect(insisted.status).toBe(201);
  const { photos } = insisted.body as Awaited<ReturnType<Somebody['view']>>;
  expect(photos.find(({ kind }) => kind === 'id-back')?.findings).toEqual([
    'photo-blurred',
    'photo-too-dark',
  ]);
});

test('gives the applicant their own photo back as it was kept', async () => {
  const answer = await agent.get(`/api/applications/${applicant.id}/photos/id-front`);
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toBe('image/jpeg');
  expect(answer.headers['cache-control']).toBe('no-store');
  expect((answer.body as Buffer).subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
});

test('takes photos only with consent, after the declaration, and while it is the applicant’s turn', async () => {
  const stages = [
    ['opened', 'consent-missing'],
    ['consented', 'application-incomplete'],
  ] as const;
  for (const [stage, type] of stages) {
    const early = await somebodyAt(portcullis, stage);
    const browser = await early.agent();
    const path = `/api/applications/${early.id}/photos/id-front`;
    expectProblem(await browser.post(path).attach('photo', await cardFront('sample1'), 'a.jpg'), type);
    expectProblem(await browser.get(path), 'not-found');
  }
});

test('takes only so many photos in an hour', async () => {
  const eager = await somebodyAt(portcullis, 'declared');
  const browser = await eager.agent();
  const post = async (): Promise<{ status: number }> =>
    browser
      .post(`/api/applications/${eager.id}/photos/id-front`)
      .attach('photo', await cardFront('sample1'), 'a.jpg');
  let taken = 0;
  while ((await post()).status === 201) taken += 1;
  expect(taken).toBe(attempts.photosPerHour);
  const refused = await browser
    .post(`/api/applications/${eager.id}/photos/id-back`)
    .attach('photo', await cardBack(), 'a.jpg');
  const problem = expectProblem(refused, 'too-many-attempts');
  expect(refused.headers['retry-after']).toBe(String(problem.retryAfterSeconds));
  portcullis.clock.putForward(3_600_000);
  expect((await post()).status).toBe(201);
  portcullis.clock.putRight();
});
