// Runs the government records' contract on the sandbox, with its people in a real database.

import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issueCitizen } from '../../server/adapters/government-records/issue-citizen.ts';
import { magicNumbers, type MagicOutcome } from '../../server/adapters/government-records/magic-numbers.ts';
import { createSandboxCitizens } from '../../server/adapters/government-records/sandbox-citizens.ts';
import { createSandboxRecords } from '../../server/adapters/government-records/sandbox.ts';
import { createFileKeys } from '../../server/adapters/keys/file.ts';
import { createSystemClock } from '../../server/adapters/system/clock.ts';
import { createSystemRandom } from '../../server/adapters/system/random.ts';
import { ageOn, isSandboxCitizenId, parseCitizenId, type CitizenId } from '../../server/domain/citizen-id.ts';
import { Sensitive } from '../../server/domain/sensitive.ts';
import type { SqlExecutor } from '../../server/ports/jobs.ts';
import type { Keys } from '../../server/ports/keys.ts';
import type { Random } from '../../server/ports/random.ts';
import type { SandboxCitizens } from '../../server/ports/sandbox-citizens.ts';
import { openTestPool, type TestDatabase } from '../support/test-database.ts';
import {
  governmentRecordsContract,
  wireBehaviours,
  type StandInBehaviour,
  type WireBehaviour,
} from './government-records.ts';

const clock = createSystemClock();
const random = createSystemRandom();
const never = new AbortController().signal;
const quickly = async (): Promise<void> => undefined;
const name = '阿卜杜拉·买买提';
const portrait = new Uint8Array(randomBytes(2000));
const livePhoto = Uint8Array.of(1);

let database: TestDatabase;
let keys: Keys;
let citizens: SandboxCitizens;

beforeAll(async () => {
  database = await openTestPool();
  keys = await newKeys();
  citizens = createSandboxCitizens({ sql: executorOf(database.pool), keys, clock });
});
afterAll(() => database.close());

function newKeys(): Promise<Keys> {
  return createFileKeys({ path: 'not-used', masterKey: new Sensitive(randomBytes(32).toString('base64')) });
}

function executorOf(pool: pg.Pool): SqlExecutor {
  return { execute: async (text, values) => ({ rows: (await pool.query(text, values)).rows as unknown[] }) };
}

function citizenIdOf(text: string): CitizenId {
  const parsed = parseCitizenId(text, clock.now());
  if (!parsed.ok) throw new Error(`${text} is not well-formed: ${parsed.problem}`);
  return parsed.citizenId;
}

function magic(outcome: MagicOutcome): CitizenId {
  const found = magicNumbers.find((each) => each.outcome === outcome);
  if (found === undefined) throw new Error(`no magic number for ${outcome}`);
  return citizenIdOf(found.citizenId);
}

function query(citizenId: CitizenId, declaredName = name, photo: Uint8Array | null = livePhoto) {
  return { name: new Sensitive(declaredName), citizenId: new Sensitive(citizenId), livePhoto: photo };
}

function issue(details: Partial<Parameters<typeof issueCitizen>[1]> = {}, withRandom = random) {
  return issueCitizen(
    { citizens, random: withRandom, clock },
    { name: new Sensitive(name), sex: 'female', birthDate: '1992-02-29', portrait, ...details },
  );
}

const magicFor: Record<Exclude<StandInBehaviour, 'agrees-with-portrait'>, MagicOutcome> = {
  'agrees-by-comparison': 'match',
  'disagrees-by-comparison': 'portrait-differs',
  'agrees-without-portrait': 'portrait-missing',
  mismatch: 'mismatch',
  'not-found': 'not-found',
  hangs: 'never-answers',
  'rate-limited': 'rate-limited',
  maintenance: 'maintenance',
  unreachable: 'unreachable',
  'bad-answer': 'bad-answer',
  'face-refused': 'face-refused',
  'photo-blurred': 'photo-blurred',
  'photo-too-dark': 'photo-too-dark',
  'photo-face-covered': 'photo-face-covered',
  'photo-several-faces': 'photo-several-faces',
  'agrees-weakly': 'weak-match',
  'daily-limit': 'daily-limit',
  refused: 'refused',
  'not-authorised': 'not-authorised',
  'clock-skew': 'clock-skew',
  unpaid: 'unpaid',
};

const isOfAWire = (behaviour: StandInBehaviour | WireBehaviour): behaviour is WireBehaviour =>
  behaviour in wireBehaviours;

governmentRecordsContract('sandbox', async () => ({
  records: createSandboxRecords({ citizens, delay: quickly }),
  person: async (behaviour) => {
    if (behaviour === 'agrees-with-portrait') return { name, citizenId: (await issue()).citizenId };
    return isOfAWire(behaviour) ? null : { name, citizenId: magic(magicFor[behaviour]) };
  },
  secrets: [],
  logged: () => '',
  kept: async () => inspect((await database.pool.query('select * from sandbox_citizens order by 1')).rows),
  wire: null,
  close: quickly,
}));

