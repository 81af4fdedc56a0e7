// Each fault has its name and its event; what is canonical is so in both verifiers; signatures are those of RFC 8032.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCompactSignatures } from '../../server/adapters/signatures/compact-jws.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import type { AuditEvent } from '../../server/domain/audit-event.ts';
import { canonicalJson, type Json } from '../../server/domain/canonical-json.ts';
import type { Keys } from '../../server/ports/keys.ts';
import { canonical, keptIn, verifyBytes, type Options } from '../../verify/audit-verify.mjs';
import { createMemoryTrail, type MemoryTrail } from '../support/memory-trail.ts';
import { canonicalInPython, signedInPython, verdictsInPython } from '../support/python-verifier.ts';
import { newKeys, someEvent, startOfTrail } from '../support/trails.ts';

const one = 'a_0000000000000000000001' as ApplicationId;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

let keys: Keys;
beforeAll(async () => (keys = await newKeys()));

const withData = (data: unknown): AuditEvent => ({ ...someEvent(1), data }) as AuditEvent;
const linesOf = (bytes: Buffer): string[] => bytes.toString().split('\n').slice(0, -1);
const fileOf = (lines: readonly string[]): Buffer => Buffer.from(lines.map((line) => `${line}\n`).join(''));

/** Entries 1 to 4 under the first checkpoint, 5 to 6 under the second, 7 under none. */
async function storied(by: Keys = keys): Promise<MemoryTrail> {
  const trail = createMemoryTrail(by);
  for (const count of [4, 2, 1]) {
    for (let at = 0; at < count; at += 1) trail.append(someEvent(at + 1, at % 2 === 0 ? one : null));
    if (count > 1) await trail.sign();
  }
  return trail;
}

async function both(bytes: Buffer, options: Options = {}) {
  const verdict = verifyBytes(bytes, options);
  expect(await verdictsInPython([bytes], options)).toEqual([verdict]);
  return verdict;
}

describe('a trail that is whole', () => {
  test('says what was signed, and how much was not', async () => {
    const trail = await storied();
    const verdict = await both(await trail.exported());
    const newest = { number: 2, firstSeq: 5, lastSeq: 6, iss: 'https://gate.example' };
    expect(verdict.whole).toMatchObject({ entries: 7, checkpoints: 2, notSigned: 1, newest });
  });

  test('and one application of it, proved by the newest checkpoint', async () => {
    const trail = await storied();
    const { whole } = await both(await trail.exportedOf(one));
    expect(whole).toMatchObject({ scope: 'application', entries: 3, checkpoints: 2 });
  });

  test('of any length, each of its entries is proved', async () => {
    for (let length = 1; length <= 20; length += 1) {
      const trail = createMemoryTrail(keys);
      for (let at = 0; at < length; at += 1) trail.append(someEvent(at, one));
      await trail.sign();
      expect(verifyBytes(await trail.exportedOf(one)).whole?.entries).toBe(length);
      expect(verifyBytes(await trail.exported()).whole?.entries).toBe(length);
    }
  });

  test('goes on under a new key, and under one whose older checkpoints were kept', async () => {
    const trail = await storied();
    const kept = new Map(trail.checkpoints.map(({ number, text }) => [number, text]));
    const next = await newKeys(2);
    await trail.sign(next);
    const { whole } = await both(await trail.exported(), { kept });
    expect(whole?.keys).toEqual([(await keys.signing()).keyId, (await next.signing()).keyId]);
  });
});

