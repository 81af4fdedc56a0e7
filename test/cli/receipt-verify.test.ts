// `portcullis receipt verify` says what a receipt says and ends in one line: valid, or why not.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFileKeys } from '../../server/adapters/keys/file.ts';
import { verifyReceipt, type VerifyOptions } from '../../server/cli/receipt-verify.ts';
import { signedTypes } from '../../server/domain/signed-type.ts';
import { Sensitive } from '../../server/domain/sensitive.ts';
import type { Keys } from '../../server/ports/keys.ts';
import { forgeries, receiptOf, signedAs, statement } from '../support/receipts.ts';

const masterKey = randomBytes(32).toString('base64');
const keysOf = (key: string, signingGeneration = 1): Promise<Keys> =>
  createFileKeys({ path: '/nowhere', masterKey: new Sensitive(key), signingGeneration });
const keys = await keysOf(masterKey);
const stranger = await keysOf(randomBytes(32).toString('base64'));
const forged = await forgeries(keys, stranger);

let folder: string;
let receipt: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'receipt-'));
  receipt = await write('receipt.jws', await signedAs(keys, {}, receiptOf()));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

async function keySetOf(some: Keys): Promise<string> {
  const known = await some.publicKeys();
  return JSON.stringify({ keys: known.map(({ keyId, publicJwk }) => ({ ...publicJwk, kid: keyId })) });
}

interface Ran {
  readonly code: number;
  readonly lines: readonly string[];
  readonly complaint: string;
}

async function run(
  path: string,
  options: VerifyOptions = {},
  environment: Record<string, string> = { MASTER_KEY: masterKey },
): Promise<Ran> {
  const lines: string[] = [];
  let complaint = '';
  const code = await verifyReceipt(path, options, environment, {
    print: (line) => lines.push(line),
    complain: (line) => (complaint += line),
  });
  return { code, lines, complaint };
}

describe('a good receipt', () => {
  test('is valid by the keys of this installation, and all of it is told', async () => {
    const { code, lines } = await run(receipt);
    const { keyId } = await keys.signing();
    expect(code).toBe(0);
    expect(lines.at(-1)).toBe(`valid: signed by the key ${keyId}`);
    const text = lines.join('\n');
    const said = receiptOf();
    for (const part of [
      said.applicationId,
      said.sessionId,
      said.marketplace,
      said.iss,
      said.statement.sha256,
      said.frames.chain,
      said.bestFrameSha256,
      '2026-11-23T08:00:02.500Z, by nodding',
      'longer time, without close-eyes',
    ])
      expect(text).toContain(part);
    for (const { step, passedAt } of said.transcript)
      expect(lines.some((line) => line.includes(step) && line.includes(passedAt))).toBe(true);
  });

  test('is valid by keys in a file, whatever else is in it', async () => {
    const set = JSON.parse(await keySetOf(keys)) as { keys: object[] };
    const more = [{ kty: 'RSA', n: 'x', e: 'AQAB' }, 'no key', { ...set.keys[0], kid: 'another name' }];
    const jwks = await write('jwks.json', JSON.stringify({ keys: more }));
    expect((await run(receipt, { jwks }, {})).code).toBe(0);
  });

  test('stays valid when this installation has begun to sign with another key', async () => {
    const raised = { MASTER_KEY: masterKey, SIGNING_KEY_GENERATION: '3' };
    expect((await run(receipt, {}, raised)).code).toBe(0);
    const newer = await write('newer.jws', await signedAs(await keysOf(masterKey, 3), {}, receiptOf()));
    expect((await run(newer, {}, raised)).code).toBe(0);
    expect((await run(newer)).lines.at(-1)).toMatch(/^not valid: none of the keys/);
  });
});

describe('a receipt of an erasure', () => {
  const hash = 'b'.repeat(64);
  const erasure = {
    iss: 'http://localhost:3000',
    iat: 1_780_000_000,
    version: 1,
    applicationId: `a_${'2'.repeat(22)}`,
    takenBack: [{ item: 'face', entry: 7, textSha256: hash, at: '2026-11-23T08:00:00.000Z' }],
    erased: [{ evidenceId: 'e_1', kind: 'best-frame', sha256: hash, at: '2026-11-23T08:00:01.000Z' }],
    templates: [{ sessionId: 'l_1', sha256: hash, at: '2026-11-23T08:00:00.000Z' }],
    locked: [{ part: 'identity', because: 'duty', at: '2026-11-23T08:00:00.000Z' }],
    declarationErasedAt: null,
    trail: { seq: 9, hash },
  };
  const typ = signedTypes.erasure;

  test('is valid, and all of it is told', async () => {
    const { code, lines } = await run(await write('erasure.jws', await signedAs(keys, { typ }, erasure)));
    expect(code).toBe(0);
    const text = lines.join('\n');
    for (const part of [
      erasure.applicationId,
      'face 2026-11-23T08:00:00.000Z',
      'best-frame',
      'l_1',
      'entry 9',
      'for duty',
    ])
      expect(text).toContain(part);
  });

  test('does not pass for a receipt of a statement, nor one of these for it', async () => {
    for (const [name, text] of [
      ['one.jws', await signedAs(keys, { typ }, receiptOf())],
      ['other.jws', await signedAs(keys, {}, erasure)],
    ] as const)
      expect((await run(await write(name, text))).code).toBe(1);
  });
});

