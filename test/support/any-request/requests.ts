// Requests to every address of the description of the API: nearly right ones, with one thing or more spoilt.
import { gzipSync } from 'node:zlib';
import type { Chance } from './chance.ts';
import { fittingValue, type Fitting, type Schema } from './fitting.ts';
import { jsonOf, spoilt, strangeTexts } from './strange.ts';

export interface Operation {
  readonly path: string;
  readonly method: string;
  /** Who may ask: `applicant`, `reviewer`, `marketplace`; `leaving`: reviewers who are signed out by it. */
  readonly audience: string | null;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: 'path' | 'query';
    readonly schema: Schema;
  }[];
  readonly mediaType: string | null;
  readonly body: Schema;
  readonly statuses: readonly string[];
}

export interface MadeRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

interface Described {
  readonly parameters?: Operation['parameters'];
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, unknown>>;
}

export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const endsSessions = /\/(leave-device|review\/(sign-out|sessions|people))/;

export function operationsOf({ paths }: Description): readonly [Operation, ...Operation[]] {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody, responses, security }]) => {
      const [mediaType = null, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
      const body = content?.schema ?? {};
      const audience = endsSessions.test(path) ? 'leaving' : (Object.keys(security[0] ?? {})[0] ?? null);
      return { path, method, audience, parameters, mediaType, body, statuses: Object.keys(responses) };
    }),
  );
  const [first, ...rest] = all;
  if (first === undefined) throw new Error('nothing is described');
  return [first, ...rest];
}

const oddTypes: readonly [string, ...string[]] = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/json; charset=utf-16',
  'application/json; charset=nothing',
  'application/json; charset="',
  'application/problem+json',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  `multipart/form-data; boundary=${'b'.repeat(300)}`,
  'multipart/form-data; boundary="edge"; charset=utf-7',
  'multipart/mixed; boundary=edge',
  'image/jpeg',
  ';;;',
];

const oddHeaders: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ['Content-Encoding', 'gzip'],
  ['Content-Encoding', 'br'],
  ['Content-Encoding', 'deflate'],
  ['Content-Encoding', 'nothing'],
  ['Accept', 'text/html;q=abc,,;'],
  ['Accept-Encoding', 'gzip;q=2, br;q=x, *'],
  ['Accept-Language', '\u00e4'.repeat(500)],
  ['Range', 'bytes=-1-0,5-'],
  ['If-None-Match', '*'],
  ['If-Modified-Since', 'never'],
  ['Cookie', 'portcullis_applicant=a.b.c; portcullis_reviewer=%00; ='],
  ['Cookie', `portcullis_reviewer=${'e'.repeat(4000)}`],
  ['Authorization', 'Bearer '],
  ['Authorization', `Bearer pck_${'0'.repeat(22)}_${'A'.repeat(43)}`],
  ['Origin', 'http://['],
  ['Origin', 'null'],
  ['Host', 'evil.example:99999'],
  ['Sec-Fetch-Site', 'cross-site'],
  ['User-Agent', '\u00ff\t{"level":60}'],
  ['X-Forwarded-For', '::1, , unknown, 999.1.1.1'],
  ['X-Forwarded-Proto', 'gopher'],
  ['X-HTTP-Method-Override', 'DELETE'],
];

const oddQueries: readonly [string, ...string[]] = [
  '?',
  '?a=1&a=2&a[b]=3',
  '?__proto__[x]=1&constructor=2',
  '?%00=%00',
  '?%E0%A4%A=%',
  '?&&=&=&',
  `?${'a=1&'.repeat(1500)}`,
  `?${'x'.repeat(6000)}`,
];

const oddMethods: readonly [string, ...string[]] = [
  'head',
  'patch',
  'options',
  'get',
  'post',
  'put',
  'delete',
];

/** Half a pair of surrogates cannot be encoded: it is left out. */
const encoded = (text: string): string => encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, ''));

/** Percent signs and all: some of what comes out is no path that can be decoded. */
function pathPart(value: unknown, chance: Chance): string {
  if (!chance.oneIn(10)) return encodeURIComponent(String(value));
  const text = encoded(chance.of(strangeTexts)).slice(0, 3000);
  return chance.oneIn(4) ? `${text}%E0%A4%A` : text;
}

