// `portcullis statement verify` says what a statement says and ends in one line: valid, or why not.
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFileKeys } from '../../server/adapters/keys/file.ts';
import { createCompactSignatures } from '../../server/adapters/signatures/compact-jws.ts';
import { verifyStatement, type VerifyStatementOptions } from '../../server/cli/statement-verify.ts';
import type { AdmissionStatement, RevocationList } from '../../server/domain/admission-statement.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { Sensitive } from '../../server/domain/sensitive.ts';
import type { SignedKind } from '../../server/domain/signed-type.ts';
import type { Keys } from '../../server/ports/keys.ts';

const masterKey = randomBytes(32).toString('base64');
const keysOf = (key: string): Promise<Keys> =>
  createFileKeys({ path: '/nowhere', masterKey: new Sensitive(key) });
const keys = await keysOf(masterKey);
const stranger = await keysOf(randomBytes(32).toString('base64'));

const now = new Date('2026-11-23T08:00:00Z');
const nowSeconds = now.getTime() / 1000;
const daySeconds = 24 * 3600;
const id = `a_${'1'.repeat(22)}` as ApplicationId;

const statement: AdmissionStatement = {
  iss: 'https://gate.example',
  sub: id,
  jti: `j_${'2'.repeat(22)}`,
  iat: nowSeconds - 10 * daySeconds,
  exp: nowSeconds + 80 * daySeconds,
  version: 1,
  status: 'admitted',
  marketplace: 'Example Market',
  sellerReference: 'seller-17',
  subjectKind: 'company',
  basis: 'reviewed',
  decidedAt: '2026-11-12T08:00:00.000Z',
  policyVersion: '2026-11-3',
  evidence: {
    engine: 'face-api 1',
    record: 'sandbox',
    registry: null,
    consentTexts: '2026-11-1',
    statementOfWill: null,
  },
  recommendationSha256: '3'.repeat(64),
};
const revocations: RevocationList = {
  iss: statement.iss,
  iat: nowSeconds - 60,
  exp: nowSeconds + daySeconds - 60,
  version: 1,
  revoked: [],
};
const withThis: RevocationList = {
  ...revocations,
  revoked: [
    { sub: id, revokedAt: '2026-11-22T08:00:00.000Z', until: new Date(statement.exp * 1000).toISOString() },
  ],
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statement-'));
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
async function write(text: string): Promise<string> {
  const path = join(folder, `${(files += 1)}.jws`);
  await writeFile(path, text);
  return path;
}

async function signed(claims: object, kind: SignedKind = 'admission', by: Keys = keys): Promise<string> {
  return (await createCompactSignatures({ keys: by }).sign(kind, claims)).text;
}
const statementFile = async (change: object = {}): Promise<string> =>
  write(await signed({ ...statement, ...change }));
const listFile = async (list: RevocationList, by: Keys = keys): Promise<string> =>
  write(await signed(list, 'revocations', by));

interface Ran {
  readonly code: number;
  readonly lines: readonly string[];
  readonly last: string;
  readonly complaint: string;
}

async function run(path: string, options: VerifyStatementOptions = {}): Promise<Ran> {
  const lines: string[] = [];
  let complaint = '';
  const voice = {
    print: (line: string) => void lines.push(line),
    complain: (line: string) => void (complaint += line),
  };
  const code = await verifyStatement(path, options, { MASTER_KEY: masterKey }, voice, now);
  return { code, lines, last: lines.at(-1) ?? '', complaint };
}

describe('a statement that holds', () => {
  test('is valid, and says who is in on what basis', async () => {
    const { code, lines, last } = await run(await statementFile());
    expect(code).toBe(0);
    expect(last).toBe(`valid: signed by the key ${(await keys.signing()).keyId}`);
    const said = lines.join('\n');
    for (const part of [id, 'seller-17', 'by people', 'company', '2026-11-3', 'face-api 1', 'https://gate'])
      expect(said).toContain(part);
    expect(said).toContain('holds until  2027-02-11T08:00:00.000Z');
  });

  test('says that revocations were not looked at, or until when they were', async () => {
    const path = await statementFile();
    expect((await run(path)).lines.at(-2)).toMatch(/^Not looked at: .*--revocations/);
    const { code, lines } = await run(path, { revocations: await listFile(revocations) });
    expect([code, lines.at(-2)]).toEqual([0, 'Not revoked by 2026-11-23T07:59:00.000Z.']);
  });

  test('is called automated when no person decided', async () => {
    expect((await run(await statementFile({ basis: 'automated' }))).lines.join()).toContain(
      'by the automation',
    );
  });
});

describe('is not valid', () => {
  const altered = async (): Promise<string> => {
    const [header, , signature] = (await signed(statement)).split('.');
    const payload = Buffer.from(JSON.stringify({ ...statement, exp: statement.exp * 2 })).toString(
      'base64url',
    );
    return write(`${header}.${payload}.${signature}`);
  };
  test.each<[string, () => Promise<string>, RegExp]>([
    ['changed by anybody', altered, /changed after it was signed/],
    [
      'signed by a stranger',
      async () => write(await signed(statement, 'admission', stranger)),
      /none of the keys/,
    ],
    ['a receipt, or anything else', async () => write(await signed(statement, 'receipt')), /something else/],
    ['a list of revocations', () => listFile(revocations), /something else/],
    ['half of it', async () => write((await signed(statement)).slice(0, 200)), /not a whole statement/],
    ['expired', () => statementFile({ exp: nowSeconds }), /expired/],
    ['from the future', () => statementFile({ iat: nowSeconds + 120 }), /a time to come/],
    ['of a later version', () => statementFile({ version: 2 }), /of this version/],
    ['with a member more', () => statementFile({ more: true }), /of this version/],
  ])('%s', async (_what, make, why) => {
    const { code, last } = await run(await make());
    expect(code).toBe(1);
    expect(last).toMatch(/^not valid: /);
    expect(last).toMatch(why);
  });

  test('once the admission is on the list of those taken back', async () => {
    const { code, last } = await run(await statementFile(), { revocations: await listFile(withThis) });
    expect([code, last]).toEqual([1, 'not valid: the admission was revoked 2026-11-22T08:00:00.000Z']);
  });
});

describe('a list that proves nothing about now is no answer', () => {
  test.each<[string, () => Promise<string>, RegExp]>([
    ['too old', () => listFile({ ...revocations, exp: nowSeconds }), /too old/],
    [
      'of another installation',
      () => listFile({ ...revocations, iss: 'https://other.example' }),
      /is of https/,
    ],
    ['by a stranger', () => listFile(revocations, stranger), /not one that these keys signed/],
    ['a statement instead', () => statementFile(), /not one that these keys signed/],
    ['not there', async () => join(folder, 'none'), /cannot be read/],
  ])('%s', async (_what, make, why) => {
    const { code, complaint, lines } = await run(await statementFile(), { revocations: await make() });
    expect(code).toBe(2);
    expect(complaint).toMatch(why);
    expect(lines.join()).not.toContain('valid:');
  });
});

describe('by addresses', () => {
  let server: Server;
  let url: string;
  beforeAll(async () => {
    const known = await keys.publicKeys();
    const set = JSON.stringify({ keys: known.map(({ publicJwk }) => publicJwk) });
    const list = await signed(withThis, 'revocations');
    server = createServer((request, response) => response.end(request.url === '/jwks.json' ? set : list));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  test('keys and revocations are fetched', async () => {
    const { code, lines, last } = await run(await statementFile(), {
      jwks: `${url}/jwks.json`,
      revocations: `${url}/revocations`,
    });
    expect(code).toBe(1);
    expect(lines[0]).toMatch(/plain http/);
    expect(last).toMatch(/revoked/);
  });
});
