// What stands after `?` in an address: parsed by its schema, refused when unknown, described.
import express from 'express';
import supertest from 'supertest';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { endpoint } from '../../server/contract/endpoint.ts';
import { noBody, noParams } from '../../server/contract/identifiers.ts';
import { openApiDocument } from '../../server/http/openapi.ts';
import { toDomainError } from '../../server/http/problems.ts';
import { mount, route, type Askers } from '../../server/http/route.ts';
import { unstorablePlaces } from '../../server/http/unstorable.ts';

const search = endpoint({
  method: 'get',
  path: '/search',
  summary: 'Finds things',
  audience: 'anyone',
  params: noParams,
  query: z.strictObject({ word: z.string().max(10), page: z.coerce.number().int().min(1).optional() }),
  body: noBody,
  status: 200,
  answer: z.object({ word: z.string(), page: z.int().nullable() }),
  problems: [],
});

const app = express();
app.set('query parser', 'simple');
mount(
  app,
  [route(search, async ({ query }) => ({ word: query.word, page: query.page ?? null }))],
  { applicant: async () => null } as Partial<Askers> as Askers,
  { count: () => undefined, beginUpload: () => () => undefined },
);
// eslint-disable-next-line @typescript-eslint/no-unused-vars -- Express knows an error handler by its four parameters
app.use(((error, _request, response, _next) => {
  const { type, data } = toDomainError(error);
  response.status(400).json({ type, ...data });
}) satisfies express.ErrorRequestHandler);

test('a query is read by its schema', async () => {
  const answer = await supertest(app).get('/search?word=gate&page=2');
  expect(answer.body).toEqual({ word: 'gate', page: 2 });
});

test('a query that does not fit is refused, each fault by its name', async () => {
  const answer = await supertest(app).get('/search?page=0&other=1&word=a&word=b');
  expect(answer.body).toEqual({
    type: 'invalid-request',
    errors: expect.arrayContaining([
      { pointer: '/word', code: 'invalid_type' },
      { pointer: '/page', code: 'too_small' },
      { pointer: '/other', code: 'unknown-field' },
    ]) as unknown,
  });
});

test('a text that no database keeps as it is is refused, wherever it stands', async () => {
  const answer = await supertest(app).get('/search?word=a%00b');
  expect(answer.body).toEqual({
    type: 'invalid-request',
    errors: [{ pointer: '/word', code: 'unstorable-character' }],
  });
  // two halves that belong together are one character
  expect(unstorablePlaces({ a: ['fine 𠮷', { b: '\ud842' }], c: 1 })).toEqual([['a', '1', 'b']]);
});

test('a query is described, with what must be there', () => {
  const { paths } = openApiDocument([search], { version: '1', isSecure: false }) as {
    paths: Record<string, { get: { parameters: Record<string, unknown>[] } }>;
  };
  const parameters = paths['/search']?.get.parameters.map(({ name, in: place, required }) => [
    name,
    place,
    required,
  ]);
  expect(parameters).toEqual([
    ['word', 'query', true],
    ['page', 'query', false],
  ]);
});
