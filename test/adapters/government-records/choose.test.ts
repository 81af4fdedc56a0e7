// A stand-in that was opened for trying out is asked with the settings it comes with, by the adapter they choose.
import { afterEach, describe, expect, test } from 'vitest';
import {
  createChosenRecords,
  openStandIn,
  readKeyFrom,
  type OpenStandIn,
} from '../../../server/adapters/government-records/choose.ts';
import {
  magicNumbers,
  type MagicOutcome,
} from '../../../server/adapters/government-records/magic-numbers.ts';
import { createSystemClock } from '../../../server/adapters/system/clock.ts';
import { createSystemRandom } from '../../../server/adapters/system/random.ts';
import { readConfig } from '../../../server/config.ts';
import type { CitizenId } from '../../../server/domain/citizen-id.ts';
import { Sensitive } from '../../../server/domain/sensitive.ts';
import type { GovernmentRecords } from '../../../server/ports/government-records.ts';
import { providers } from './provider-support.ts';

const tools = { clock: createSystemClock(), random: createSystemRandom() };
const never = new AbortController().signal;

describe.each(providers)('%s', (provider) => {
  let service: OpenStandIn;
  afterEach(() => service.close());

  async function records(): Promise<GovernmentRecords> {
    service = await openStandIn(provider, tools);
    const config = readConfig(service.environment);
    return createChosenRecords(
      {
        provider,
        url: config.GOVERNMENT_RECORDS_URL ?? null,
        key: readKeyFrom({
          id: config.GOVERNMENT_RECORDS_KEY_ID,
          secret: config.GOVERNMENT_RECORDS_KEY_SECRET,
          file: config.GOVERNMENT_RECORDS_KEY_FILE,
        }),
        sceneId: config.GOVERNMENT_RECORDS_SCENE_ID ?? null,
      },
      { ...tools, onTrouble: () => undefined, layers: [] },
    );
  }

  const ask = (asked: GovernmentRecords, citizenId: string) =>
    asked.lookUp(
      {
        name: new Sensitive('林试'),
        citizenId: new Sensitive(citizenId as CitizenId),
        livePhoto: Uint8Array.of(0xff, 0xd8),
      },
      never,
    );

  test('answers the magic numbers as the sandbox does, and knows nobody else', async () => {
    const asked = await records();
    const number = (outcome: MagicOutcome): string =>
      magicNumbers.find((one) => one.outcome === outcome)?.citizenId ?? '';
    expect(await ask(asked, number('match'))).toMatchObject({ answer: 'match', face: { agrees: true } });
    expect(await ask(asked, number('mismatch'))).toEqual({ answer: 'mismatch' });
    expect(await ask(asked, number('unpaid'))).toMatchObject({ why: 'unpaid' });
    expect(await ask(asked, '11010519491231002X')).toEqual({ answer: 'not-found' });
  });

  test('takes another key each time', async () => {
    service = await openStandIn(provider, tools);
    const other = await openStandIn(provider, tools);
    await other.close();
    const secretOf = ({ environment }: OpenStandIn) => environment['GOVERNMENT_RECORDS_KEY_SECRET'];
    expect(secretOf(other)).not.toBe(secretOf(service));
  });
});

test('no key is read where none is given', async () => {
  expect(await readKeyFrom({})()).toBeNull();
  expect(await readKeyFrom({ id: new Sensitive('a') })()).toBeNull();
});
