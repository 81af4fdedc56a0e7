// Mutual TLS in front of a local service: who is let in, what is trusted, and that new files hold at once.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAskOnce } from '../../../server/adapters/wire/ask-once.ts';
import { openClientTls, type ClientTlsFiles } from '../../../server/adapters/wire/client-certificate.ts';
import { makeCertificate, type Certificate } from '../../support/certificates.ts';

const authority = makeCertificate('Authority of the service', null);
const another = makeCertificate('Another authority', null);
const service = makeCertificate('127.0.0.1', authority);
const [ours, next] = [makeCertificate('ours', authority), makeCertificate('next', authority)];
const foreign = makeCertificate('foreign', another);
const never = new AbortController().signal;

let folder: string;
let files: Record<'certFile' | 'keyFile' | 'caFile', string>;
let server: Server;
/** Whom the service has let in, by the name in the certificate. */
let letIn: string[];

async function put({ cert, key }: Certificate): Promise<void> {
  await writeFile(files.certFile, cert);
  await writeFile(files.keyFile, key);
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portcullis-tls-'));
  const at = (name: string): string => join(folder, name);
  files = { certFile: at('cert.pem'), keyFile: at('key.pem'), caFile: at('ca.pem') };
  await put(ours);
  await writeFile(files.caFile, authority.cert);
  letIn = [];
  const { cert, key } = service;
  const tls = { cert, key, ca: authority.cert, requestCert: true, rejectUnauthorized: true };
  server = createServer(tls, (request, response) => {
    if (!(request.socket instanceof TLSSocket)) throw new Error('no TLS');
    letIn.push(String(request.socket.getPeerCertificate().subject.CN));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  await rm(folder, { recursive: true });
});

async function asker(chosen: ClientTlsFiles = files) {
  const ask = createAskOnce({ tls: await openClientTls(chosen) });
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return async (): Promise<string> => {
    const answer = await ask({ url, headers: {}, body: '{}' }, never);
    return answer.answer === 'unavailable' ? answer.why : answer.answer;
  };
}

test('the service lets in who has a certificate of its authority, and nobody else', async () => {
  expect(await (await asker())()).toBe('json');
  const without = { ...files, certFile: undefined, keyFile: undefined };
  expect(await (await asker(without))()).not.toBe('json');
  await put(foreign);
  expect(await (await asker())()).not.toBe('json');
  expect(letIn).toEqual(['ours']);
});

test('a service of an authority that we do not trust is not asked', async () => {
  expect(await (await asker({ ...files, caFile: undefined }))()).toBe('unreachable');
  await writeFile(files.caFile, another.cert);
  expect(await (await asker())()).toBe('unreachable');
  expect(letIn).toEqual([]);
});

test('a new certificate holds with the next question, and one that is exchanged by halves does not yet', async () => {
  const ask = await asker();
  expect(await ask()).toBe('json');
  await writeFile(files.certFile, next.cert);
  expect(await ask()).toBe('json');
  await writeFile(files.keyFile, next.key);
  expect(await ask()).toBe('json');
  await rm(files.keyFile);
  expect(await ask()).toBe('json');
  expect(letIn).toEqual(['ours', 'ours', 'next', 'next']);
});

test('an authority that is exchanged holds with the next question', async () => {
  const ask = await asker();
  await writeFile(files.caFile, another.cert);
  expect(await ask()).toBe('unreachable');
  await writeFile(files.caFile, authority.cert);
  expect(await ask()).toBe('json');
});

describe('what cannot be used is found at the start', () => {
  const locked = ours.privateKey.export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: 'hush',
  }) as string;
  test.each([
    ['a certificate that is none', 'certFile', 'hush'],
    ['a key that is none', 'keyFile', 'hush'],
    ['a key to another certificate', 'keyFile', next.key],
    ['a key under a passphrase', 'keyFile', locked],
    ['an authority that is none', 'caFile', 'hush'],
  ] as const)('%s', async (_what, file, text) => {
    await writeFile(files[file], text);
    const fault = await openClientTls(files).catch((error: unknown) => String(error));
    expect(fault).toContain(files[file]);
    expect(fault).not.toMatch(/hush|BEGIN/);
  });

  test.each(['certFile', 'keyFile', 'caFile'] as const)('%s that is not there', async (file) => {
    await rm(files[file]);
    await expect(openClientTls(files)).rejects.toThrow(`${files[file]} cannot be read`);
  });
});
