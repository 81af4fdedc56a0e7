// What the settings of one place come to: the service under its name, or the setting that is at fault.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createChosenRecords,
  openProvider,
  SettingAtFault,
  type ProviderSettings,
} from '../../../server/adapters/government-records/choose.ts';
import {
  magicNumbers,
  type MagicOutcome,
} from '../../../server/adapters/government-records/magic-numbers.ts';
import { createSystemClock } from '../../../server/adapters/system/clock.ts';
import { createSystemRandom } from '../../../server/adapters/system/random.ts';
import { openStandIn, type OpenStandIn } from '../../../server/compose-stand-in.ts';
import { readConfig } from '../../../server/config.ts';
import type { CitizenId } from '../../../server/domain/citizen-id.ts';
import { Sensitive } from '../../../server/domain/sensitive.ts';
import type { GovernmentRecords } from '../../../server/ports/government-records.ts';
import { recordProviders } from '../../../server/records-config.ts';

const tools = { clock: createSystemClock(), random: createSystemRandom() };
const never = new AbortController().signal;
const noTls = { certFile: undefined, keyFile: undefined, caFile: undefined };

describe.each(recordProviders)('%s', (provider) => {
  let service: OpenStandIn;
  afterEach(() => service.close());

  async function records(): Promise<GovernmentRecords> {
    service = await openStandIn(provider);
    const config = readConfig(service.environment);
    const chosen = await openProvider({
      provider,
      url: config.GOVERNMENT_RECORDS_URL ?? null,
      keyId: config.GOVERNMENT_RECORDS_KEY_ID,
      keySecret: config.GOVERNMENT_RECORDS_KEY_SECRET,
      keyFile: config.GOVERNMENT_RECORDS_KEY_FILE,
      sceneId: config.GOVERNMENT_RECORDS_SCENE_ID ?? null,
      mappingFile: config.GOVERNMENT_RECORDS_MAPPING_FILE,
      tlsFiles: noTls,
    });
    const opened = createChosenRecords(chosen, { ...tools, onTrouble: () => undefined, layers: [] });
    expect(opened.name).toBe(chosen.name);
    return opened;
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

  test('a stand-in answers the magic numbers as the sandbox does, and knows nobody else', async () => {
    const asked = await records();
    const number = (outcome: MagicOutcome): string =>
      magicNumbers.find((one) => one.outcome === outcome)?.citizenId ?? '';
    expect(await ask(asked, number('match'))).toMatchObject({ answer: 'match', face: { agrees: true } });
    expect(await ask(asked, number('mismatch'))).toEqual({ answer: 'mismatch' });
    expect(await ask(asked, number('unpaid'))).toMatchObject({ why: 'unpaid' });
    expect(await ask(asked, '11010519491231002X')).toEqual({ answer: 'not-found' });
  });
});

describe('a setting at fault is named', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portcullis-choose-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function faultOf(settings: Partial<ProviderSettings>): Promise<string> {
    const keyFile = join(folder, 'key.json');
    await writeFile(keyFile, JSON.stringify({ kind: 'hmac', id: 'A', secret: 'sixteen-letters-or-more' }));
    const whole: ProviderSettings = {
      provider: 'signed-http',
      url: 'https://records.example/',
      keyId: undefined,
      keySecret: undefined,
      keyFile,
      sceneId: null,
      mappingFile: 'docs/examples/records-portrait-mapping.json',
      tlsFiles: noTls,
    };
    const outcome = await openProvider({ ...whole, ...settings }).catch((error: unknown) => error);
    return outcome instanceof SettingAtFault ? outcome.setting : 'none';
  }

  test('and none is where all is well', async () => {
    expect(await faultOf({})).toBe('none');
  });

  test.each([
    ['_KEY_FILE', { keyFile: '/nowhere/key.json' }],
    ['_KEY_FILE', { keyFile: 'package.json' }],
    ['_MAPPING_FILE', { mappingFile: '/nowhere/mapping.json' }],
    ['_MAPPING_FILE', { mappingFile: 'docs/examples/registry-mapping.json' }],
    ['_TLS_CERT_FILE', { tlsFiles: { ...noTls, caFile: '/nowhere/ca.pem' } }],
    ['_KEY_FILE', { provider: 'tencent', keyFile: undefined }],
    [
      '_SCENE_ID',
      { provider: 'alibaba', keyId: new Sensitive('a'), keySecret: new Sensitive('b'), keyFile: undefined },
    ],
  ] as const)('%s: %j', async (setting, settings) => {
    expect(await faultOf(settings)).toBe(setting);
  });
});

test('each stand-in has a key of its own', async () => {
  const [one, other] = [await openStandIn('tencent'), await openStandIn('tencent')];
  const secretOf = ({ environment }: OpenStandIn) => environment['GOVERNMENT_RECORDS_KEY_SECRET'];
  expect(secretOf(other)).not.toBe(secretOf(one));
  await one.close();
  await other.close();
});
