// Whatever is done to an exported trail is found, by both verifiers, at the same first event.
import { beforeAll, expect, test } from 'vitest';
import type { ApplicationId } from '../../server/domain/application.ts';
import { verifyBytes, type Options } from '../../verify/audit-verify.mjs';
import { createMemoryTrail } from '../support/memory-trail.ts';
import { verdictsInPython } from '../support/python-verifier.ts';
import { newKeys, someEvent } from '../support/trails.ts';
import { chanceOf, tampered, type Material } from '../support/trail-tampering.ts';

const tries = 10_000;
/** Slow there, and as many with PYTHON_TRIES. */
const triesInPython = Number(process.env['PYTHON_TRIES'] ?? 420);
const seed = 20_261_130;
const one = 'a_0000000000000000000001' as ApplicationId;

let material: Material;
let options: Options;
let whole: Buffer;
let ofOne: Buffer;

const linesOf = (bytes: Buffer): string[] => bytes.toString().split('\n').slice(0, -1);

beforeAll(async () => {
  const keys = await newKeys();
  const trail = createMemoryTrail(keys);
  const older: string[][] = [];
  for (const count of [4, 1, 6, 3]) {
    for (let at = 0; at < count; at += 1) trail.append(someEvent(at + 1, at % 2 === 0 ? one : null));
    await trail.sign();
    older.push(linesOf(await trail.exported()));
  }
  const foreign = createMemoryTrail(await newKeys());
  foreign.append(...Array.from({ length: 6 }, (_none, at) => someEvent(at + 9)));
  await foreign.sign();
  whole = await trail.exported();
  ofOne = await trail.exportedOf(one);
  material = { lines: linesOf(whole), older: older.slice(0, -1), foreign: linesOf(await foreign.exported()) };
  const { number, text } = trail.checkpoints.at(-1) ?? { number: 0, text: '' };
  options = { trusted: new Set([(await keys.signing()).keyId]), kept: new Map([[number, text]]) };
});

/** In turn, so that none is left out. */
function files(count: number, from: number): { by: string; bytes: Buffer }[] {
  const chance = chanceOf(from);
  return Array.from({ length: count }, (_none, turn) => tampered(material, turn, chance));
}

test('the trail itself is whole', async () => {
  expect(verifyBytes(whole, options)).toMatchObject({ whole: { entries: 14, checkpoints: 4, notSigned: 0 } });
  expect(await verdictsInPython([whole], options)).toEqual([verifyBytes(whole, options)]);
});

test(`${tries} files that were tampered with: each is found`, () => {
  const missed = files(tries, seed).filter(({ bytes }) => verifyBytes(bytes, options).fault === undefined);
  expect(missed.map(({ by }) => by)).toEqual([]);
});

test(`${triesInPython} of them: found in Python, too, with the same words about the same event`, async () => {
  const some = files(triesInPython, seed + 1);
  const found = await verdictsInPython(
    some.map(({ bytes }) => bytes),
    options,
  );
  expect(found).toEqual(some.map(({ bytes }) => verifyBytes(bytes, options)));
  expect(found.filter(({ fault }) => fault === undefined)).toEqual([]);
});

test('any sign changed in the export of one application is found, by both at the same place', async () => {
  const chance = chanceOf(seed + 3);
  const changed = Array.from({ length: 1000 }, () => {
    const bytes = Buffer.from(ofOne);
    const at = chance(bytes.length);
    bytes[at] = ((bytes[at] ?? 0) + 1 + chance(255)) % 256;
    return bytes;
  });
  const found = changed.map((bytes) => verifyBytes(bytes, options));
  expect(found.filter(({ fault }) => fault === undefined)).toEqual([]);
  expect(await verdictsInPython(changed.slice(0, 200), options)).toEqual(found.slice(0, 200));
  expect(verifyBytes(ofOne, options).whole).toMatchObject({ scope: 'application', entries: 8 });
});

test('without a checkpoint that was kept, old heads and ends cut off are missed, and nothing else', () => {
  const { trusted = null } = options;
  const missed = files(tries / 4, seed + 2).filter(
    ({ bytes }) => verifyBytes(bytes, { trusted }).fault === undefined,
  );
  expect(new Set(missed.map(({ by }) => by))).toEqual(
    new Set([
      'an old head played again',
      'the end cut off and the header made to fit',
      'an entry that goes on, unsigned, in the place of the end',
    ]),
  );
});
