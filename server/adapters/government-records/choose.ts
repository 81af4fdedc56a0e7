// The adapter of the service that was chosen, with its key, mapping and certificate from where the configuration says.
import { readFile } from 'node:fs/promises';
import type { Sensitive } from '../../domain/sensitive.ts';
import type { Clock } from '../../ports/clock.ts';
import type { GovernmentRecords } from '../../ports/government-records.ts';
import type { Random } from '../../ports/random.ts';
import type { AskOnce } from '../../ports/wire.ts';
import { createAskOnce } from '../wire/ask-once.ts';
import { openClientTls, type ClientTlsFiles, type ReadClientTls } from '../wire/client-certificate.ts';
import { allowedSkewSeconds } from '../wire/signed-question.ts';
import { signingKeyOfFile, type ReadSigningKey } from '../wire/signature.ts';
import { alibabaName, alibabaUrl, createAlibabaRecords } from './alibaba.ts';
import { parseMapping, type RecordsMapping } from './mapping.ts';
import { keyOfConfig, keyOfFile, type ReadKey } from './provider-key.ts';
import type { ProviderTools } from './provider-records.ts';
import { createSignedRecords } from './signed-http.ts';
import { createTencentRecords, tencentName, tencentUrl } from './tencent.ts';

/** As the settings of one place have it. */
export interface ProviderSettings {
  readonly provider: 'tencent' | 'alibaba' | 'signed-http';
  /** Null: the public address of the service. */
  readonly url: string | null;
  readonly keyId: Sensitive<string> | undefined;
  readonly keySecret: Sensitive<string> | undefined;
  readonly keyFile: string | undefined;
  /** Needed with `alibaba`. */
  readonly sceneId: string | null;
  /** Needed with `signed-http`, as are address and key file. */
  readonly mappingFile: string | undefined;
  readonly tlsFiles: ClientTlsFiles;
}

/** All that can be read once has been read; keys and certificates are read again for each question. */
export type ChosenProvider = {
  /** For trail and log. */
  readonly name: string;
  readonly url: string;
  /** Questions a second that it takes, as published; null: none is published. */
  readonly perSecond: number | null;
  /** How far our clock may be from its own. */
  readonly allowedSkewMs: number;
  readonly tls: ReadClientTls | null;
  /** Whether it lists the question about somebody whom it does not know as free. */
  readonly isNobodyFree: boolean;
} & (
  | { readonly provider: 'tencent'; readonly key: ReadKey }
  | { readonly provider: 'alibaba'; readonly key: ReadKey; readonly sceneId: string }
  | {
      readonly provider: 'signed-http';
      readonly key: ReadSigningKey;
      readonly mapping: RecordsMapping;
      readonly ask: AskOnce;
    }
);

/** What is wrong with a setting; `setting` is the end of its name. Says nothing of what stands in a file. */
export class SettingAtFault extends Error {
  readonly setting: string;
  constructor(setting: string, message: string) {
    super(message);
    this.setting = setting;
  }
}

/** A portrait in base64 is most of an answer that has one. */
const maxKilobytesWithPortrait = 1536;

function readKeyFrom({ keyId, keySecret, keyFile }: ProviderSettings): ReadKey {
  if (keyFile !== undefined) return keyOfFile(keyFile);
  if (keyId === undefined || keySecret === undefined) return async () => null;
  return keyOfConfig(keyId, keySecret);
}

async function openSigned({
  url,
  keyFile,
  mappingFile,
  tlsFiles,
}: ProviderSettings): Promise<ChosenProvider> {
  if (url === null || keyFile === undefined || mappingFile === undefined)
    throw new SettingAtFault('', 'signed-http is asked at an address, with a mapping and a key');
  const atFault = (setting: string) => (error: unknown) => {
    throw new SettingAtFault(setting, error instanceof Error ? error.message : String(error));
  };
  const text = await readFile(mappingFile, 'utf8').catch(atFault('_MAPPING_FILE'));
  let mapping: RecordsMapping;
  try {
    mapping = parseMapping(text);
  } catch (error) {
    throw new SettingAtFault('_MAPPING_FILE', (error as Error).message);
  }
  const key = signingKeyOfFile(keyFile);
  if ((await key()) === null)
    throw new SettingAtFault(
      '_KEY_FILE',
      'no such file, or no signing key in it, as docs/operations.md has it',
    );
  const tls = await openClientTls(tlsFiles).catch(atFault('_TLS_CERT_FILE'));
  const limit = mapping.withFace.shape === 'portrait' ? { maxAnswerKilobytes: maxKilobytesWithPortrait } : {};
  const { name, perSecond, withoutFace } = mapping;
  const nobody = Object.values(withoutFace.codes).filter(({ means }) => means === 'not-found');
  return {
    provider: 'signed-http',
    name,
    url,
    perSecond,
    allowedSkewMs: allowedSkewSeconds * 1000,
    isNobodyFree: nobody.length > 0 && nobody.every(({ billing }) => billing === 'free'),
    tls,
    key,
    mapping,
    ask: createAskOnce({ tls, ...limit }),
  };
}

const minuteMs = 60_000;
/** Both know us by their keys alone, and list the question about nobody as free. */
const ofProviders = { tls: null, isNobodyFree: true };

/** Rejects with `SettingAtFault`: found at the start, and not with the first applicant. */
export async function openProvider(settings: ProviderSettings): Promise<ChosenProvider> {
  const { provider, url, sceneId } = settings;
  if (provider === 'signed-http') return openSigned(settings);
  const key = readKeyFrom(settings);
  if ((await key()) === null)
    throw new SettingAtFault(
      '_KEY_FILE',
      'no such file, or not {"id": "…", "secret": "…"} without spaces in either',
    );
  if (provider === 'tencent')
    return {
      ...ofProviders,
      provider,
      name: tencentName,
      url: url ?? tencentUrl,
      // it takes 20 with a face and 100 about name and number alone: the lower one holds for both together
      perSecond: 20,
      allowedSkewMs: 5 * minuteMs,
      key,
    };
  if (sceneId === null) throw new SettingAtFault('_SCENE_ID', 'Alibaba Cloud is asked within a scene');
  return {
    ...ofProviders,
    provider,
    name: alibabaName,
    url: url ?? alibabaUrl,
    perSecond: null,
    allowedSkewMs: 15 * minuteMs,
    key,
    sceneId,
  };
}

export function createChosenRecords(
  chosen: ChosenProvider,
  tools: ProviderTools & { readonly clock: Clock; readonly random: Random },
): GovernmentRecords {
  switch (chosen.provider) {
    case 'tencent':
      return createTencentRecords({ ...tools, ...chosen });
    case 'alibaba':
      return createAlibabaRecords({ ...tools, ...chosen });
    case 'signed-http':
      return createSignedRecords({ ...tools, ...chosen });
  }
}
