// Whoever agrees in a capture can download a receipt, which anybody can verify with the keys that the server publishes.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase } from '../../server/adapters/database/create-database.ts';
import { createFileKeys } from '../../server/adapters/keys/file.ts';
import { createCompactSignatures } from '../../server/adapters/signatures/compact-jws.ts';
import { verifyReceipt } from '../../server/cli/receipt-verify.ts';
import { submitApplication, withdrawApplication } from '../../server/contract/application.ts';
import { keySet, readReceipt, readSigningKeys, receiptClaims } from '../../server/contract/receipt.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { commitmentOf } from '../../server/domain/commitment.ts';
import { Sensitive } from '../../server/domain/sensitive.ts';
import { statementOf } from '../../server/domain/statement.ts';
import { exportTrail } from '../../server/features/audit/export-trail.ts';
import { readSigningKeys as signingKeysOf } from '../../server/features/liveness/read-receipt.ts';
import type { FaceEngine } from '../../server/ports/face-engine.ts';
import type { LivenessSessionRow } from '../../server/ports/liveness-records.ts';
import { verifyBytes } from '../../verify/audit-verify.mjs';
import { untilChecked } from '../try/drive-application.ts';
import { declaration, somebodyAt, type Somebody } from '../support/applicants.ts';
import { expectRefused } from '../support/expect-problem.ts';
import { receiptOf, sha256 } from '../support/receipts.ts';
import { borrowed, startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';
import { openTestPool } from '../support/test-database.ts';

let folder: string;
let portcullis: TestPortcullis;
let captured: Somebody;
let receipt: string;
let session: LivenessSessionRow;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'receipts-'));
  portcullis = await startPortcullis();
  captured = await somebodyAt(portcullis, 'captured');
  receipt = new TextDecoder().decode(await download(captured));
  session = await captureOf(captured);
});
afterAll(async () => {
  await portcullis.close();
  await rm(folder, { recursive: true });
});

const download = ({ client, id }: Somebody): Promise<Uint8Array> =>
  client.call(readReceipt, { params: { applicationId: id } });

async function captureOf({ id }: Somebody): Promise<LivenessSessionRow> {
  const row = await portcullis.database.liveness.newest(id as ApplicationId, 'complete');
  if (row === null) throw new Error('there is a finished capture');
  return row;
}

const claimsOf = (text: string): ReturnType<typeof receiptClaims.parse> =>
  receiptClaims.parse(JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString()));

async function write(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

/** What the command says of it, with its exit code. */
async function verified(text: string, jwks: string, statement?: string): Promise<[number, string]> {
  const lines: string[] = [];
  const options = { jwks, ...(statement === undefined ? {} : { statement }) };
  const code = await verifyReceipt(
    await write('receipt.jws', text),
    options,
    {},
    {
      print: (line) => lines.push(line),
      complain: (line) => lines.push(line),
    },
  );
  return [code, lines.at(-1) ?? ''];
}

const willingnessOf = async ({ id }: Somebody): Promise<unknown> =>
  (await portcullis.database.verification.reports(id as ApplicationId, 1)).find(
    ({ check }) => check === 'willingness',
  )?.result;

async function submit({ client, id }: Somebody): Promise<void> {
  await client.call(submitApplication, { params: { applicationId: id } });
  await untilChecked(client, id, { everyMs: 50 });
}

const shownStatement = (): string =>
  statementOf('zh-CN', declaration.legalName, 'Example Market', session.openedAt.toISOString().slice(0, 10));

describe('the receipt', () => {
  test('is not there before the capture, and the page is told so', async () => {
    const early = await somebodyAt(portcullis, 'declared');
    await expectRefused(download(early), 'not-found');
    expect((await early.view()).liveness.hasReceipt).toBe(false);
    expect((await captured.view()).liveness.hasReceipt).toBe(true);
  });

  test('comes as a file that nobody on the way keeps', async () => {
    const agent = await captured.agent();
    const answer = await agent.get(`/api/applications/${captured.id}/receipt`).expect(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/jose',
      'content-disposition': `attachment; filename="portcullis-receipt-${session.id}.jws"`,
      'cache-control': 'no-store',
    });
  });

  test('is valid by the published keys, for the statement that was shown', async () => {
    const shown = shownStatement();
    const jwks = `${portcullis.baseUrl}/.well-known/jwks.json`;
    const [code, last] = await verified(receipt, jwks, await write('statement.txt', shown));
    expect(last).toMatch(/^valid: signed by the key /);
    expect(code).toBe(0);
    // the key is kept from its first receipt on, so that it is published when it no longer signs
    const kept = await portcullis.database.signingKeys.all();
    expect(last).toContain(kept.map(({ keyId }) => keyId).join());
    expect(kept).toHaveLength(1);
    const other = await write('other.txt', shown.replace(declaration.legalName, '林新'));
    expect((await verified(receipt, jwks, other))[0]).toBe(1);
  });

  test('says what was done in the capture, without a name or a number', async () => {
    const said = claimsOf(receipt);
    expect(said).toMatchObject({
      sessionId: session.id,
      applicationId: captured.id,
      agreement: session.agreement,
      needs: session.needs,
      marketplace: 'Example Market',
    });
    expect(said.iss).toMatch(/^http:\/\/localhost:\d+$/);
    expect(said.iat).toBe(Math.floor((session.finishedAt?.getTime() ?? 0) / 1000));
    expect(said.transcript.map(({ step }) => step)).toEqual(session.script);
    const times = said.transcript.map(({ passedAt }) => passedAt);
    expect(times.toSorted()).toEqual(times);
    expect(said.frames.count).toBe((await portcullis.database.liveness.frames(session.id)).length);
    const { legalName, citizenId, contact } = declaration;
    for (const secret of [legalName, citizenId, contact.phone])
      expect(JSON.stringify(said)).not.toContain(secret);
  });

  test('is in the trail by its hash, with the way of agreeing, and in no log', async () => {
    const trail = await portcullis.database.audit.of(captured.id as ApplicationId);
    expect(trail.find(({ type }) => type === 'liveness.completed')?.data).toMatchObject({
      agreement: session.agreement,
      receiptSha256: sha256(receipt),
      statementCommitment: commitmentOf(claimsOf(receipt).salt ?? '', shownStatement(), sha256),
      framesSha256: claimsOf(receipt).frames.chain,
    });
    expect(portcullis.log()).not.toContain(receipt.slice(0, 20));
  });
});

