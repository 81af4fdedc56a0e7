// A stand-in for an S3-compatible store on this machine, which checks every signature and misbehaves when told to.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signatureFault, type StoreKey } from './object-store-signature.ts';

export const storeKey: StoreKey = { id: 'STANDINKEY', secret: 'stand-in-secret-8b1d' };
export const storeRegion = 'eu-test-1';
export const storeBucket = 'evidence';

type Trouble =
  | 'slow-down'
  | 'hangs'
  | 'hangs-up'
  /** Does what it was asked, and the answer is lost. */
  | 'unheard'
  | 'damages-upload'
  | 'damages-answer'
  | 'cuts-answer'
  | 'access-denied'
  | 'no-such-bucket'
  | 'not-xml'
  | 'keeps-one';

export interface ObjectStore {
  readonly url: string;
  /** By name, without the bucket. */
  readonly objects: Map<string, Buffer>;
  /** `PUT name`, …, of every request that came, also of those that went wrong. */
  readonly asked: () => readonly string[];
  /** For so many of the next requests, or until told otherwise. */
  readonly trouble: (what: Trouble | null, times?: number) => void;
  readonly takeKey: (key: StoreKey) => void;
  readonly close: () => Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body?: string | Buffer;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const fault = (status: number, code: string): Answer => ({
  status,
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>no</Message></Error>`,
});

const damaged = (bytes: Buffer): Buffer =>
  Buffer.from(bytes.map((byte, at) => (at === 20 ? byte ^ 1 : byte)));

function listing(objects: ReadonlyMap<string, Buffer>, query: URLSearchParams, pageSize: number): Answer {
  const after = query.get('continuation-token') ?? '';
  const names = [...objects.keys()]
    .filter((name) => name.startsWith(query.get('prefix') ?? '') && name > after)
    .sort();
  const page = names.slice(0, pageSize);
  const contents = page.map(
    (name) =>
      `<Contents><Key>${escaped(name)}</Key><Size>${objects.get(name)?.length ?? 0}</Size>` +
      '<LastModified>2026-11-01T10:00:00.000Z</LastModified></Contents>',
  );
  const isMore = names.length > page.length;
  const next = isMore ? `<NextContinuationToken>${escaped(page.at(-1) ?? '')}</NextContinuationToken>` : '';
  return {
    status: 200,
    body: `<?xml version="1.0"?><ListBucketResult><IsTruncated>${isMore}</IsTruncated>${contents.join('')}${next}</ListBucketResult>`,
  };
}

function put(objects: Map<string, Buffer>, name: string, request: IncomingMessage, body: Buffer): Answer {
  const wanted = request.headers['x-amz-checksum-sha256'];
  if (wanted !== createHash('sha256').update(body).digest('base64')) return fault(400, 'BadDigest');
  objects.set(name, body);
  return { status: 200 };
}

function eraseMany(
  objects: Map<string, Buffer>,
  request: IncomingMessage,
  body: string,
  keeps: boolean,
): Answer {
  const { headers } = request;
  const hasSum = Object.keys(headers).some(
    (name) => name === 'content-md5' || name.startsWith('x-amz-checksum-'),
  );
  if (!hasSum) return fault(400, 'InvalidRequest');
  const names = [...body.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, name = '']) => name);
  if (names.length > 1000) return fault(400, 'MalformedXML');
  const kept = keeps ? names.slice(0, 1) : [];
  for (const name of names) if (!kept.includes(name)) objects.delete(name);
  const errors = kept.map((name) => `<Error><Key>${name}</Key><Code>AccessDenied</Code></Error>`).join('');
  return { status: 200, body: `<?xml version="1.0"?><DeleteResult>${errors}</DeleteResult>` };
}

export async function openObjectStore({ pageSize = 1000 } = {}): Promise<ObjectStore> {
  const objects = new Map<string, Buffer>();
  const asked: string[] = [];
  let key = storeKey;
  let trouble: { what: Trouble; left: number } | null = null;
  const next = (): Trouble | null => {
    if (trouble === null || trouble.left === 0) return null;
    trouble.left -= 1;
    return trouble.what;
  };

  function answerTo(request: IncomingMessage, sent: Buffer, what: Trouble | null): Answer {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const [, bucket = '', ...rest] = pathname.split('/');
    const name = decodeURIComponent(rest.join('/'));
    asked.push(`${request.method} ${name}`);
    if (what === 'slow-down') return fault(503, 'SlowDown');
    if (what === 'access-denied') return fault(403, 'AccessDenied');
    if (what === 'not-xml') return { status: 502, body: '<h1>502 at a gateway' };
    const body = what === 'damages-upload' ? damaged(sent) : sent;
    const refused = signatureFault(request, body, { key, region: storeRegion });
    if (refused !== null) return fault(refused === 'XAmzContentSHA256Mismatch' ? 400 : 403, refused);
    if (bucket !== storeBucket || what === 'no-such-bucket') return fault(404, 'NoSuchBucket');
    if (request.method === 'PUT') return put(objects, name, request, body);
    if (request.method === 'POST')
      return eraseMany(objects, request, body.toString('utf8'), what === 'keeps-one');
    if (request.method === 'DELETE') {
      objects.delete(name);
      return { status: 204 };
    }
    if (name === '') return listing(objects, searchParams, pageSize);
    const found = objects.get(name);
    return found === undefined ? fault(404, 'NoSuchKey') : { status: 200, body: found };
  }

  function reply(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const what = next();
    if (what === 'hangs' || what === 'hangs-up') {
      asked.push(`${request.method} ${what}`);
      if (what === 'hangs-up') response.destroy();
      return;
    }
    const { status, body: said = '' } = answerTo(request, body, what);
    if (what === 'unheard') {
      response.destroy();
      return;
    }
    const bytes = Buffer.from(said);
    const told = what === 'damages-answer' ? damaged(bytes) : bytes;
    response.writeHead(status, { 'content-length': String(told.length) });
    if (what === 'cuts-answer') response.write(told.subarray(0, 10), () => response.destroy());
    else response.end(status === 204 ? undefined : told);
  }

  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => void parts.push(part));
    request.on('end', () => reply(request, response, Buffer.concat(parts)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    asked: () => asked,
    trouble: (what, times = Infinity) => {
      trouble = what === null ? null : { what, left: times };
    },
    takeKey: (other) => {
      key = other;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