function pathOf(operation: Operation, fitting: Fitting): string {
  const { chance } = fitting;
  const inPath = operation.path.replace(/\{(\w+)\}/g, (_match, name: string) => {
    const schema = operation.parameters.find((one) => one.name === name)?.schema ?? {};
    return pathPart(fittingValue(schema, name, fitting), chance);
  });
  if (chance.oneIn(15)) return inPath + chance.of(oddQueries);
  const asked = operation.parameters
    .filter((one) => one.in === 'query' && chance.oneIn(2))
    .map(({ name, schema }) => {
      const value = chance.oneIn(4) ? chance.of(strangeTexts) : fittingValue(schema, name, fitting);
      return `${name}=${encoded(String(value)).slice(0, 3000)}`;
    });
  return asked.length === 0 ? inPath : `${inPath}?${asked.join('&')}`;
}

const line = '\r\n';
const oddParts: readonly [string, ...string[]] = [
  `Content-Disposition: form-data${line}${line}`,
  `Content-Disposition: form-data; name=""; filename="../../x"${line}${line}`,
  `Content-Disposition: form-data; name="photo"; filename="\u0000.jpg"${line}Content-Type: x${line}${line}`,
  `Content-Disposition: form-data; name*=utf-8''%E0%A4%A${line}${line}`,
  `Content-Disposition: form-data; name="__proto__[x]"${line}${line}`,
  `: no name${line}${line}`,
  `${'X-Long: '.repeat(400)}${line}${line}`,
  line,
];

function multipart(fields: unknown, field: string, files: readonly Buffer[], chance: Chance): Buffer {
  const parts: Buffer[] = [];
  const add = (head: string, content: Buffer): void => {
    parts.push(Buffer.from(`--edge${line}${head}`), content, Buffer.from(line));
  };
  const entries = typeof fields === 'object' && fields !== null ? Object.entries(fields) : [];
  for (const [name, value] of entries)
    if (name !== field)
      add(
        `Content-Disposition: form-data; name="${name.slice(0, 200)}"${line}${line}`,
        Buffer.from(typeof value === 'string' ? value : jsonOf(value)),
      );
  const count = chance.oneIn(8) ? chance.below(20) : 1;
  for (let each = 0; each < count; each += 1)
    add(
      `Content-Disposition: form-data; name="${chance.oneIn(20) ? 'other' : field}"; filename="a.jpg"${line}Content-Type: image/jpeg${line}${line}`,
      chance.any(files) ?? Buffer.alloc(0),
    );
  if (chance.oneIn(6)) add(chance.of(oddParts), Buffer.from('x'));
  const whole = Buffer.concat([...parts, Buffer.from('--edge--')]);
  return chance.oneIn(5) ? whole.subarray(0, chance.below(whole.length)) : whole;
}

function jsonBody(value: unknown, chance: Chance): Buffer {
  const text = jsonOf(value);
  if (chance.oneIn(15)) return Buffer.from(text.slice(0, chance.below(text.length)));
  if (chance.oneIn(40)) return Buffer.from([0xff, 0xfe, 0x00, 0xd8, ...Buffer.from(text)]);
  return Buffer.from(text);
}

/** `files`: pictures that are one, and some that are none. */
export function makeRequest(operation: Operation, fitting: Fitting, files: readonly Buffer[]): MadeRequest {
  const { chance } = fitting;
  const headers: Record<string, string> = {};
  const method = chance.oneIn(40) ? chance.of(oddMethods) : operation.method;
  let body: Buffer | null = null;
  if (operation.mediaType !== null || chance.oneIn(20)) {
    const good = fittingValue(operation.body, 'body', fitting);
    const value = chance.oneIn(3) ? good : spoilt(good, chance);
    const isForm = operation.mediaType === 'multipart/form-data';
    const field = operation.path.includes('/frames')
      ? 'frames'
      : operation.path.includes('/citizens')
        ? 'portrait'
        : 'photo';
    body = isForm ? multipart(value, field, files, chance) : jsonBody(value, chance);
    headers['Content-Type'] = isForm ? 'multipart/form-data; boundary=edge' : 'application/json';
    if (chance.oneIn(20)) headers['Content-Type'] = chance.of(oddTypes);
    if (chance.oneIn(40)) {
      body = gzipSync(body);
      headers['Content-Encoding'] = 'gzip';
    }
  }
  if (chance.oneIn(12)) {
    const [name, odd] = chance.of(oddHeaders);
    headers[name] = odd;
  }
  return { method, path: pathOf(operation, fitting), headers, body };
}