describe('not valid, each with its own sentence', () => {
  const sentences: Record<string, RegExp> = {
    'cut-short': /^not valid: this is not a whole receipt/,
    'other-algorithm': /^not valid: it names another way of signing than EdDSA/,
    'other-type': /^not valid: it is signed as something else than a receipt/,
    'other-key': /^not valid: none of the keys it was checked with signed it/,
    altered: /^not valid: it was changed after it was signed/,
  };

  test.each(Object.entries(forged))('%s', async (_what, { text, fault }) => {
    const { code, lines } = await run(await write('forged.jws', text));
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatch(sentences[fault] ?? /never/);
    expect(lines.join('\n')).not.toContain('This receipt says:');
    expect(lines.filter((line) => /^(not )?valid/.test(line))).toHaveLength(1);
  });

  test('well signed, but not what a receipt says', async () => {
    const path = await write('odd.jws', await signedAs(keys, {}, { ...receiptOf(), version: 2 }));
    const { code, lines } = await run(path);
    expect([code, lines]).toEqual([
      1,
      ['not valid: it is signed, but does not say what a receipt of this version says'],
    ]);
  });
});

describe('the statement', () => {
  test.each(['', '\n', '\r\n'])('is the one that was agreed to, ending with %j', async (ending) => {
    const path = await write('statement.txt', `${statement}${ending}`);
    const { code, lines } = await run(receipt, { statement: path });
    expect([code, lines.at(-2)]).toEqual([0, 'The statement given is the one that was agreed to.']);
  });

  test('is another one: not valid', async () => {
    const path = await write('statement.txt', statement.replace('林试', '林新'));
    const { code, lines } = await run(receipt, { statement: path });
    expect([code, lines.at(-1)]).toEqual([
      1,
      'not valid: the statement given is not the one that was agreed to',
    ]);
  });
});

describe('what cannot be read ends with 2, and says nothing about the receipt', () => {
  test.each([
    ['no receipt', async () => run(join(folder, 'none.jws')), 'the receipt cannot be read'],
    ['a folder', async () => run(folder), 'the receipt cannot be read'],
    ['a huge file', async () => run(await write('huge', ' '.repeat(300_000))), 'larger than 256 kB'],
    [
      'no statement',
      async () => run(receipt, { statement: join(folder, 'none.txt') }),
      'the statement cannot',
    ],
    ['no keys', async () => run(receipt, { jwks: join(folder, 'none.json') }), 'the file of keys cannot'],
    ['keys that are none', async () => run(receipt, { jwks: await write('x.json', '[]') }), 'no set of keys'],
    ['keys that are no JSON', async () => run(receipt, { jwks: receipt }), 'no set of keys'],
    ['a faulty configuration', async () => run(receipt, {}, { MASTER_KEY: 'x' }), 'cannot be read'],
  ])('%s', async (_what, asked, complaint) => {
    const ran = await asked();
    expect(ran.code).toBe(2);
    expect(ran.complaint).toContain(complaint);
    expect(ran.lines).toEqual([]);
  });

  test('no master key here: none is made, and it says where the keys are', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'receipt-empty-'));
    const { code, complaint } = await run(receipt, {}, { PORTCULLIS_DATA_DIR: empty });
    expect(code).toBe(2);
    expect(complaint).toContain('/.well-known/jwks.json');
    expect(await readdir(empty)).toEqual([]);
    await rm(empty, { recursive: true });
  });
});

describe('keys by an address', () => {
  let server: Server;
  let url: string;
  beforeAll(async () => {
    const set = await keySetOf(keys);
    server = createServer((request, response) => {
      response.statusCode = request.url === '/jwks.json' ? 200 : 503;
      response.end(set);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  test('are fetched, and plain http is called what it is', async () => {
    const { code, lines } = await run(receipt, { jwks: `${url}/jwks.json` }, {});
    expect(code).toBe(0);
    expect(lines[0]).toMatch(/plain http/);
  });

  test('that does not answer well end with 2', async () => {
    const ran = await run(receipt, { jwks: `${url}/elsewhere` }, {});
    expect([ran.code, ran.complaint]).toEqual([2, expect.stringContaining('answers 503')]);
  });
});

test('the command answers with the code, and prints nothing else', () => {
  const command = fileURLToPath(new URL('../../server/cli/portcullis.ts', import.meta.url));
  const verify = (file: string): ReturnType<typeof spawnSync> =>
    spawnSync(process.execPath, ['--import', 'tsx', command, 'receipt', 'verify', file], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, MASTER_KEY: masterKey },
    });
  const good = verify(receipt);
  expect([good.status, good.stderr]).toEqual([0, '']);
  expect(good.stdout).toMatch(/^This receipt says:\n[^]*\nvalid: signed by the key \S+\n$/);
  expect(verify(join(folder, 'none.jws'))).toMatchObject({ status: 2, stdout: '' });
});
