// What an operator may write of a record, and what an answer has to be for it to be read by it.
import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { parseMapping, type RecordsMapping } from '../../../server/adapters/government-records/mapping.ts';
import type { Trouble } from '../../../server/adapters/government-records/provider-records.ts';
import { createSignedRecords } from '../../../server/adapters/government-records/signed-http.ts';
import { createSystemClock } from '../../../server/adapters/system/clock.ts';
import { createSystemRandom } from '../../../server/adapters/system/random.ts';
import { createAskOnce } from '../../../server/adapters/wire/ask-once.ts';
import { answerText, signText, type SigningKey } from '../../../server/adapters/wire/signature.ts';
import { openWireServer, type WireServer } from '../../../server/adapters/wire/stand-in-server.ts';
import { citizenId, classOf, name } from './provider-support.ts';
import { Sensitive } from '../../../server/domain/sensitive.ts';

const read = (shape: string): Promise<string> =>
  readFile(`docs/examples/records-${shape}-mapping.json`, 'utf8');
const [comparison, portrait] = [await read('comparison'), await read('portrait')];

type Part = Record<string, unknown>;
function changed(text: string, face: Part, pair: Part = {}): string {
  const json = JSON.parse(text) as { withFace: Part; withoutFace: Part };
  return JSON.stringify({
    ...json,
    withFace: { ...json.withFace, ...face },
    withoutFace: { ...json.withoutFace, ...pair },
  });
}
const code = (means: unknown, billing = 'billed') => ({ means, billing });
const both = { n: 'number', m: 'name' };

describe('a mapping', () => {
  test('is named with a digest of all that it says, rates included', () => {
    const { name: first } = parseMapping(comparison);
    expect(first).toMatch(/^example-records-[0-9a-f]{8}$/);
    const other = changed(comparison, { rates: [{ from: 0.9, fmr: 0.0001 }] });
    expect(parseMapping(other).name).not.toBe(first);
  });

  test.each([
    ['no JSON', '{', /no JSON/],
    ['an unknown field', changed(comparison, { extra: 1 }), /withFace/],
    ['a code without its billing', changed(comparison, { codes: { '0': { means: 'agrees' } } }), /billing/],
    [
      'a fault of nobody',
      changed(comparison, { codes: { '0': code('agrees'), '1': code({ capture: 'ugly' }) } }),
      /codes\.1/,
    ],
    ['no code that means agrees', changed(comparison, { codes: { '0': code('mismatch') } }), /agrees/],
    ['none about name and number', changed(comparison, {}, { codes: { '1': code('mismatch') } }), /agrees/],
    ['no number', changed(comparison, {}, { question: { m: 'name' } }), /withoutFace\.question/],
    ['no photo to compare', changed(comparison, { question: both }), /withFace\.question/],
    [
      'a photo for a portrait',
      changed(portrait, { question: { ...both, p: 'photo' } }),
      /withFace\.question/,
    ],
    [
      'a photo without a face to ask about',
      changed(comparison, {}, { question: { ...both, p: 'photo' } }),
      /no photo/,
    ],
    [
      'a face that differs from a portrait that nobody compared',
      changed(portrait, { codes: { '0': code('agrees'), '3': code('face-differs') } }),
      /codes\.3/,
    ],
    [
      'rates from the loosest on',
      changed(comparison, {
        rates: [
          { from: 0.8, fmr: 0.001 },
          { from: 0.95, fmr: 0.0001 },
        ],
      }),
      /withFace\.rates/,
    ],
    [
      'a stricter rate for less similarity',
      changed(comparison, {
        rates: [
          { from: 0.95, fmr: 0.001 },
          { from: 0.8, fmr: 0.0001 },
        ],
      }),
      /withFace\.rates/,
    ],
    ['a rate of none', changed(comparison, { rates: [{ from: 0.9, fmr: 0 }] }), /fmr/],
    ['rates of nothing', changed(comparison, { similarity: null }), /withFace\.similarity/],
    [
      'a verdict by similarity without a line',
      changed(comparison, { codes: { '0': code('by-similarity') } }),
      /agreesFrom/,
    ],
    ['a line without such a verdict', changed(comparison, { agreesFrom: 0.8 }), /agreesFrom/],
  ])('with %s is refused, and says where', (_what, text, fault) => {
    expect(() => parseMapping(text)).toThrow(fault);
  });
});

