// The OpenAPI 3.1 document, generated from the schemas that validate the requests.
import { z } from 'zod';
import type { Endpoint } from '../contract/endpoint.ts';
import { problemDocument } from '../contract/problem.ts';
import { problemTypes, type ProblemType } from '../domain/problem-type.ts';
import { cookieName } from './cookies.ts';

/** Problems that every address can answer with. */
const alwaysPossible: readonly ProblemType[] = [
  'invalid-request',
  'not-found',
  'foreign-origin',
  'internal',
  'too-many-attempts',
  'temporarily-unavailable',
];

type Schema = Record<string, unknown>;

/** Named schemas stand once, under components; zod puts them beside each schema that uses them. */
function withComponentReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withComponentReferences);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== '$defs')
      .map(([key, inner]) => [
        key,
        key === '$ref'
          ? String(inner).replace('#/$defs/', '#/components/schemas/')
          : withComponentReferences(inner),
      ]),
  );
}

function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return dialect === undefined ? {} : rest;
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Schema {
  return withComponentReferences(jsonSchemaOf(schema, io)) as Schema;
}

/** The schemas with a name: the problem document, and what these endpoints answer with. */
function namedSchemas(endpoints: readonly Endpoint[]): Schema {
  const answers = endpoints.flatMap(({ answer }) => (typeof answer === 'string' ? [] : [answer]));
  const definitions = [problemDocument, ...answers].map(
    (schema) => jsonSchemaOf(schema, 'output')['$defs'] ?? {},
  );
  return withComponentReferences(Object.assign({}, ...definitions)) as Schema;
}

function requestBody(endpoint: Endpoint): Record<string, unknown> {
  const fields = schemaOf(endpoint.body, 'input');
  if (endpoint.upload === undefined) {
    const isEmpty = Object.keys(fields['properties'] ?? {}).length === 0;
    return isEmpty
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: fields } } } };
  }
  const { field, maxFiles } = endpoint.upload;
  const file = { type: 'string', contentMediaType: 'image/*', maxLength: endpoint.upload.maxBytesPerFile };
  const properties = {
    ...(fields['properties'] as object),
    [field]: maxFiles === 1 ? file : { type: 'array', maxItems: maxFiles, items: file },
  };
  return {
    requestBody: {
      required: true,
      content: { 'multipart/form-data': { schema: { ...fields, properties } } },
    },
  };
}

function answers(endpoint: Endpoint): Record<string, unknown> {
  const ofAudience: readonly ProblemType[] = endpoint.audience === 'anyone' ? [] : ['not-authenticated'];
  const byStatus = new Map<number, ProblemType[]>();
  for (const type of new Set([...alwaysPossible, ...ofAudience, ...endpoint.problems])) {
    const { status } = problemTypes[type];
    byStatus.set(status, [...(byStatus.get(status) ?? []), type]);
  }
  const good =
    endpoint.answer === 'nothing'
      ? { description: 'Done' }
      : endpoint.answer === 'redirect'
        ? { description: 'Go on there', headers: { Location: { schema: { type: 'string' } } } }
        : endpoint.answer === 'image'
          ? { description: 'The picture', content: { 'image/jpeg': {} } }
          : endpoint.answer === 'file'
            ? { description: 'The file', content: { [endpoint.mediaType ?? 'application/octet-stream']: {} } }
            : {
                description: 'Done',
                content: {
                  [endpoint.mediaType ?? 'application/json']: { schema: schemaOf(endpoint.answer, 'output') },
                },
              };
  return {
    [endpoint.status]: good,
    ...Object.fromEntries(
      [...byStatus].map(([status, types]) => [
        status,
        {
          description: types.map((type) => `\`${type}\`: ${problemTypes[type].title}`).join('; '),
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      ]),
    ),
  };
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: unknown;
}

function pathParameters(endpoint: Endpoint): Parameter[] {
  const shapes = (schemaOf(endpoint.params, 'input')['properties'] ?? {}) as Schema;
  return [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: shapes[name] ?? {},
  }));
}

function queryParameters(endpoint: Endpoint): Parameter[] {
  if (endpoint.query === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(endpoint.query, 'input') as {
    properties?: Schema;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

const security: Record<Endpoint['audience'], unknown[]> = {
  anyone: [],
  sandbox: [],
  applicant: [{ applicant: [] }],
  reviewer: [{ reviewer: [] }],
  marketplace: [{ marketplace: [] }],
};

/** `isSecure`: people reach us by https, which the names of cookies show. */
export function openApiDocument(
  endpoints: readonly Endpoint[],
  { version, isSecure }: { version: string; isSecure: boolean },
): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}');
    const parameters = [...pathParameters(endpoint), ...queryParameters(endpoint)];
    paths[path] ??= {};
    paths[path][endpoint.method] = {
      operationId: `${endpoint.method}${path.replaceAll(/[^A-Za-z]+(\w)/g, (_match, letter: string) => letter.toUpperCase()).replaceAll(/\W/g, '')}`,
      summary: endpoint.summary,
      security: security[endpoint.audience],
      ...(parameters.length === 0 ? {} : { parameters }),
      ...requestBody(endpoint),
      responses: answers(endpoint),
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Portcullis', version, description: 'Identity verification for seller onboarding.' },
    paths,
    components: {
      schemas: namedSchemas(endpoints),
      securitySchemes: {
        applicant: { type: 'apiKey', in: 'cookie', name: cookieName('applicant', isSecure) },
        reviewer: { type: 'apiKey', in: 'cookie', name: cookieName('reviewer', isSecure) },
        marketplace: { type: 'http', scheme: 'bearer', description: 'An API key, pck_…' },
      },
    },
  };
}
