// Consents and declarations: what is wrong is pointed at, what is right is kept exactly as it was written.
import type TestAgent from 'supertest/lib/agent.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ApplicationView } from '../../server/contract/application.ts';
import { revealCase } from '../../server/contract/reveal.ts';
import { claimCase } from '../../server/contract/review.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { citizenIdCheckDigit } from '../../server/domain/citizen-id.ts';
import type { ProblemType } from '../../server/domain/problem-type.ts';
import { consentBody, declaration, faceFree, somebodyAt, type Somebody } from '../support/applicants.ts';
import { ann } from '../support/desk.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';

let portcullis: TestPortcullis;
let applicant: Somebody;
let agent: TestAgent;
beforeAll(async () => {
  portcullis = await startPortcullis();
});
afterAll(() => portcullis.close());

const put = (body: object): ReturnType<TestAgent['put']> =>
  agent.put(`/api/applications/${applicant.id}/declaration`).send(body);
const putConsents = (body: object): ReturnType<TestAgent['put']> =>
  agent.put(`/api/applications/${applicant.id}/consents`).send(body);
const numberOf = (first17: string): string => first17 + citizenIdCheckDigit(first17);
const business = { code: '91990000MA0000015Q', name: '沙盒晨光贸易有限公司', legalRepresentative: '张伟' };

describe('a declaration that is not right', () => {
  beforeAll(async () => {
    applicant = await somebodyAt(portcullis, 'photographed', faceFree);
    agent = await applicant.agent();
  });

  interface Bad {
    readonly what: string;
    readonly change: object;
    readonly type: ProblemType;
    readonly errors: readonly { pointer: string; code: string }[];
  }
  const wrong: readonly Bad[] = [
    {
      what: 'an ID number with a wrong check digit',
      change: { citizenId: '990000199001010106' },
      type: 'citizen-id-invalid',
      errors: [{ pointer: '/citizenId', code: 'check-digit' }],
    },
    {
      what: 'an ID number with an impossible date',
      change: { citizenId: numberOf('99000019900230010') },
      type: 'citizen-id-invalid',
      errors: [{ pointer: '/citizenId', code: 'birth-date' }],
    },
    {
      what: 'an ID number that is too short',
      change: { citizenId: '99000019900101' },
      type: 'citizen-id-invalid',
      errors: [{ pointer: '/citizenId', code: 'length' }],
    },
    {
      what: 'somebody under age',
      change: { citizenId: numberOf('99000020150101010') },
      type: 'under-age',
      errors: [{ pointer: '/citizenId', code: 'under-age' }],
    },
    {
      what: 'markup for a name',
      change: { legalName: '<b>林试</b>' },
      type: 'name-invalid',
      errors: [{ pointer: '/legalName', code: 'characters' }],
    },
    {
      what: 'a name of one letter',
      change: { legalName: '林' },
      type: 'name-invalid',
      errors: [{ pointer: '/legalName', code: 'length' }],
    },
    {
      what: 'a registration code of the wrong length',
      change: { subjectKind: 'company', business: { ...business, code: '9199' } },
      type: 'business-code-invalid',
      errors: [{ pointer: '/business/code', code: 'length' }],
    },
    {
      what: 'an emoji for a legal representative',
      change: { subjectKind: 'company', business: { ...business, legalRepresentative: '张😀' } },
      type: 'name-invalid',
      errors: [{ pointer: '/business/legalRepresentative', code: 'characters' }],
    },
    {
      what: 'a company without a business',
      change: { subjectKind: 'company' },
      type: 'invalid-request',
      errors: [{ pointer: '/business', code: 'missing' }],
    },
    {
      what: 'an individual with one',
      change: { business },
      type: 'invalid-request',
      errors: [{ pointer: '/business', code: 'not-for-individuals' }],
    },
    {
      what: 'unknown fields',
      change: { colour: 'red', shop: { ...declaration.shop, 'a/b': 1 } },
      type: 'invalid-request',
      errors: [
        { pointer: '/shop/a~1b', code: 'unknown-field' },
        { pointer: '/colour', code: 'unknown-field' },
      ],
    },
    {
      what: 'several faults, all of them named',
      change: { legalName: 5, contact: { phone: 'call me', email: 'nobody' } },
      type: 'invalid-request',
      errors: [
        { pointer: '/legalName', code: 'invalid_type' },
        { pointer: '/contact/phone', code: 'invalid_format' },
        { pointer: '/contact/email', code: 'invalid_format' },
      ],
    },
  ];

  test.each(wrong)('$what is pointed at, and the earlier one stays', async ({ change, type, errors }) => {
    const before = await applicant.view();
    const problem = expectProblem(await put({ ...declaration, ...change }), type);
    expect(problem.errors).toEqual(errors);
    expect(await applicant.view()).toEqual(before);
  });

  test('is refused when it is not JSON, or far too long, or of another kind', async () => {
    const before = await applicant.view();
    const path = `/api/applications/${applicant.id}/declaration`;
    const json = agent.put(path).set('Content-Type', 'application/json');
    expectProblem(await json.send('{"legalName": "林'), 'malformed-json');
    expectProblem(await put({ ...declaration, legalName: '林'.repeat(40_000) }), 'request-too-large');
    const latin = agent.put(path).set('Content-Type', 'application/json; charset=latin1');
    expectProblem(await latin.send('{}'), 'unsupported-media');
    expectProblem(await agent.put(path).type('form').send('legalName=x'), 'invalid-request');
    expect(await applicant.view()).toEqual(before);
  });
});

