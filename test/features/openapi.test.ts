// The description of the API is valid, complete, and about what is really mounted.
import supertest from 'supertest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { FaceEngine } from '../../server/ports/face-engine.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';

const schema = z.looseObject({});
const content = z.record(z.string(), z.object({ schema: schema.optional() }));
const operation = z.strictObject({
  operationId: z.string().regex(/^[a-zA-Z]+$/),
  summary: z.string().min(3),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z
    .array(z.object({ name: z.string(), in: z.enum(['path', 'query']), required: z.boolean(), schema }))
    .optional(),
  requestBody: z.object({ required: z.literal(true), content }).optional(),
  responses: z.record(
    z.string().regex(/^[1-5]\d\d$/),
    z.object({ description: z.string().min(1), content: content.optional() }),
  ),
});
const openApi = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d$/),
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  paths: z.record(
    z.string().startsWith('/'),
    z.partialRecord(z.enum(['get', 'put', 'post', 'delete']), operation),
  ),
  components: z.object({
    schemas: z.record(z.string(), schema),
    securitySchemes: z.record(
      z.string(),
      z.union([
        z.strictObject({ type: z.literal('apiKey'), in: z.literal('cookie'), name: z.string() }),
        z.strictObject({ type: z.literal('http'), scheme: z.literal('bearer'), description: z.string() }),
      ]),
    ),
  }),
});

/** Nobody looks at a face here. */
const blindEngine: FaceEngine = {
  name: 'blind',
  look: () => Promise.reject(new Error('nothing is looked at')),
  follow: () => Promise.reject(new Error('nobody is followed')),
  isReady: () => false,
  warmUp: async () => undefined,
  close: async () => undefined,
};

let portcullis: TestPortcullis;
let document: z.output<typeof openApi>;
beforeAll(async () => {
  portcullis = await startPortcullis({ replacements: { engine: blindEngine } });
  const answer = await supertest(portcullis.baseUrl).get('/openapi.json').expect(200);
  document = openApi.parse(answer.body);
});
afterAll(() => portcullis.close());

test('describes exactly the addresses that are mounted', () => {
  interface Layer {
    route?: { path: string; stack: { method?: string }[] };
  }
  const { stack } = (portcullis.app as unknown as { router: { stack: Layer[] } }).router;
  const mounted = stack.flatMap(({ route }) =>
    route === undefined ? [] : route.stack.map(({ method = '' }) => `${method} ${route.path}`),
  );
  const api = new Set(mounted.filter((one) => / \/(api\/|healthz|readyz|\.well-known\/)/.test(one)));
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  );
  expect(described.sort()).toEqual([...api].sort());
});

test('names each operation once, with all the parameters of its path', () => {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.values(methods).map((one) => ({ path, ...one })),
  );
  const names = operations.map(({ operationId }) => operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const { path, parameters = [], responses, security } of operations) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const described = parameters.filter((one) => one.in === 'path').map(({ name }) => name);
    expect(described).toEqual(inPath);
    for (const one of parameters) expect(one.schema, `${path} ${one.name}`).not.toEqual({});
    expect(Object.keys(responses).some((status) => /^2|^303$/.test(status))).toBe(true);
    if (security.length > 0) expect(Object.keys(responses), path).toContain('401');
    for (const name of security.flatMap((one) => Object.keys(one)))
      expect(Object.keys(document.components.securitySchemes)).toContain(name);
  }
});

test('refers to nothing that it does not contain', () => {
  const find = (value: unknown): string[] => {
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) => (key === '$ref' ? [String(inner)] : find(inner)));
  };
  for (const [name, described] of Object.entries(document.components.schemas))
    expect(Object.keys(described), name).not.toContain('$ref');
  const references = new Set(find(document));
  expect(references).toContain('#/components/schemas/Problem');
  for (const reference of references) {
    const target = reference
      .replace(/^#\//, '')
      .split('/')
      .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], document);
    expect(target, reference).toBeDefined();
  }
});

test('is not ready while the eyes are not', async () => {
  const answer = await supertest(portcullis.baseUrl).get('/readyz');
  expect(answer.status).toBe(503);
  expect(answer.body).toMatchObject({
    type: '/problems/temporarily-unavailable',
    models: false,
    database: true,
  });
});