describe('the magic numbers', () => {
  test('are well-formed, adult, of the made-up province, and each there once', () => {
    for (const { citizenId } of magicNumbers) {
      const parsed = parseCitizenId(citizenId, clock.now());
      if (!parsed.ok) throw new Error(`${citizenId}: ${parsed.problem}`);
      expect(isSandboxCitizenId(parsed.citizenId)).toBe(true);
      expect(ageOn(parsed.birthDate, clock.now())).toBeGreaterThanOrEqual(18);
    }
    expect(new Set(magicNumbers.map((each) => each.citizenId)).size).toBe(magicNumbers.length);
    expect(new Set(magicNumbers.map((each) => each.outcome)).size).toBe(magicNumbers.length);
  });

  test('answer for any name', async () => {
    const records = createSandboxRecords({ citizens, delay: quickly });
    for (const anyName of [name, '张伟', 'John Smith']) {
      expect(await records.lookUp(query(magic('match'), anyName), never)).toMatchObject({ answer: 'match' });
      expect(await records.lookUp(query(magic('mismatch'), anyName), never)).toEqual({ answer: 'mismatch' });
    }
  });

  test('let the slow one agree after about three seconds', async () => {
    const waits: number[] = [];
    const records = createSandboxRecords({
      citizens,
      delay: async (ms) => {
        waits.push(ms);
      },
    });
    expect(await records.lookUp(query(magic('slow')), never)).toMatchObject({ answer: 'match' });
    expect(waits).toEqual([3000]);
  });

  test('let the slow one time out when the caller does not wait', async () => {
    const controller = new AbortController();
    const records = createSandboxRecords({
      citizens,
      delay: async (_ms, signal) => {
        controller.abort();
        signal.throwIfAborted();
      },
    });
    expect(await records.lookUp(query(magic('slow')), controller.signal)).toMatchObject({ why: 'timeout' });
  });
});

describe('an issued citizen', () => {
  test('has a number that says birth date and sex', async () => {
    for (const sex of ['female', 'male'] as const) {
      const { citizenId } = await issue({ sex });
      expect(parseCitizenId(citizenId, clock.now())).toMatchObject({
        ok: true,
        sex,
        birthDate: '1992-02-29',
      });
      expect(isSandboxCitizenId(citizenId)).toBe(true);
    }
  });

  test('is matched by name and number, and the record gives the portrait', async () => {
    const { citizenId } = await issue();
    const records = createSandboxRecords({ citizens, delay: quickly });
    expect(await records.lookUp(query(citizenId, '阿卜杜拉 • 买买提'), never)).toEqual({
      answer: 'match',
      face: { kind: 'portrait', picture: portrait },
    });
    expect(await records.lookUp(query(citizenId, '张伟'), never)).toEqual({ answer: 'mismatch' });
    expect(await records.lookUp(query(citizenId, '张伟', null), never)).toEqual({ answer: 'mismatch' });
  });

  test('is still on record after a restart, exactly', async () => {
    const issued = await issue({ name: new Sensitive('𠮷田'), sex: 'male' });
    const again = createSandboxCitizens({ sql: executorOf(database.pool), keys, clock });
    const found = await again.find(issued.citizenId);
    expect(found).toMatchObject({ sex: 'male', birthDate: '1992-02-29', portrait });
    expect(found?.name.reveal()).toBe('𠮷田');
  });

  test('lies in the database with neither name nor portrait in the clear', async () => {
    const { citizenId } = await issue();
    const { rows } = await database.pool.query('select sealed from sandbox_citizens where citizen_id = $1', [
      citizenId,
    ]);
    const { sealed } = rows[0] as { sealed: Buffer };
    expect(sealed.includes(Buffer.from('阿卜杜拉'))).toBe(false);
    expect(sealed.includes(Buffer.from(portrait.subarray(0, 32)))).toBe(false);
  });

  test('keeps the number: it is not given to anybody else', async () => {
    const first = await issue();
    const stolen = { ...first, name: new Sensitive('张伟') };
    expect(await citizens.issue(stolen)).toBe('taken');
    expect((await citizens.find(first.citizenId))?.name.reveal()).toBe(name);
  });

  test('gets another number when the first one drawn is taken', async () => {
    // district, then sequence: 7 and 7 twice, then 8 and 8
    const draws = [7, 7, 7, 7, 8, 8];
    const repeating: Random = { ...random, int: () => draws.shift() ?? 0 };
    const one = await issue({ birthDate: '1971-03-04' }, repeating);
    const two = await issue({ birthDate: '1971-03-04' }, repeating);
    expect(two.citizenId).not.toBe(one.citizenId);
    expect(draws).toEqual([]);
  });

  test.each(['1993-02-29', '1899-12-31', '2999-01-01', '1993-1-1', ''])(
    'cannot be born on "%s"',
    async (birthDate) => {
      await expect(issue({ birthDate })).rejects.toThrow(RangeError);
    },
  );

  test('cannot be asked about when sealed by another master key, and is not called unknown', async () => {
    const { citizenId } = await issue();
    const others = createSandboxCitizens({ sql: executorOf(database.pool), keys: await newKeys(), clock });
    const records = createSandboxRecords({ citizens: others, delay: quickly });
    expect(await records.lookUp(query(citizenId), never)).toMatchObject({
      answer: 'unavailable',
      why: 'bad-answer',
    });
  });

  test('cannot be asked about when moved to the row of another', async () => {
    const [a, b] = [await issue(), await issue()];
    await database.pool.query(
      `update sandbox_citizens set sealed = (select sealed from sandbox_citizens where citizen_id = $1)
       where citizen_id = $2`,
      [a.citizenId, b.citizenId],
    );
    const records = createSandboxRecords({ citizens, delay: quickly });
    expect(await records.lookUp(query(b.citizenId), never)).toMatchObject({ why: 'bad-answer' });
  });

  test('cannot be asked about while the database is away', async () => {
    const away: SqlExecutor = {
      execute: async () => {
        throw new Error('connection refused');
      },
    };
    const records = createSandboxRecords({
      citizens: createSandboxCitizens({ sql: away, keys, clock }),
      delay: quickly,
    });
    const { citizenId } = await issue();
    expect(await records.lookUp(query(citizenId), never)).toEqual({
      answer: 'unavailable',
      why: 'unreachable',
      retryAfterMs: null,
    });
  });
});
