// Opens the master key, and refuses one that is not what the database was locked with.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createFileKeys, type FileKeys } from './adapters/keys/file.ts';
import { unwrapDataKey } from './adapters/vault/data-key.ts';
import { masterName } from './adapters/wrapping-keys/key-ring.ts';
import { openWrappingTools } from './compose-evidence.ts';
import { ConfigError, type Config } from './config.ts';
import { areOwnKeys, hasUsedKeys, type TellsKey } from './features/keys/own-keys.ts';
import type { Database } from './ports/database.ts';
import { CannotOpen, type Keys } from './ports/keys.ts';
import type { Owner } from './ports/vault.ts';

const masterKeyPath = (config: Config): string => join(resolve(config.PORTCULLIS_DATA_DIR), 'master.key');

export const hasMasterKey = (config: Config): boolean =>
  config.MASTER_KEY !== undefined || existsSync(masterKeyPath(config));

/** For what no database is needed for. Makes a key where there is none. */
export const openKeys = (config: Config): Promise<FileKeys> =>
  createFileKeys({
    path: masterKeyPath(config),
    masterKey: config.MASTER_KEY,
    signingGeneration: config.SIGNING_KEY_GENERATION,
  });

/** Of what a file of wrapping keys or a key service wrapped, the master key tells nothing. */
async function tryFirst(config: Config, keys: Keys, first: Owner): Promise<TellsKey> {
  const { wrapping } = openWrappingTools(config, keys);
  try {
    if ((await wrapping.nameOf(first.documentKey)) !== masterName) return 'untold';
    await unwrapDataKey(keys, first.id, 'document', first.documentKey);
    return 'own';
  } catch (error) {
    if (!(error instanceof CannotOpen)) throw error;
    return error.why === 'other-key' ? 'other' : 'untold'; // one row that is damaged
  }
}

function refusal(config: Config, found: string, more: readonly string[] = []): ConfigError {
  return new ConfigError(
    [
      `the master key: ${found}`,
      `  Put the key that was there back, from its backup: as the file ${masterKeyPath(config)} (mode 600), or as MASTER_KEY.`,
      ...more,
      '  If this is not the database that belongs to the key, look at DATABASE_URL and PORTCULLIS_DATA_DIR.',
    ].join('\n'),
  );
}

/**
 * Makes a key only for a database in which none was ever used: a new one in the place of a lost one would hide the loss.
 * Rejects with `ConfigError` where the key is missing or another one; then nothing was made or changed.
 */
export async function openOwnKeys(config: Config, database: Database): Promise<FileKeys> {
  // in this order: another process may be making the file, and uses it only then
  if ((await hasUsedKeys(database)) && !hasMasterKey(config))
    throw refusal(config, 'there is none, and this database was locked with one. None was made.');
  const keys = await openKeys(config);
  if (await areOwnKeys({ database, keys, tryFirst: (first) => tryFirst(config, keys, first) })) return keys;
  const place = config.MASTER_KEY === undefined ? masterKeyPath(config) : 'MASTER_KEY';
  throw refusal(
    config,
    `${place} is another one than this database was locked with. Nothing was changed.`,
    keys.wasGenerated ? [`  ${place} was made just now and locks nothing: delete it.`] : [],
  );
}
