// An honest person applies, is held, and is admitted by a reviewer; nothing about them is left lying about.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  findMyApplication,
  readApplication,
  type ApplicationView,
} from '../../server/contract/application.ts';
import { readQueue } from '../../server/contract/queue.ts';
import { revealCase } from '../../server/contract/reveal.ts';
import { claimCase, decideCase, readCase } from '../../server/contract/review.ts';
import { sampleStill } from '../puppet/sample.ts';
import {
  driveApplication,
  resumeAndContinue,
  untilChecked,
  type Applicant,
} from '../try/drive-application.ts';
import { puppetApplicant } from '../try/puppet-applicant.ts';
import { paceOf } from '../support/clock.ts';
import { captureBy, filmOf, honest } from '../support/films.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';
import { lookAt } from '../support/desk.ts';

const name = '欧阳试·穿越';
const phone = '+86 10 5555 0177';
const reviewer = { id: 'ann', name: 'Ann', role: 'reviewer' } as const;

let portcullis: TestPortcullis;
let client: ReturnType<TestPortcullis['somebody']>;
let held: ApplicationView;
let citizenId: string;
const steps: string[] = [];
let resumeLink: string;
let applicant: Applicant;

beforeAll(async () => {
  portcullis = await startPortcullis();
  client = portcullis.somebody();
  const made = await puppetApplicant(client, await sampleStill('sample1'), { name });
  citizenId = made.declaration.citizenId;
  const contact = { phone, email: 'lin.shi@example.org' };
  applicant = {
    ...made,
    declaration: { ...made.declaration, contact },
    capture: captureBy(honest('sample1'), paceOf(portcullis.clock)),
  };
  const submitted = await driveApplication({ client, applicant, onStep: (step) => steps.push(step) });
  resumeLink = (await client.call(findMyApplication)).resumeLink ?? '';
  held = await untilChecked(client, submitted.applicationId, { everyMs: 50 });
});
afterAll(() => portcullis.close());

test('goes through every step that the server names, and is held', () => {
  expect(steps).toEqual(['consent', 'declaration', 'id-front', 'id-back', 'liveness', 'submit']);
  expect(held).toMatchObject({ state: 'in_review', turn: 'reviewer', nextStep: null, outcome: null });
  expect(held.waiting?.targetAt).toBeDefined();
});

test('is offered to the reviewers with everything that the checks found, all of it good', async () => {
  const ann = await portcullis.reviewer(reviewer);
  const queue = await ann.call(readQueue);
  expect(queue.cases).toMatchObject([{ applicationId: held.applicationId, round: 1, claimedBy: null }]);
  const params = { applicationId: held.applicationId };
  const opened = await ann.call(readCase, { params });
  expect(Object.fromEntries(opened.checks.map(({ check, outcome }) => [check, outcome]))).toEqual({
    'document-quality': 'passed',
    'document-data': 'passed',
    liveness: 'passed',
    'presentation-attack': 'unavailable',
    willingness: 'passed',
    'document-face-match': 'passed',
    'government-record': 'passed',
  });
  for (const secret of [name, citizenId]) expect(JSON.stringify(opened)).not.toContain(secret);
  await ann.call(claimCase, { params });
  const fields = ['legalName', 'citizenId', 'statement'] as const;
  const revealed = await ann.call(revealCase, { params, body: { fields: [...fields] } });
  expect(revealed).toMatchObject({ legalName: name, citizenId });
  expect(revealed.statement).toContain(name);
  expect(opened.liveness?.steps).toHaveLength(5);
  expect(opened.recommendation).toBeNull();
  for (const { evidenceId } of opened.evidence) {
    const picture = await lookAt(ann, params.applicationId, evidenceId);
    expect([...picture.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
  }
  const after = await ann.call(readCase, { params });
  const looks = after.trail.filter(({ type }) => type === 'evidence.viewed');
  expect(looks).toHaveLength(opened.evidence.length);
});

test('although every check was good, nobody is admitted before a reviewer says so', async () => {
  expect(await client.call(readApplication, { params: { applicationId: held.applicationId } })).toMatchObject(
    {
      state: 'in_review',
      outcome: null,
    },
  );
  const sealed = await portcullis.database.verification.recommendation(held.applicationId, 1);
  expect(sealed).toMatchObject({ outcome: 'admit', reasons: [] });
});

test('shows the state to the same person on another device, by the resume link', async () => {
  const other = portcullis.somebody();
  const view = await resumeAndContinue({ client: other, applicant }, resumeLink);
  expect(view).toMatchObject({ applicationId: held.applicationId, state: 'in_review' });
});

test('is admitted once a reviewer approves, and sees it on the status page', async () => {
  const ann = await portcullis.reviewer(reviewer);
  const params = { applicationId: held.applicationId };
  await ann.call(claimCase, { params });
  const decided = await ann.call(decideCase, {
    params,
    body: {
      decision: 'approve',
      reasons: ['evidence-agrees'],
      items: [],
      message: '欢迎加入',
      note: 'all agrees',
    },
  });
  expect(decided).toMatchObject({ state: 'admitted', recommendation: { outcome: 'admit' } });
  expect(await client.call(readApplication, { params })).toMatchObject({
    state: 'admitted',
    turn: 'nobody',
    outcome: { decision: 'approve', reasons: ['evidence-agrees'], message: '欢迎加入' },
  });
});

describe('afterwards', () => {
  test('no log line says who it was, or would let anybody in', async () => {
    const film = await filmOf('sample1', 'neutral');
    const picture = film[0]?.jpeg.toString('base64').slice(200, 240) ?? '';
    const token = resumeLink.split('#resume=')[1] ?? '';
    const log = portcullis.log();
    expect(log).toContain('request.finished');
    for (const secret of [name, citizenId, phone, 'lin.shi@example.org', '欢迎加入', picture, token, 'eyJ'])
      expect(log).not.toContain(secret);
  });

  test('no file on the disk is a picture that can be looked at', () => {
    const folder = join(portcullis.dataDirectory, 'evidence');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) =>
      one.name.endsWith('.evidence'),
    );
    expect(files.length).toBeGreaterThanOrEqual(10);
    for (const file of files) {
      const bytes = readFileSync(join(file.parentPath, file.name));
      expect(bytes.subarray(0, 4096).includes(Buffer.from([0xff, 0xd8, 0xff]))).toBe(false);
      expect(bytes.includes('JFIF')).toBe(false);
    }
  });

  test('no row of the application spells the name or the number', async () => {
    const { rows } = await portcullis.database.execute(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
      [],
    );
    const tables = (rows as { name: string }[]).map((row) => row.name);
    expect(tables).toContain('applications');
    // the sandbox's own record of made-up people
    const spelled = ['sandbox_citizens'];
    for (const table of tables.filter((one) => !spelled.includes(one))) {
      const { rows: found } = await portcullis.database.execute(
        `select to_jsonb(t)::text as text from "${table}" t`,
        [],
      );
      const text = found.map((row) => (row as { text: string }).text).join('\n');
      expect(text.includes(citizenId), table).toBe(false);
      expect(text.includes(name), table).toBe(false);
    }
  });
});
