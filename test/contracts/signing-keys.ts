// Keys for services that sign: both ways, ours and theirs, in a file that can be exchanged.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import type { SigningKey } from '../../server/adapters/wire/signature.ts';

/** `asking`: as our file has it; `answering`: as the service has it, with the keys the other way round. */
export interface KeyPair {
  readonly asking: SigningKey;
  readonly answering: SigningKey;
}

async function hmacPair(): Promise<KeyPair> {
  const key: SigningKey = { kind: 'hmac', id: 'STANDIN', secret: randomBytes(18).toString('hex') };
  return { asking: key, answering: key };
}

async function jwkPair() {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwkOf = async (key: Parameters<typeof exportJWK>[0]) => ({
    ...(await exportJWK(key)),
    kty: 'EC',
    alg: 'ES256' as const,
  });
  return { privateKey: await jwkOf(privateKey), publicKey: await jwkOf(publicKey) };
}

async function jwsPair(): Promise<KeyPair> {
  const [ours, theirs] = [await jwkPair(), await jwkPair()];
  const kind = { kind: 'jws', id: 'STANDIN' } as const;
  return {
    asking: { ...kind, privateKey: ours.privateKey, theirPublicKey: theirs.publicKey },
    answering: { ...kind, privateKey: theirs.privateKey, theirPublicKey: ours.publicKey },
  };
}

export const waysOfSigning: Readonly<Record<SigningKey['kind'], () => Promise<KeyPair>>> = {
  hmac: hmacPair,
  jws: jwsPair,
};

/** What must never be printed of a key. */
export const secretOf = (key: SigningKey): string =>
  key.kind === 'hmac' ? key.secret : String(key.privateKey['d']);

export interface KeyInFile {
  readonly path: string;
  /** What the service checks questions with, and signs answers with, at this moment. */
  readonly atTheService: () => { readonly theirs: SigningKey; readonly ours: SigningKey };
  readonly secrets: readonly string[];
  readonly exchange: (where: 'service' | 'file') => Promise<void>;
  readonly remove: () => Promise<void>;
}

export async function keyInFile(kind: SigningKey['kind']): Promise<KeyInFile> {
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-signing-key-'));
  const path = join(folder, 'key.json');
  const [old, next] = [await waysOfSigning[kind](), await waysOfSigning[kind]()];
  await writeFile(path, JSON.stringify(old.asking));
  let atTheService = old;
  return {
    path,
    atTheService: () => ({ theirs: atTheService.answering, ours: atTheService.answering }),
    secrets: [old, next].map(({ asking }) => secretOf(asking)),
    exchange: async (where) => {
      if (where === 'service') atTheService = next;
      else await writeFile(path, JSON.stringify(next.asking));
    },
    remove: () => rm(folder, { recursive: true }),
  };
}