describe('the check of willingness', () => {
  test('passes by a receipt that fits', async () => {
    await submit(captured);
    expect(await willingnessOf(captured)).toEqual({ outcome: 'passed' });
  });

  test('cannot tell when a row of the capture was changed afterwards', async () => {
    const altered = await somebodyAt(portcullis, 'captured');
    const { id } = await captureOf(altered);
    await portcullis.database.execute(
      'update liveness_frames set captured_at_ms = captured_at_ms + 0.1 where session_id = $1 and seq = 3',
      [id],
    );
    await submit(altered);
    expect(await willingnessOf(altered)).toEqual({
      outcome: 'inconclusive',
      reason: 'willingness-receipt-broken',
    });
  });
});

describe('the published keys', () => {
  test('are public halves alone, for anybody to keep a while', async () => {
    const answer = await supertest(portcullis.baseUrl).get('/.well-known/jwks.json').expect(200);
    expect(answer.headers['content-type']).toMatch(/^application\/jwk-set\+json/);
    expect(answer.headers['cache-control']).toBe('public, max-age=300');
    const { keys } = keySet.parse(JSON.parse(answer.text));
    expect(keys).toHaveLength(1);
    for (const key of (JSON.parse(answer.text) as { keys: object[] }).keys)
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
  });

  test('begin with the key of the generation that is set, before it signed anything', async () => {
    const masterKey = randomBytes(32).toString('base64');
    const environment = { MASTER_KEY: masterKey, SIGNING_KEY_GENERATION: '2' };
    const engine: FaceEngine = borrowed(portcullis.engine);
    const other = await startPortcullis({ environment, replacements: { engine } });
    const { keys } = await other.somebody().call(readSigningKeys);
    await other.close();
    const expected = await createFileKeys({
      path: '/nowhere',
      masterKey: new Sensitive(masterKey),
      signingGeneration: 2,
    });
    expect(keys.map(({ kid }) => kid)).toEqual([(await expected.signing()).keyId]);
  });

  test('still verify a receipt after a new generation, and after a new master key', async () => {
    const opened = await openTestPool();
    const database = createDatabase(opened.pool);
    const newMasterKey = (): Sensitive<string> => new Sensitive(randomBytes(32).toString('base64'));
    const [first, second] = [newMasterKey(), newMasterKey()];
    const signed: string[] = [];
    for (const [masterKey, signingGeneration] of [
      [first, 1],
      [first, 2],
      [second, 1],
    ] as const) {
      const keys = await createFileKeys({ path: '/nowhere', masterKey, signingGeneration });
      const { text, key } = await createCompactSignatures({ keys }).sign('receipt', receiptOf());
      await database.signingKeys.keep(key, new Date());
      signed.push(text);
      const published = await signingKeysOf({ database, keys });
      expect(published.keys[0]?.kid).toBe(key.keyId);
      expect(published.keys).toHaveLength(signed.length);
      const jwks = await write('jwks.json', JSON.stringify(published));
      for (const one of signed) expect((await verified(one, jwks))[0]).toBe(0);
    }
    await opened.close();
  });
});

// last: the time that it takes lets every other application expire
test('a receipt is erased with the statement and the salt; what is in the trail fits no guess, and the trail is whole', async () => {
  const leaving = await somebodyAt(portcullis, 'captured');
  const { receipt: text, trailSalt } = await captureOf(leaving);
  const params = { applicationId: leaving.id };
  await leaving.client.call(withdrawApplication, { params, body: { reason: 'changed-mind' } });
  portcullis.clock.putForward(31 * 24 * 3_600_000);
  await portcullis.tend();
  portcullis.clock.putRight();
  expect(await captureOf(leaving)).toMatchObject({ receipt: null, trailSalt: null });
  await expectRefused(download(leaving), 'not-found');
  const trail = await portcullis.database.audit.of(leaving.id as ApplicationId);
  const kept = JSON.stringify(trail);
  expect(kept).toContain(sha256(text ?? ''));
  expect(trailSalt).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(kept).not.toContain(trailSalt);
  // the right name without the salt: what a hash without one would have told
  const { id } = await captureOf(leaving);
  for (const guess of [shownStatement(), `${id} ${shownStatement()}`])
    expect(kept).not.toContain(sha256(guess));
  // a stranger finds the trail whole, signed as it was when the time had come
  const lines: string[] = [];
  for await (const line of exportTrail(portcullis.database)) lines.push(line);
  const verdict = verifyBytes(Buffer.from(lines.join('')));
  expect(verdict.fault).toBeUndefined();
  expect(verdict.whole?.checkpoints).toBeGreaterThan(0);
});
