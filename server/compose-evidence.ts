// Puts together what evidence is kept and locked with: wrapping keys, store, vault.
import { join, resolve } from 'node:path';
import { createDiskPieces, type DiskPieces } from './adapters/evidence-store/disk.ts';
import { createEncryptedStore } from './adapters/evidence-store/encrypted.ts';
import { wrapAnew } from './adapters/vault/data-key.ts';
import { createEnvelopeVault } from './adapters/vault/envelope.ts';
import { createKeyRing, type KeyRing } from './adapters/wrapping-keys/key-ring.ts';
import { createKeysByForm } from './adapters/wrapping-keys/by-form.ts';
import { createTransitKeys, type TransitKeys } from './adapters/wrapping-keys/transit.ts';
import type { Config } from './config.ts';
import type { KeyClass } from './domain/key-class.ts';
import { claimFolder } from './features/evidence/claim-folder.ts';
import type { Database } from './ports/database.ts';
import type { EvidenceFolder } from './ports/evidence-folder.ts';
import type { EvidenceStore } from './ports/evidence-store.ts';
import type { Keys } from './ports/keys.ts';
import type { Random } from './ports/random.ts';
import type { SealedPieces } from './ports/sealed-pieces.ts';
import type { Vault } from './ports/vault.ts';
import type { WrappingKeys } from './ports/wrapping-keys.ts';

const inDataFolder = (config: Config, name: string): string =>
  join(resolve(config.PORTCULLIS_DATA_DIR), name);

/** Without a file, the master key wraps by itself. */
const openKeyRing = (config: Config, keys: Keys): KeyRing =>
  createKeyRing(config.WRAPPING_KEY_FILE ?? inDataFolder(config, 'wrapping.keys'), keys);

/** Null when none is described. */
function openTransit(config: Config): TransitKeys | null {
  const { TRANSIT_URL: url, TRANSIT_KEY: key, TRANSIT_TOKEN: token, TRANSIT_TOKEN_FILE: file } = config;
  if (url === undefined || key === undefined) return null;
  return createTransitKeys({
    url,
    key,
    mount: config.TRANSIT_MOUNT,
    namespace: config.TRANSIT_NAMESPACE ?? null,
    token: token === undefined ? { file: demanded(file) } : { value: token },
    keepMs: config.TRANSIT_CACHE_SECONDS * 1000,
  });
}

/** What the configuration's rules have seen to. */
function demanded<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a setting is missing that the rules of the configuration demand');
  return value;
}

export const openEvidenceFolder = (config: Config): DiskPieces =>
  createDiskPieces({ folder: inDataFolder(config, 'evidence') });

/** Null when no object store is described. Its client is loaded here, so that the disk costs nothing of it. */
export async function openObjectStore(config: Config): Promise<SealedPieces | null> {
  const { S3_BUCKET: bucket, S3_REGION: region, S3_ACCESS_KEY_ID: id, S3_KEY_FILE: file } = config;
  if (bucket === undefined || region === undefined) return null;
  const { createS3Pieces } = await import('./adapters/evidence-store/s3.ts');
  return createS3Pieces({
    endpoint: config.S3_URL ?? null,
    region,
    bucket,
    prefix: config.S3_PREFIX,
    hasPathStyle: config.S3_PATH_STYLE === 'yes',
    key: id === undefined ? { file: demanded(file) } : { id, secret: demanded(config.S3_SECRET_ACCESS_KEY) },
  });
}

interface VaultTools {
  readonly store: EvidenceStore;
  readonly random: Random;
}

export interface EvidenceTools {
  readonly store: EvidenceStore;
  /** Null, or why nothing can be kept or read for now, for the operator. Of an object store, nothing is asked. */
  readonly complaint: () => Promise<string | null>;
  /** As `EvidenceStore.isReachable`; a folder that is there only now, and ours, is taken for it. */
  readonly isThere: (signal: AbortSignal) => Promise<boolean>;
}

/** What a folder that is not there does to who asks it is the store's: it may come back at any time. */
export async function openEvidence(config: Config, database: Database): Promise<EvidenceTools> {
  if (config.EVIDENCE_STORE === 's3') {
    const store = createEncryptedStore(demanded((await openObjectStore(config)) ?? undefined));
    return { store, complaint: async () => null, isThere: (signal) => store.isReachable(signal) };
  }
  const pieces = openEvidenceFolder(config);
  const { folder } = pieces;
  const store = createEncryptedStore(pieces);
  const claim = (): Promise<boolean> => claimFolder({ database, folder });
  return {
    store,
    complaint: async () => ((await claim()) ? null : folderComplaint(folder)),
    // the database is asked only where the folder does not speak for itself
    isThere: async (signal) =>
      (await store.isReachable(signal)) || ((await claim()) && store.isReachable(signal)),
  };
}

export const folderComplaint = ({ path, markPath }: EvidenceFolder): string =>
  `${path} is not the folder that evidence was kept in: is its disk mounted? Nothing is read from it or written to it. ` +
  `If it is the right one, put a file there that marks it: ${markPath}`;

export const openVault = (config: Config, keys: Keys, { store, random }: VaultTools): Vault =>
  createEnvelopeVault({
    keys,
    wrapping: createKeysByForm(openKeyRing(config, keys), openTransit(config), config.WRAPPING_KEYS),
    store,
    random,
  });

/** For the command line: the wrapping keys, and what changes them. */
export interface WrappingTools {
  readonly wrapping: WrappingKeys;
  readonly wrapAnew: (id: string, of: KeyClass, wrapped: Uint8Array) => Promise<Uint8Array>;
  /** Null: our token may not make one. */
  readonly addKey: () => Promise<string | null>;
  readonly keepOnly: KeyRing['keepOnly'];
  readonly hasKeyService: boolean;
}

export function openWrappingTools(config: Config, keys: Keys): WrappingTools {
  const ring = openKeyRing(config, keys);
  const transit = openTransit(config);
  const wrapping = createKeysByForm(ring, transit, config.WRAPPING_KEYS);
  return {
    wrapping,
    wrapAnew: (id, of, wrapped) => wrapAnew(wrapping, id, of, wrapped),
    addKey: () => (config.WRAPPING_KEYS === 'transit' ? demanded(transit ?? undefined).rotate() : ring.add()),
    keepOnly: (names) => ring.keepOnly(names),
    hasKeyService: transit !== null,
  };
}
