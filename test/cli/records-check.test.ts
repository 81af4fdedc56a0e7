// `portcullis records check` and `registry check` tell a service that answers from each way in which one does not.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { checkRecords } from '../../server/cli/records-check.ts';
import { checkRegistry } from '../../server/cli/registry-check.ts';
import { openStandIn } from '../../server/compose-stand-in.ts';
import { recordProviders, type RecordProvider } from '../../server/records-config.ts';
import { makeCertificate } from '../support/certificates.ts';

let close: () => Promise<void> = async () => undefined;
afterEach(() => close());

async function open(provider: RecordProvider): Promise<Readonly<Record<string, string>>> {
  const service = await openStandIn(provider);
  close = service.close;
  return service.environment;
}

async function check(environment: Readonly<Record<string, string>>, run = checkRecords) {
  const printed: string[] = [];
  const complaints: string[] = [];
  const code = await run(environment, {
    print: (line) => void printed.push(line),
    complain: (line) => void complaints.push(line),
  });
  return { code, printed: printed.join('\n'), complaint: complaints.join('\n') };
}

async function withWrongKey(environment: Readonly<Record<string, string>>) {
  const file = environment['GOVERNMENT_RECORDS_KEY_FILE'];
  if (file === undefined || file === '')
    return { ...environment, GOVERNMENT_RECORDS_KEY_SECRET: 'another-secret' };
  await writeFile(file, JSON.stringify({ kind: 'hmac', id: 'STANDIN', secret: 'another-secret-of-length' }));
  return environment;
}

describe.each(recordProviders)('%s', (provider) => {
  test('is in order when it is reached and takes key and clock', async () => {
    const environment = await open(provider);
    const { code, printed, complaint } = await check(environment);
    expect([code, complaint]).toEqual([0, '']);
    expect(printed).toMatch(/took our key and our clock \(not-found\)/);
    expect(printed).toMatch(/clock is \d+\.\d s (behind|ahead of) its own/);
    expect(printed.split('\n').every((line) => line.startsWith('ok '))).toBe(true);
    expect(printed).not.toContain(environment['GOVERNMENT_RECORDS_KEY_SECRET'] || 'no secret in it');
  });

  test('says that the key is not taken', async () => {
    const environment = await open(provider);
    const { code, printed, complaint } = await check(await withWrongKey(environment));
    expect(code).toBe(1);
    expect(complaint).toContain('does not take our key');
    expect(printed + complaint).not.toContain('another-secret');
  });

  test('says that nobody is there', async () => {
    const environment = await open(provider);
    const nowhere = { ...environment, GOVERNMENT_RECORDS_URL: 'http://127.0.0.1:1/' };
    const { code, complaint } = await check(nowhere);
    expect([code, complaint.includes('cannot be reached')]).toEqual([1, true]);
  });
});

test('asks the fallback, too, and says which of the two does not answer', async () => {
  const first = await openStandIn('tencent');
  const next = await openStandIn('alibaba');
  close = async () => {
    await first.close();
    await next.close();
  };
  const asFallback = (end: string): string => next.environment[`GOVERNMENT_RECORDS${end}`] ?? '';
  const environment = {
    ...first.environment,
    GOVERNMENT_RECORDS_FALLBACK: 'alibaba',
    GOVERNMENT_RECORDS_FALLBACK_URL: asFallback('_URL'),
    GOVERNMENT_RECORDS_FALLBACK_KEY_ID: asFallback('_KEY_ID'),
    GOVERNMENT_RECORDS_FALLBACK_KEY_SECRET: asFallback('_KEY_SECRET'),
    GOVERNMENT_RECORDS_FALLBACK_SCENE_ID: asFallback('_SCENE_ID'),
  };
  const both = await check(environment);
  expect([both.code, both.complaint]).toEqual([0, '']);
  expect(both.printed).toMatch(/tencent-faceid: [^]*alibaba-cloudauth: asked at .*, the fallback\n/);
  const wrong = await check({ ...environment, GOVERNMENT_RECORDS_FALLBACK_KEY_SECRET: 'another' });
  expect([wrong.code, wrong.complaint]).toEqual([1, expect.stringMatching(/^alibaba-cloudauth: /)]);
});

test('says that no service is asked', async () => {
  for (const kind of ['sandbox', 'none']) {
    const { code, complaint } = await check({ GOVERNMENT_RECORDS: kind });
    expect([code, complaint.includes(kind)]).toEqual([2, true]);
  }
});

test('names the variable that is wrong', async () => {
  const without = await check({ GOVERNMENT_RECORDS: 'tencent' });
  expect([without.code, without.complaint.includes('GOVERNMENT_RECORDS_KEY_ID')]).toEqual([78, true]);
  const noFile = { GOVERNMENT_RECORDS: 'tencent', GOVERNMENT_RECORDS_KEY_FILE: '/nowhere/key.json' };
  const unread = await check(noFile);
  expect([unread.code, unread.complaint.includes('GOVERNMENT_RECORDS_KEY_FILE')]).toEqual([78, true]);
});

