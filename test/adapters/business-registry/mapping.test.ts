// What an operator may write in a mapping, and what an answer has to be for it to be read.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openChosenRegistry } from '../../../server/adapters/business-registry/choose.ts';
import { parseMapping } from '../../../server/adapters/business-registry/mapping.ts';
import { readBusiness } from '../../../server/adapters/business-registry/read-business.ts';
import { valueAt } from '../../../server/adapters/wire/mapping.ts';
import { signingKeyOfFile } from '../../../server/adapters/wire/signature.ts';
import { createSystemClock } from '../../../server/adapters/system/clock.ts';
import { createSystemRandom } from '../../../server/adapters/system/random.ts';

const exampleFile = 'docs/examples/registry-mapping.json';
const example = await readFile(exampleFile, 'utf8');
const mapping = parseMapping(example);
const code = '91990000MA0000015Q';
const changed = (part: object): string => JSON.stringify({ ...JSON.parse(example), ...part });

describe('a mapping', () => {
  test('is named with a digest of all that it says', () => {
    expect(mapping.name).toMatch(/^example-register-[0-9a-f]{8}$/);
    expect(parseMapping(changed({})).name).toBe(mapping.name);
    expect(parseMapping(changed({ states: { 存续: 'active', 开业: 'active' } })).name).not.toBe(mapping.name);
  });

  test.each([
    ['no JSON', '{', /no JSON/],
    ['an unknown field', changed({ extra: 1 }), /extra/],
    ['a state of nobody', changed({ states: { 存续: 'open' } }), /states\.存续/],
    ['a reason of nobody', changed({ codes: { '0': 'found', '2': { unavailable: 'tired' } } }), /codes\.2/],
    ['no code that means found', changed({ codes: { '1': 'not-found' } }), /no code means found/],
    ['a question without the code', changed({ question: { name: 'name' } }), /question/],
    ['a place that is no pointer', changed({ code: 'code' }), /code: a JSON Pointer/],
  ])('with %s is refused, and says where', (_what, text, fault) => {
    expect(() => parseMapping(text)).toThrow(fault);
  });
});

test('a pointer finds what is there, and nothing that an object inherits', () => {
  const json = { a: { 'b/c': [{ d: 1 }] } };
  expect(valueAt(json, '/a/b~1c/0/d')).toBe(1);
  for (const at of ['/a/x', '/a/b~1c/1/d', '/constructor', '/a/toString', '/a/b~1c/0/d/e'])
    expect(valueAt(json, at)).toBeUndefined();
});

describe('an answer', () => {
  const data = {
    uscc: code,
    status: '存续',
    name: '沙盒晨光贸易有限公司',
    legalPerson: '张伟',
    address: ' ',
    scope: null,
    establishDate: '2019年5月6日',
    expireDate: '长期',
    records: [{ type: '行政处罚', date: '20250612', text: '罚款' }],
  };
  const read = (part: object = {}) => readBusiness({ code: 0, data: { ...data, ...part } }, mapping, code);

  test('is read, with days in one form and nothing where it says nothing', () => {
    expect(read()).toMatchObject({
      state: 'active',
      address: null,
      scope: null,
      establishedOn: '2019-05-06',
      validUntil: null,
      penalties: [{ kind: 'penalty', on: '2025-06-12', what: '罚款' }],
    });
    expect(read()?.legalRepresentative.reveal()).toBe('张伟');
    expect(read({ expireDate: '2029-05-05' })?.validUntil).toBe('2029-05-05');
  });

  test('of a sole proprietor may be without a name', () => {
    const sole = '92990000MA0000250M';
    const nameless = { ...data, uscc: sole, name: '' };
    expect(readBusiness({ code: 0, data: nameless }, mapping, sole)?.name).toBeNull();
  });

  test.each([
    ['about another business', { uscc: '91990000MA0000031E' }],
    ['in a state that nobody listed', { status: '正常' }],
    ['in a state that objects inherit', { status: 'constructor' }],
    ['without a state', { status: undefined }],
    ['without a name', { name: ' ' }],
    ['without a representative', { legalPerson: null }],
    ['with a day that does not exist', { establishDate: '2023-02-29' }],
    ['with an end that is no day', { expireDate: '永久' }],
    ['with a day in two forms', { establishDate: '2019-0506' }],
    ['without the list of entries', { records: undefined }],
    ['with an entry of a kind that nobody listed', { records: [{ type: '警告', date: null, text: '…' }] }],
    ['with a number for a text', { name: 7 }],
    ['with a text without end', { scope: 'x'.repeat(5001) }],
  ])('%s is not read', (_what, part) => {
    expect(read(part)).toBeNull();
  });
});

describe('what was chosen', () => {
  const tools = {
    clock: createSystemClock(),
    random: createSystemRandom(),
    onTrouble: () => undefined,
  };
  const key = { kind: 'hmac', id: 'ID', secret: 'sixteen-letters-or-more' };
  const tlsFiles = { certFile: undefined, keyFile: undefined, caFile: undefined };
  const folders: string[] = [];
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
  });
  const files = async (mappingText: string, keyText: string) => {
    const folder = await mkdtemp(join(tmpdir(), 'portcullis-registry-'));
    folders.push(folder);
    const [mappingFile, keyFile] = [join(folder, 'mapping.json'), join(folder, 'key.json')];
    await writeFile(mappingFile, mappingText);
    await writeFile(keyFile, keyText);
    const url = 'https://register.example/';
    return { kind: 'signed-http', url, mappingFile, keyFile, tlsFiles } as const;
  };

  test('is opened when mapping and key can be read, and a new key holds at once', async () => {
    const chosen = await files(example, JSON.stringify(key));
    expect((await openChosenRegistry(chosen, tools))?.name).toBe(mapping.name);
    const readKey = signingKeyOfFile(chosen.keyFile);
    await writeFile(chosen.keyFile, JSON.stringify({ ...key, id: 'NEW' }));
    expect((await readKey())?.id).toBe('NEW');
  });

  test.each([
    ['a mapping at fault', '{}', JSON.stringify(key)],
    ['no key', example, ''],
    ['a key that is too short', example, JSON.stringify({ ...key, secret: 'short' })],
  ])('is refused with %s', async (_what, mappingText, keyText) => {
    await expect(openChosenRegistry(await files(mappingText, keyText), tools)).rejects.toThrow();
  });

  test('may be none, or the sandbox', async () => {
    const nowhere = { url: undefined, mappingFile: undefined, keyFile: undefined, tlsFiles };
    expect(await openChosenRegistry({ kind: 'none', ...nowhere }, tools)).toBeNull();
    expect((await openChosenRegistry({ kind: 'sandbox', ...nowhere }, tools))?.name).toBe('sandbox');
    await expect(openChosenRegistry({ kind: 'signed-http', ...nowhere }, tools)).rejects.toThrow();
  });
});
