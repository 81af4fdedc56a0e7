// Puts together what the command line works with, where nothing else of the system runs.
import { magicBusinessCodes } from './adapters/business-registry/magic-codes.ts';
import { magicNumbers } from './adapters/government-records/magic-numbers.ts';
import { thumbprintOf } from './adapters/keys/file.ts';
import { createCompactSignatures, verifyCompactJws } from './adapters/signatures/compact-jws.ts';
import { createSystemClock } from './adapters/system/clock.ts';
import { createSystemRandom } from './adapters/system/random.ts';
import { openDatabase, type Surroundings } from './compose-database.ts';
import { openEvidence, openVault, openWrappingTools, type WrappingTools } from './compose-evidence.ts';
import { hasMasterKey, openKeys, openOwnKeys } from './compose-keys.ts';
import { ConfigError, type Config } from './config.ts';
import type { Clock } from './ports/clock.ts';
import type { Database } from './ports/database.ts';
import type { EvidenceStore } from './ports/evidence-store.ts';
import type { Keys, PublicKey } from './ports/keys.ts';
import type { Random } from './ports/random.ts';
import type { Signatures } from './ports/signatures.ts';
import type { Vault } from './ports/vault.ts';

/** What the sandbox adapters answer to which number. */
export const sandboxNumbers = { citizens: magicNumbers, businesses: magicBusinessCodes } as const;

/** What the command line works with while nothing of the system runs but the database. */
export interface Tools {
  /** Opened, and made where none was ever used, only when asked for; others than those used here are refused with `ConfigError`. */
  readonly keys: () => Promise<Keys>;
  readonly vault: () => Promise<Vault>;
  /** Rejects with `ConfigError` while its folder is not there; `vault`, too. */
  readonly store: () => Promise<EvidenceStore>;
  readonly wrapping: () => Promise<WrappingTools>;
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
}

/** With the embedded database, rejects while a server runs on it. */
export async function withDatabase<T>(
  config: Config,
  surroundings: Surroundings,
  work: (tools: Tools) => Promise<T>,
): Promise<T> {
  const { database } = await openDatabase(config, surroundings);
  try {
    const keys = (): Promise<Keys> => openOwnKeys(config, database);
    const random = createSystemRandom();
    const store = async (): Promise<EvidenceStore> => {
      const evidence = await openEvidence(config, database);
      const complaint = await evidence.complaint();
      if (complaint !== null) throw new ConfigError(complaint);
      return evidence.store;
    };
    const vault = async (): Promise<Vault> =>
      openVault(config, await keys(), { store: await store(), random });
    return await work({
      database,
      keys,
      vault,
      store,
      wrapping: async () => openWrappingTools(config, await keys()),
      clock: createSystemClock(),
      random,
    });
  } finally {
    await database.close();
  }
}

export const signaturesOf = (keys: Keys): Signatures => createCompactSignatures({ keys });

/** Checking what was signed needs no database and no server. */
export const signatureChecks = {
  verify: verifyCompactJws,
  thumbprintOf,
  /** Keys of this installation's master key; null when it has none yet. Makes none. */
  ownKeys: async (config: Config): Promise<readonly PublicKey[] | null> =>
    hasMasterKey(config) ? (await openKeys(config)).publicKeys() : null,
} as const;