/** A service that says nothing but what time it is there; with a certificate where `tls` is given. */
async function openClock(aheadMs: number, tls?: ServerOptions): Promise<string> {
  const listener: RequestListener = (request, response) => {
    if (request.method !== 'HEAD') {
      response.destroy();
      return;
    }
    response.setHeader('date', new Date(Date.now() + aheadMs).toUTCString());
    response.writeHead(405).end();
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { close: before } = { close };
  close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await before();
  };
  return `http${tls === undefined ? '' : 's'}://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

test.each([
  ['behind', 600_000],
  ['ahead of', -600_000],
])('says that this clock is %s the service’s by more than signatures bear', async (way, theirsMs) => {
  const environment = await open('signed-http');
  const url = await openClock(theirsMs);
  const { code, complaint } = await check({ ...environment, GOVERNMENT_RECORDS_URL: url });
  expect(code).toBe(1);
  expect(complaint).toMatch(new RegExp(`clock is [56]\\d\\d\\.\\d s ${way} its own.*: set the clock`));
  const within = await openClock(theirsMs / 10);
  const near = await check({ ...environment, GOVERNMENT_RECORDS_URL: within });
  expect(near.complaint).not.toContain('clock');
  expect(near.printed).toMatch(new RegExp(`ok .*clock is [56]\\d\\.\\d s ${way} its own`));
});

test('puts no question where the mapping calls none free, and says so', async () => {
  const environment = await open('signed-http');
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-check-'));
  const mappingFile = join(folder, 'mapping.json');
  const text = await readFile(environment['GOVERNMENT_RECORDS_MAPPING_FILE'] ?? '', 'utf8');
  await writeFile(mappingFile, text.replaceAll('"free"', '"billed"'));
  const { code, printed, complaint } = await check({
    ...environment,
    GOVERNMENT_RECORDS_MAPPING_FILE: mappingFile,
  });
  await rm(folder, { recursive: true });
  expect([code, complaint]).toEqual([0, '']);
  expect(printed).toMatch(/warning .*no question is known to be free/);
});

test.each([
  ['long enough', 100, 0, /ok .*certificate holds until/],
  ['not much longer', 10, 0, /warning .*certificate holds until .*ask for another/],
  ['no longer', -1, 1, /certificate has run out/],
])('says that our certificate holds %s', async (_what, days, exitCode, said) => {
  const environment = await open('signed-http');
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-check-'));
  const authority = makeCertificate('Authority', null);
  const server = makeCertificate('127.0.0.1', authority);
  const client = makeCertificate('ours', authority, new Date(Date.now() + days * 24 * 3_600_000));
  const file = (name: string): string => join(folder, name);
  await writeFile(file('cert.pem'), client.cert);
  await writeFile(file('key.pem'), client.key);
  await writeFile(file('ca.pem'), authority.cert);
  const mapping = await readFile(environment['GOVERNMENT_RECORDS_MAPPING_FILE'] ?? '', 'utf8');
  await writeFile(file('mapping.json'), mapping.replaceAll('"free"', '"billed"'));
  const url = await openClock(0, { cert: server.cert, key: server.key });
  const { code, printed, complaint } = await check({
    ...environment,
    GOVERNMENT_RECORDS_URL: url,
    GOVERNMENT_RECORDS_MAPPING_FILE: file('mapping.json'),
    GOVERNMENT_RECORDS_TLS_CERT_FILE: file('cert.pem'),
    GOVERNMENT_RECORDS_TLS_KEY_FILE: file('key.pem'),
    GOVERNMENT_RECORDS_TLS_CA_FILE: file('ca.pem'),
  });
  await rm(folder, { recursive: true });
  expect(code).toBe(exitCode);
  expect(printed + complaint).toMatch(said);
});

describe('a register', () => {
  const registry = (environment: Readonly<Record<string, string>>) => check(environment, checkRegistry);

  test('is in order when it is reached and takes key and clock', async () => {
    const { code, printed, complaint } = await registry(await open('tencent'));
    expect([code, complaint]).toEqual([0, '']);
    expect(printed).toMatch(/example-register-\w+: it was reached, and took our key and our clock/);
  });

  test('says that the key is not taken, that nobody is there, and that none is asked', async () => {
    const environment = await open('tencent');
    const nowhere = await registry({ ...environment, BUSINESS_REGISTRY_URL: 'http://127.0.0.1:1/' });
    expect([nowhere.code, nowhere.complaint.includes('cannot be reached')]).toEqual([1, true]);
    const other = { kind: 'hmac', id: 'STANDIN', secret: 'another-secret-of-length' };
    await writeFile(environment['BUSINESS_REGISTRY_KEY_FILE'] ?? '', JSON.stringify(other));
    const wrong = await registry(environment);
    expect([wrong.code, wrong.complaint.includes('does not take our key')]).toEqual([1, true]);
    const none = await registry({ BUSINESS_REGISTRY: 'none' });
    expect(none.code).toBe(2);
    const unread = await registry({ ...environment, BUSINESS_REGISTRY_KEY_FILE: '/nowhere/key.json' });
    expect([unread.code, unread.complaint.includes('BUSINESS_REGISTRY')]).toEqual([78, true]);
  });
});