describe('a fault is named with its event', () => {
  const place = (lines: readonly string[], seq: number): number =>
    lines.findIndex((line) => line.includes(`"seq":${seq},`));
  const changes: Record<string, { kind: string; seq: number; change: (lines: string[]) => string[] }> = {
    'an entry that was edited': {
      kind: 'edited',
      seq: 3,
      change: (lines) =>
        lines.map((line, at) => (at === place(lines, 3) ? line.replace('passed', 'failed') : line)),
    },
    'an entry that was dropped': {
      kind: 'not-the-next',
      seq: 3,
      change: (lines) => lines.filter((_line, at) => at !== place(lines, 3)),
    },
    'an entry with other words before it': {
      kind: 'other-predecessor',
      seq: 3,
      change: (lines) =>
        lines.map((line, at) =>
          at === place(lines, 3)
            ? line.replace(/"previousHash":"\w+"/, `"previousHash":"${'0'.repeat(64)}"`)
            : line,
        ),
    },
    'a member more': {
      kind: 'malformed-line',
      seq: 3,
      change: (lines) =>
        lines.map((line, at) =>
          at === place(lines, 3) ? line.replace(/("type":"[\w.-]+")\}/, '$1,"zz":1}') : line,
        ),
    },
    'no line feed at the end of a carriage': {
      kind: 'malformed-line',
      seq: 3,
      change: (lines) => lines.map((line, at) => (at === place(lines, 3) ? `${line}\r` : line)),
    },
    'an empty line': {
      kind: 'malformed-line',
      seq: 2,
      change: (lines) => lines.toSpliced(place(lines, 2), 0, ''),
    },
    'a checkpoint that was dropped': {
      kind: 'checkpoint-out-of-place',
      seq: 6,
      change: (lines) => lines.toSpliced(place(lines, 4) + 1, 1),
    },
    'a checkpoint one entry too late': {
      kind: 'checkpoint-out-of-place',
      seq: 5,
      change: (lines) => {
        const at = place(lines, 4) + 1;
        return [...lines.slice(0, at), lines[at + 1] ?? '', lines[at] ?? '', ...lines.slice(at + 2)];
      },
    },
    'a signature that was changed': {
      kind: 'not-signed',
      seq: 4,
      change: (lines) => {
        const at = place(lines, 4) + 1;
        return lines.map((line, each) =>
          each === at ? line.replace(/\.[\w-]{4}([\w-]{82})"/, '.AAAA$1"') : line,
        );
      },
    },
    // its last character has four bits that say nothing
    'a signature that is written in another way': {
      kind: 'malformed-checkpoint',
      seq: 4,
      change: (lines) => {
        const at = place(lines, 4) + 1;
        const twin = { A: 'B', Q: 'R', g: 'h', w: 'x' } as const;
        return lines.map((line, each) =>
          each === at
            ? line.replace(/([AQgw])"\}$/, (_end, last: keyof typeof twin) => `${twin[last]}"}`)
            : line,
        );
      },
    },
    'no checkpoint at all': {
      kind: 'not-signed',
      seq: 7,
      change: (lines) =>
        lines
          .filter((line) => !line.startsWith('{"checkpoint"'))
          .map((line, at) =>
            at === 0 ? line.replace('"checkpoints":2', '"checkpoints":0') : at === 1 ? '{"keys":[]}' : line,
          ),
    },
    'a key that signed nothing': {
      kind: 'wrong-key',
      seq: 7,
      change: (lines) => lines.map((line, at) => (at === 1 ? line.replace(']', `,${strangerKey}]`) : line)),
    },
    'a key under the name of another': {
      kind: 'wrong-key',
      seq: 0,
      change: (lines) => lines.map((line, at) => (at === 1 ? line.replace(/"kid":"../, '"kid":"AA') : line)),
    },
    'the end missing': { kind: 'cut-short', seq: 6, change: (lines) => lines.slice(0, place(lines, 6)) },
    'a header of another state': {
      kind: 'header-differs',
      seq: 7,
      change: (lines) =>
        lines.map((line, at) => (at === 0 ? line.replace('"lastSeq":7', '"lastSeq":6') : line)),
    },
    'no header': { kind: 'malformed-line', seq: 0, change: (lines) => lines.slice(1) },
  };
  const pair = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
  const kid = createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x: pair.x }))
    .digest('base64url');
  const strangerKey = canonicalJson({ crv: 'Ed25519', kid, kty: 'OKP', x: pair.x ?? '' });

  test.each(Object.entries(changes))('%s', async (_name, { kind, seq, change }) => {
    const lines = linesOf(await (await storied()).exported());
    const changed = change(lines);
    expect(changed).not.toEqual(lines);
    expect((await both(fileOf(changed))).fault).toMatchObject({ kind, seq });
  });

  test('a file that ends in the middle of a line', async () => {
    const bytes = await (await storied()).exported();
    expect((await both(bytes.subarray(0, -1))).fault).toMatchObject({ kind: 'cut-short', seq: 7 });
    expect((await both(bytes.subarray(0, 9))).fault).toMatchObject({ kind: 'cut-short', seq: 0 });
    expect((await both(Buffer.alloc(0))).fault).toMatchObject({ kind: 'cut-short', seq: 0 });
  });

  test('bytes that are no UTF-8', async () => {
    const bytes = await (await storied()).exported();
    const at = bytes.indexOf('passed');
    const broken = Buffer.concat([bytes.subarray(0, at), Buffer.of(0xff), bytes.subarray(at)]);
    expect((await both(broken)).fault).toMatchObject({ kind: 'malformed-line', seq: 1 });
  });

  test('history written anew by whoever has the key: against what was kept', async () => {
    const kept = new Map((await storied()).checkpoints.map(({ number, text }) => [number, text]));
    const anew = createMemoryTrail(keys);
    for (const count of [4, 2])
      for (let at = 0; at < count; at += 1) {
        anew.append(someEvent(at + 1, count === 2 && at === 1 ? one : at % 2 === 0 ? one : null));
        if (at === count - 1) await anew.sign();
      }
    const bytes = await anew.exported();
    expect((await both(bytes)).whole).toBeDefined();
    expect((await both(bytes, { kept })).fault).toMatchObject({ kind: 'other-than-kept', seq: 5 });
  });

  test.each(['root', 'headHash'] as const)(
    'a checkpoint whose %s was signed over something else',
    async (name) => {
      const trail = await storied();
      const [first] = trail.checkpoints;
      const [, payload = ''] = (first?.text ?? '').split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
      const { text } = await createCompactSignatures({ keys }).sign('checkpoint', {
        ...claims,
        [name]: sha256('other'),
      });
      const changed = (await trail.exported()).toString().replace(first?.text ?? '', text);
      expect((await both(Buffer.from(changed))).fault).toMatchObject({ kind: 'checkpoint-differs', seq: 4 });
    },
  );

  describe('a first checkpoint in another form, though the key signed it', () => {
    type Members = Record<string, Json>;
    interface Parts {
      readonly head: Members;
      readonly claims: Members;
    }
    const bytesOf = (value: string): Buffer => Buffer.from(value, 'utf8');
    const membersIn = (part = ''): Members =>
      JSON.parse(Buffer.from(part, 'base64url').toString()) as Members;

    async function withFirst(change: (parts: Parts) => Parts, more = Buffer.alloc(0)): Promise<Buffer> {
      const trail = await storied();
      const old = trail.checkpoints[0]?.text ?? '';
      const [head, claims] = old.split('.');
      const changed = change({ head: membersIn(head), claims: membersIn(claims) });
      const signed = [JSON.stringify(changed.head), canonicalJson(changed.claims)]
        .map((part) => bytesOf(part).toString('base64url'))
        .join('.');
      const signature = await (await keys.signing()).sign(bytesOf(signed));
      const text = `${signed}.${Buffer.concat([signature, more]).toString('base64url')}`;
      return Buffer.from((await trail.exported()).toString().replace(old, text));
    }
    const inHead =
      (members: Members) =>
      ({ head, claims }: Parts): Parts => ({ head: { ...head, ...members }, claims });
    const inClaims =
      (members: Members) =>
      ({ head, claims }: Parts): Parts => ({ head, claims: { ...claims, ...members } });
    const changes: readonly [string, (parts: Parts) => Parts][] = [
      ['of another algorithm', inHead({ alg: 'none' })],
      ['of another type', inHead({ typ: 'portcullis-receipt+jws' })],
      ['of no type', ({ head: { alg = '', kid = '' }, claims }) => ({ head: { alg, kid }, claims })],
      ['with a number for the name of its key', inHead({ kid: 5 })],
      ['with a list for the name of its key', inHead({ kid: [] })],
      ['with more in its head', inHead({ crit: [] })],
      ['with more among its claims', inClaims({ more: 1 })],
      ['of another format', inClaims({ format: 'other' })],
      ['of another version', inClaims({ version: 2 })],
      ['with a version that is true', inClaims({ version: true })],
      ['of number none', inClaims({ number: 0 })],
      ['of a number that is not whole', inClaims({ number: 1.5 })],
      ['that begins before the first', inClaims({ firstSeq: 0 })],
      ['that ends before the first', inClaims({ lastSeq: -4 })],
      ['over no hash', inClaims({ headHash: 'x' })],
      ['over a root in large letters', inClaims({ root: 'A'.repeat(64) })],
      ['after what is no hash', inClaims({ previous: 'x' })],
      ['of nobody', inClaims({ iss: null })],
      ['of no moment', inClaims({ at: 'today' })],
      ['of a moment that is no text', inClaims({ at: 5 })],
    ];

    test('the same way of making one, with nothing changed, is whole', async () => {
      expect((await both(await withFirst((parts) => parts))).whole).toBeDefined();
    });

    test.each(changes)('%s', async (_name, change) => {
      expect((await both(await withFirst(change))).fault).toMatchObject({
        kind: 'malformed-checkpoint',
        seq: 4,
      });
    });

    test('with a byte behind its signature', async () => {
      const bytes = await withFirst((parts) => parts, Buffer.of(0));
      expect((await both(bytes)).fault).toMatchObject({ kind: 'malformed-checkpoint', seq: 4 });
    });

    test.each(['5', 'null', '{}', '["a"]'])('that is %s', async (value) => {
      const trail = await storied();
      const old = JSON.stringify(trail.checkpoints[0]?.text);
      const bytes = Buffer.from((await trail.exported()).toString().replace(old, value));
      expect((await both(bytes)).fault).toMatchObject({ kind: 'malformed-checkpoint', seq: 4 });
    });
  });

  describe('first lines in another form', () => {
    const at = (place: number, from: string | RegExp, to: string) => (lines: readonly string[]) =>
      lines.map((line, each) => (each === place ? line.replace(from, to) : line));
    const headers: readonly [string, (lines: readonly string[]) => string[]][] = [
      ['a count of checkpoints below none', at(0, '"checkpoints":2', '"checkpoints":-2')],
      ['a count of checkpoints that is no number', at(0, '"checkpoints":2', '"checkpoints":"2"')],
      ['a length that is not whole', at(0, '"lastSeq":7', '"lastSeq":7.5')],
      ['a length that is no number', at(0, '"lastSeq":7', '"lastSeq":null')],
      ['another format', at(0, 'portcullis-audit', 'portcullis-other')],
      ['another version', at(0, '"version":1', '"version":2')],
      ['a version that is true', at(0, '"version":1', '"version":true')],
      ['more than keys', at(1, /\}$/, ',"more":1}')],
      ['keys that are no list', at(1, /^.*$/, '{"keys":{}}')],
    ];
    test.each(headers)('%s', async (_name, change) => {
      const lines = linesOf(await (await storied()).exported());
      const changed = change(lines);
      expect(changed).not.toEqual(lines);
      expect((await both(fileOf(changed))).fault).toMatchObject({ kind: 'malformed-line', seq: 0 });
    });

    const keysInAnotherForm: readonly [string, (key: string) => string][] = [
      ['a key that is there twice', (key) => `${key},${key}`],
      ['a key with more to it', (key) => key.replace(/\}$/, ',"y":""}')],
      ['a key of another curve', (key) => key.replace('"Ed25519"', '"X25519"')],
      ['a key of another kind', (key) => key.replace('"OKP"', '"EC"')],
      ['a key that is too short', (key) => key.replace(/"x":"[\w-]{4}/, '"x":"')],
      ['a key whose name is a number', (key) => key.replace(/"kid":"[\w-]+"/, '"kid":5')],
      ['a key whose name is a list', (key) => key.replace(/"kid":"[\w-]+"/, '"kid":[]')],
      ['no key', () => 'null'],
    ];
    test.each(keysInAnotherForm)('%s', async (_name, change) => {
      const lines = linesOf(await (await storied()).exported());
      const key = lines[1]?.slice('{"keys":['.length, -']}'.length) ?? '';
      expect(change(key)).not.toBe(key);
      const changed = lines.map((line, each) => (each === 1 ? `{"keys":[${change(key)}]}` : line));
      expect((await both(fileOf(changed))).fault).toMatchObject({ kind: 'wrong-key', seq: 0 });
    });
  });

  test('an older state of the trail: against what was kept', async () => {
    const trail = await storied();
    const older = await trail.exported();
    await trail.sign();
    const kept = new Map(trail.checkpoints.slice(2).map(({ number, text }) => [number, text]));
    expect((await both(older, { kept })).fault).toMatchObject({ kind: 'older-than-kept', seq: 8 });
    expect((await both(await trail.exported(), { kept })).whole).toBeDefined();
  });

  test('another signer than those that are trusted', async () => {
    const trusted = new Set([(await keys.signing()).keyId]);
    expect((await both(await (await storied()).exported(), { trusted })).whole).toBeDefined();
    const forged = await (await storied(await newKeys())).exported();
    expect((await both(forged, { trusted })).fault).toMatchObject({ kind: 'wrong-key', seq: 0 });
  });

  test('of one application: an entry of another, an edit, a proof of something else, another order', async () => {
    const trail = await storied();
    const lines = linesOf(await trail.exportedOf(one));
    const others = linesOf(await trail.exported());
    const entry = lines.findIndex((line) => line.startsWith('{"entry"'));
    const at = (line: string, place = entry): Buffer =>
      fileOf(lines.map((old, each) => (each === place ? line : old)));
    const [first = '', second = ''] = lines.slice(entry);
    const proofOf = (line: string): string => /,"proof":.*$/.exec(line)?.[0] ?? '';
    const fault = async (bytes: Buffer) => (await both(bytes)).fault;
    const foreign = (others.find((line) => line.includes('"seq":2,')) ?? '').slice(0, -1) + proofOf(first);
    expect(await fault(at(foreign))).toMatchObject({ kind: 'other-application', seq: 2 });
    expect(await fault(at(first.replace('passed', 'failed')))).toMatchObject({ kind: 'edited', seq: 1 });
    const otherProof = first.replace(proofOf(first), proofOf(second));
    expect(await fault(at(otherProof))).toMatchObject({ kind: 'not-included', seq: 1 });
    const { entry: forged = '', previous = '' } =
      /"entry":(?<entry>.*),"hash":"\w+","previousHash":"(?<previous>\w+)"/.exec(
        first.replace('passed', 'failed'),
      )?.groups ?? {};
    const rehashed = `{"entry":${forged},"hash":"${sha256(previous + forged)}","previousHash":"${previous}"${proofOf(first)}`;
    expect(await fault(at(rehashed))).toMatchObject({ kind: 'not-included', seq: 1 });
    for (const otherForm of [
      ',"proof":null}',
      ',"proof":5}',
      ',"proof":{}}',
      `${proofOf(first).slice(0, -1)}x`,
      '}',
    ])
      expect(await fault(at(first.replace(proofOf(first), otherForm)))).toMatchObject({
        kind: 'malformed-line',
        seq: 1,
      });
    const newest = lines[entry - 1] ?? '';
    const late = lines.toSpliced(entry + 1, 0, newest);
    expect(await fault(fileOf(late))).toMatchObject({ kind: 'checkpoint-out-of-place', seq: 1 });
    const turned = [...lines.slice(0, entry), second, first, ...lines.slice(entry + 2)];
    expect(await fault(fileOf(turned))).toMatchObject({ kind: 'not-the-next' });
    expect(await fault(fileOf(lines.slice(0, -1)))).toMatchObject({ kind: 'cut-short' });
  });
});

describe('canonical JSON', () => {
  /** RFC 8785, appendix B, with what else is awkward about doubles. */
  const numbers = [
    0,
    -0,
    5e-324,
    -5e-324,
    1.7976931348623157e308,
    9007199254740992,
    -9007199254740992,
    295147905179352830000,
    9.999999999999997e22,
    1e23,
    1.0000000000000001e23,
    999999999999999700000,
    999999999999999900000,
    1e21,
    1e20,
    123456789012345680000,
    9.999999999999997e-7,
    0.000001,
    1e-7,
    333333333.3333332,
    333333333.33333325,
    333333333.3333333,
    333333333.3333334,
    333333333.33333343,
    -0.0000033333333333333333,
    // eslint-disable-next-line no-loss-of-precision -- as the RFC has it
    1424953923781206.2,
    0.1,
    100,
    1.5,
    4.35,
    0.002,
    2 ** 53 - 1,
  ];

  test('is the same in the server and in both verifiers, whatever the value', async () => {
    const values: Json[] = [
      numbers,
      {
        '\u20ac': 1,
        '\r': 2,
        '\ufb33': 3,
        '1': 4,
        '\u{1f600}': 5,
        '\u0080': 6,
        '\u00f6': 7,
        '10': 8,
        '9': 9,
        '': 0,
      },
    ];
    values.push(...(fc.sample(fc.jsonValue(), { numRuns: 600, seed: 1 }) as Json[]));
    values.push(...fc.sample(fc.double({ noNaN: true, noDefaultInfinity: true }), { numRuns: 600, seed: 2 }));
    values.push(...fc.sample(fc.string({ unit: 'binary' }), { numRuns: 300, seed: 3 }));
    const texts = values.map((value) => canonicalJson(value));
    expect(values.map((value) => canonical(value))).toEqual(texts);
    expect(await canonicalInPython(values.map((value) => JSON.stringify(value)))).toEqual(texts);
  });

  test('in entries, awkward values are whole in both', async () => {
    const trail = createMemoryTrail(keys);
    trail.append(
      withData({
        numbers,
        '10': 1,
        '9': 2,
        '\u20ac\u{1f600}': 'é\u2028\u007f"\\\u0001',
        deep: { a: [[[{}]]] },
      }),
    );
    for (const data of fc.sample(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), {
      numRuns: 200,
      seed: 4,
    }))
      trail.append(withData(data));
    await trail.sign();
    expect((await both(await trail.exported())).whole).toMatchObject({ entries: 201 });
  });

  const others: readonly [string, string][] = [
    ['a space', '{"a": 1}'],
    ['another order', '{"b":1,"a":2}'],
    ['numbers for keys in the order of numbers', '{"9":1,"10":2}'],
    ['a member twice', '{"a":1,"a":1}'],
    ['a number with a point for nothing', '{"a":1.0}'],
    ['an exponent', '{"a":1E2}'],
    ['minus nothing', '{"a":-0}'],
    ['more digits than a double has', '{"a":0.10000000000000000001}'],
    ['a whole number that no double is', '{"a":9007199254740993}'],
    ['an escape that is not needed', '{"a":"\\u0041"}'],
    ['an escape in large letters', '{"a":"\\u001F"}'],
    ['a slash escaped', '{"a":"\\/"}'],
  ];
  const neither: readonly [string, string][] = [
    ['a number that is none', '{"a":NaN}'],
    ['what no double holds', '{"a":1e999}'],
    ['deeper than anything', `{"a":${'['.repeat(200)}${']'.repeat(200)}}`],
    ['much deeper', `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
    ['no JSON', '{"a":}'],
  ];

  /** One entry with this data, its hash and a checkpoint made to fit by whoever has the key. */
  async function entryWith(data: string): Promise<Buffer> {
    const trail = createMemoryTrail(keys);
    trail.append(withData({}));
    const [entry] = trail.entries;
    if (entry === undefined) throw new Error('there is an entry');
    const text = canonicalJson({
      ...someEvent(1),
      actor: { kind: 'system' },
      at: startOfTrail.toISOString(),
      seq: 1,
      data: {},
    }).replace('"data":{}', `"data":${data}`);
    const hash = sha256('0'.repeat(64) + text);
    Object.assign(entry, { hash });
    const [header = '', ...rest] = linesOf(await trail.exported());
    return fileOf([
      header,
      ...rest.map((line) =>
        line.startsWith('{"entry"')
          ? `{"entry":${text},"hash":"${hash}","previousHash":"${'0'.repeat(64)}"}`
          : line,
      ),
    ]);
  }

  test.each(others)('is not %s, though all hashes fit', async (_name, data) => {
    expect((await both(await entryWith(data))).fault).toMatchObject({ kind: 'not-canonical', seq: 1 });
  });

  test.each(neither)('is not %s', async (_name, data) => {
    expect((await both(await entryWith(data))).fault).toMatchObject({ kind: 'malformed-line', seq: 1 });
  });

  test('the same way of making one, with canonical data, fits but for the signature', async () => {
    expect((await both(await entryWith('{"a":1}'))).fault).toMatchObject({ kind: 'not-signed' });
  });
});

describe('Ed25519 in Python', () => {
  /** RFC 8032, 7.1: public key, message, signature. */
  const vectors: readonly [string, string, string][] = [
    [
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      '',
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    ],
    [
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
      '72',
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    ],
    [
      'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
      'af82',
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
    ],
    [
      'ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf',
      sha512Of('abc'),
      'dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704',
    ],
  ];
  function sha512Of(text: string): string {
    return createHash('sha512').update(text).digest('hex');
  }

  test('accepts the signatures of the RFC, and none of them for another message, key or half', async () => {
    expect(new Set(await signedInPython(vectors))).toEqual(new Set([true]));
    const wrong = vectors.flatMap(([key, message, signature], at): [string, string, string][] => [
      [key, `${message}00`, signature],
      [vectors[(at + 1) % vectors.length]?.[0] ?? '', message, signature],
      [key, message, signature.slice(64) + signature.slice(0, 64)],
      [key, message, signature.slice(0, 126)],
      ['ff'.repeat(32), message, signature],
    ]);
    expect(new Set(await signedInPython(wrong))).toEqual(new Set([false]));
  });

  test('takes no second form of a signature, of which the order of the group was added to the second half', async () => {
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const turned = (hex: string): string => Buffer.from(hex, 'hex').reverse().toString('hex');
    const again = vectors.map(([key, message, signature]): [string, string, string] => {
      const s = BigInt(`0x${turned(signature.slice(64))}`) + order;
      return [key, message, signature.slice(0, 64) + turned(s.toString(16).padStart(64, '0'))];
    });
    expect(new Set(await signedInPython(again))).toEqual(new Set([false]));
  });

  test('says the same as Node about signatures of random keys, right and with a bit changed', async () => {
    const made = Array.from({ length: 40 }, (_none, at): [string, string, string] => {
      const { privateKey, publicKey } = generateKeyPairSync('ed25519');
      const message = Buffer.from(`message ${at}`);
      const signature = sign(null, message, privateKey);
      if (at % 2 === 1) signature[at] = (signature[at] ?? 0) ^ 1;
      const { x = '' } = publicKey.export({ format: 'jwk' });
      return [
        Buffer.from(x, 'base64url').toString('hex'),
        message.toString('hex'),
        signature.toString('hex'),
      ];
    });
    expect(await signedInPython(made)).toEqual(made.map((_one, at) => at % 2 === 0));
  });
});

describe('as commands', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'verify-'))));
  afterAll(() => rm(folder, { recursive: true }));
  const root = fileURLToPath(new URL('../../verify/', import.meta.url));
  const write = async (name: string, content: string | Buffer): Promise<string> => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };
  const run = (command: readonly string[], words: readonly string[]) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      const [program = '', ...first] = command;
      execFile(program, [...first, ...words], (error, out, err) =>
        resolve({ code: Number(error?.code ?? 0), out, err }),
      );
    });
  const commands = [
    [process.execPath, join(root, 'audit-verify.mjs')],
    ['python3', '-B', join(root, 'audit_verify.py')],
  ];

  test('say the same, and end with 0, 1 or 2', async () => {
    const trail = await storied();
    const bytes = await trail.exported();
    const { keyId: kid, publicJwk } = await keys.signing();
    const file = await write('trail.ndjson', bytes);
    const edited = await write('edited.ndjson', bytes.toString().replace('passed', 'failed'));
    const ofOne = await write('one.ndjson', await trail.exportedOf(one));
    const torn = '{"checkpoint":"torn\n';
    const head = await write(
      'kept.ndjson',
      torn + trail.checkpoints.map(({ text }) => `{"checkpoint":"${text}"}\n`).join(''),
    );
    const bare = await write('bare.jws', trail.checkpoints[1]?.text ?? '');
    const jwks = await write('jwks.json', JSON.stringify({ keys: [{ ...publicJwk, kid, alg: 'EdDSA' }] }));
    const noKeys = await write('none.json', '{"keys":[]}');
    const cases: readonly [number, readonly string[]][] = [
      [0, [file]],
      [0, [file, '--head', head, '--jwks', jwks]],
      [0, ['--head', bare, file]],
      [0, [ofOne]],
      [1, [edited]],
      [1, [file, '--jwks', noKeys]],
      [2, []],
      [2, [file, '--head']],
      [2, [file, '--other', head]],
      [2, [join(folder, 'none')]],
      [2, [folder]],
      [2, [file, '--head', jwks]],
      [2, [file, '--jwks', file]],
    ];
    for (const [code, words] of cases) {
      const [node, python] = await Promise.all(commands.map((command) => run(command, words)));
      expect([words, node?.code, python?.code]).toEqual([words, code, code]);
      expect(python?.out).toBe(node?.out);
      if (code === 2)
        expect([node?.err, python?.err]).toEqual([
          expect.stringContaining('audit-verify: '),
          expect.stringContaining('audit-verify: '),
        ]);
    }
    const { out } = await run(commands[0] ?? [], [edited]);
    expect(out).toBe(
      'not whole: event 1 (line 3), edited: entry 1 is not what its hash was made over: it was edited\n',
    );
  });

  test('two different checkpoints of one number that were kept are for a person to look at', async () => {
    const [a, b] = [await storied(), await storied(await newKeys())];
    const both = [a, b].map(({ checkpoints }) => checkpoints[0]?.text ?? '').join('\n');
    expect(() => keptIn(both)).toThrow('two different checkpoints 1 were kept');
  });
});
