// The adapter of the provider that was chosen, and a stand-in of its service to try it with.
import type { Sensitive } from '../../domain/sensitive.ts';
import type { Clock } from '../../ports/clock.ts';
import type { GovernmentRecords } from '../../ports/government-records.ts';
import type { Random } from '../../ports/random.ts';
import { alibabaUrl, createAlibabaRecords } from './alibaba.ts';
import { keyOfConfig, keyOfFile, type ReadKey } from './provider-key.ts';
import type { ProviderTools } from './provider-records.ts';
import { openAlibabaStandIn } from './stand-in/alibaba.ts';
import { openTencentStandIn } from './stand-in/tencent.ts';
import { createTencentRecords, tencentUrl } from './tencent.ts';

export interface ChosenProvider {
  readonly provider: 'tencent' | 'alibaba';
  /** Null: the public address of the service. */
  readonly url: string | null;
  readonly key: ReadKey;
  /** Needed with `alibaba`. */
  readonly sceneId: string | null;
}

export function readKeyFrom(given: {
  readonly id?: Sensitive<string> | undefined;
  readonly secret?: Sensitive<string> | undefined;
  readonly file?: string | undefined;
}): ReadKey {
  if (given.file !== undefined) return keyOfFile(given.file);
  if (given.id === undefined || given.secret === undefined) return async () => null;
  return keyOfConfig(given.id, given.secret);
}

export function createChosenRecords(
  { provider, url, key, sceneId }: ChosenProvider,
  tools: ProviderTools & { readonly clock: Clock; readonly random: Random },
): GovernmentRecords {
  if (provider === 'tencent') return createTencentRecords({ ...tools, key, url: url ?? tencentUrl });
  if (sceneId === null) throw new Error('Alibaba Cloud is asked within a scene');
  return createAlibabaRecords({ ...tools, key, sceneId, url: url ?? alibabaUrl });
}

export interface OpenStandIn {
  /** Settings under which Portcullis asks it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

const withoutFallback = Object.fromEntries(
  ['', '_KEY_ID', '_KEY_SECRET', '_KEY_FILE', '_SCENE_ID', '_URL'].map((end) => [
    `GOVERNMENT_RECORDS_FALLBACK${end}`,
    '',
  ]),
);

/** A service of our own on this machine that knows the sandbox's magic numbers and nobody else. */
export async function openStandIn(
  provider: ChosenProvider['provider'],
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): Promise<OpenStandIn> {
  const key = { id: 'STANDIN', secret: Buffer.from(random.bytes(24)).toString('hex') };
  const sceneId = '1000000000';
  const service =
    provider === 'tencent'
      ? await openTencentStandIn({ key, clock })
      : await openAlibabaStandIn({ key, clock }, sceneId);
  return {
    environment: {
      GOVERNMENT_RECORDS: provider,
      GOVERNMENT_RECORDS_URL: service.url,
      GOVERNMENT_RECORDS_KEY_ID: key.id,
      GOVERNMENT_RECORDS_KEY_SECRET: key.secret,
      GOVERNMENT_RECORDS_KEY_FILE: '',
      GOVERNMENT_RECORDS_SCENE_ID: provider === 'alibaba' ? sceneId : '',
      // whoever tries a stand-in asks nobody outside, whatever else is configured
      ...withoutFallback,
    },
    close: () => service.close(),
  };
}