describe('an answer', () => {
  const key: SigningKey = { kind: 'hmac', id: 'A', secret: 'sixteen-letters-or-more' };
  const clock = createSystemClock();
  let service: WireServer;
  afterEach(() => service.close());

  async function asked(text: string, json: unknown, status = 200) {
    service = await openWireServer(async ({ headers }) => {
      const time = String(Math.floor(clock.now().getTime() / 1000));
      const signed = answerText(time, String(headers['signature-nonce']), status, JSON.stringify(json));
      return { json, status, headers: { 'signature-time': time, signature: await signText(key, signed) } };
    });
    const troubles: Trouble[] = [];
    const mapping: RecordsMapping = parseMapping(text);
    const records = createSignedRecords({
      url: service.url,
      mapping,
      key: async () => key,
      clock,
      random: createSystemRandom(),
      ask: createAskOnce({ tls: null }),
      layers: [],
      onTrouble: (what) => void troubles.push(what),
    });
    const answer = await records.lookUp(
      {
        name: new Sensitive(name),
        citizenId: new Sensitive(citizenId),
        livePhoto: Uint8Array.of(0xff, 0xd8),
      },
      new AbortController().signal,
    );
    return { answer, troubles };
  }
  const rateOf = async (text: string, json: unknown) => {
    const { answer } = await asked(text, json);
    return answer.answer === 'match' && answer.face.kind === 'compared' ? answer.face.fmr : null;
  };
  const bySimilarity = changed(comparison, { codes: { '0': code('by-similarity') }, agreesFrom: 0.8 });

  test.each([
    [0.95, 1e-4],
    ['0.95', 1e-4],
    [0.9499, 1e-3],
    [0.79, 1],
    [1.01, 1],
    [-1, 1],
    ['a lot', 1],
    [undefined, 1],
  ])('of a similarity of %s claims a rate of %s', async (score, fmr) => {
    expect(await rateOf(comparison, { code: 0, data: { score } })).toBe(fmr);
  });

  test.each([
    [0.8, 'match/compared yes'],
    [0.79, 'match/compared no'],
    [undefined, 'unavailable/bad-answer'],
  ])('without a verdict, at a similarity of %s, is %s', async (score, expected) => {
    expect(classOf((await asked(bySimilarity, { code: 0, data: { score } })).answer)).toBe(expected);
  });

  test.each([
    ['a JPEG', Buffer.of(0xff, 0xd8, 0xff, 1).toString('base64'), 'match/portrait'],
    ['a PNG', Buffer.of(0x89, 0x50, 0x4e, 0x47, 1).toString('base64'), 'match/portrait'],
    ['no picture', Buffer.from('<html>').toString('base64'), 'unavailable/bad-answer'],
    ['no base64', '/9j/ 4AAQ', 'unavailable/bad-answer'],
    ['an address', 'https://records.example/portrait.jpg', 'unavailable/bad-answer'],
    ['nothing', '', 'unavailable/bad-answer'],
    ['a number', 7, 'unavailable/bad-answer'],
  ])('that agrees with %s for a portrait is %s', async (_what, picture, expected) => {
    const { answer } = await asked(portrait, { code: 0, data: { portrait: picture } });
    expect(classOf(answer)).toBe(expected);
  });

  test('is none with another status than 200, whatever it says', async () => {
    for (const said of [0, 1, 2]) {
      const { answer } = await asked(comparison, { code: said, data: { score: 0.99 } }, 500);
      expect(classOf(answer)).toBe('unavailable/bad-answer');
      await service.close();
    }
  });

  test('of a code that nobody listed is none, and the operator reads no more than a code', async () => {
    for (const said of ['constructor', 7, 'x'.repeat(300), citizenId, null]) {
      const { answer, troubles } = await asked(comparison, { code: said });
      expect(classOf(answer)).toBe('unavailable/bad-answer');
      expect(JSON.stringify(troubles)).not.toContain(citizenId);
      await service.close();
    }
  });

  test('carries the billing of its code to whoever counts', async () => {
    const free = await asked(comparison, { code: 4029 });
    expect(free.troubles).toMatchObject([{ why: 'rate-limited', code: '4029', billing: 'free' }]);
    await service.close();
    const unknown = await asked(comparison, { code: 77 });
    expect(unknown.troubles).toMatchObject([{ why: 'bad-answer', code: '77', billing: 'unstated' }]);
  });
});