describe('a name', () => {
  test.each(['𠮷野·阿不都', '买买提·吐尔逊', '𠮷田 太郎', 'Anna-María O’Neill'])(
    '%s reaches the reviewer as it was written',
    async (legalName) => {
      const person = await somebodyAt(portcullis, 'held', { ...faceFree, declaration: { legalName } });
      const desk = await portcullis.reviewer(ann);
      const params = { applicationId: person.id };
      await desk.call(claimCase, { params });
      const revealed = await desk.call(revealCase, { params, body: { fields: ['legalName'] } });
      // spaces between Chinese characters are for looks; one kind of apostrophe is kept
      expect(revealed.legalName).toBe(legalName.replace('田 太', '田太').replace('’', "'"));
      expect((await person.view()).declared?.nameMasked).toBe(`${Array.from(legalName)[0] ?? ''}··`);
    },
  );

  test('is shown to the applicant’s page only masked, as is the number', async () => {
    const person = await somebodyAt(portcullis, 'declared', { declaration: { legalName: '欧阳明月' } });
    const view = JSON.stringify(await person.view());
    expect(view).not.toContain('欧阳明月');
    expect(view).not.toContain(declaration.citizenId);
    expect(view).not.toContain(declaration.contact.phone);
  });
});

describe('a business code', () => {
  test('with a check digit that does not add up is taken, with a warning', async () => {
    const odd = { ...business, code: '91990000MA0000015A' };
    const person = await somebodyAt(portcullis, 'declared', {
      declaration: { subjectKind: 'company', business: odd },
    });
    const view: ApplicationView = await person.view();
    expect(view.declared).toMatchObject({ businessCodeCheckDigit: 'disagrees', businessName: odd.name });
    expect(view.steps.map(({ step }) => step)).toContain('business-licence');
  });
});

describe('consents', () => {
  beforeEach(async () => {
    applicant = await somebodyAt(portcullis, 'opened');
    agent = await applicant.agent();
  });

  test.each(['id-document', 'retention'] as const)('without %s lead nowhere, and say so', async (item) => {
    const problem = expectProblem(await putConsents(consentBody({ [item]: 'refused' })), 'consent-missing');
    expect(problem['item']).toBe(item);
    // the refusal itself is on record, and may be changed
    expect(await applicant.view()).toMatchObject({ consents: { [item]: 'refused' }, nextStep: 'consent' });
    expect((await putConsents(consentBody())).body).toMatchObject({ nextStep: 'declaration' });
  });

  test('must answer every item, and nothing else', async () => {
    const { answers, ...rest } = consentBody();
    const { retention, ...some } = answers;
    const missing = expectProblem(await putConsents({ ...rest, answers: some }), 'invalid-request');
    expect(missing.errors).toEqual([{ pointer: '/answers/retention', code: 'invalid_value' }]);
    const odd = { ...rest, answers: { ...answers, retention: 'maybe' } };
    expectProblem(await putConsents(odd), 'invalid-request');
    expect(retention).toBe('granted');
    expect(await applicant.view()).toMatchObject({ consents: {}, nextStep: 'consent' });
  });

  test('are kept with the hash of the very words that were shown', async () => {
    await putConsents(consentBody()).expect(200);
    const { rows } = await portcullis.database.execute(
      'select item, text_sha256 as hash from consents where application_id = $1',
      [applicant.id],
    );
    expect(rows).toHaveLength(4);
    for (const row of rows as { hash: string }[]) expect(row.hash).toMatch(/^[0-9a-f]{64}$/);
    const events = await portcullis.database.audit.of(applicant.id as ApplicationId);
    expect(events.map(({ type }) => type)).toContain('consent.answered');
  });

  test('come before the declaration', async () => {
    expectProblem(await put(declaration), 'consent-missing');
  });
});
