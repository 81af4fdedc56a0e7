// The register that was chosen by the configuration.
import { readFile } from 'node:fs/promises';
import type { BusinessRegistry } from '../../ports/business-registry.ts';
import { createAskOnce } from '../wire/ask-once.ts';
import { openClientTls, type ClientTlsFiles, type ReadClientTls } from '../wire/client-certificate.ts';
import { allowedSkewSeconds } from '../wire/signed-question.ts';
import { signingKeyOfFile } from '../wire/signature.ts';
import { parseMapping } from './mapping.ts';
import { createSandboxBusinessRegistry } from './sandbox.ts';
import { createSignedRegistry, type SignedRegistryConfig } from './signed-http.ts';

export interface ChosenRegistry {
  readonly kind: 'sandbox' | 'signed-http' | 'none';
  /** Needed with `signed-http`, all three. */
  readonly url: string | undefined;
  readonly mappingFile: string | undefined;
  readonly keyFile: string | undefined;
  readonly tlsFiles: ClientTlsFiles;
}

type Tools = Pick<SignedRegistryConfig, 'clock' | 'random' | 'onTrouble'>;

/** One that is asked over the network. */
export interface SignedRegistry {
  readonly registry: BusinessRegistry;
  readonly url: string;
  readonly keyFile: string;
  readonly tls: ReadClientTls | null;
  readonly allowedSkewMs: number;
  readonly isNobodyFree: boolean;
}

/** Rejects with what is wrong when mapping, key or certificate cannot be read. */
export async function openSignedRegistry(
  { url, mappingFile, keyFile, tlsFiles }: ChosenRegistry,
  tools: Tools,
): Promise<SignedRegistry> {
  if (url === undefined || mappingFile === undefined || keyFile === undefined)
    throw new Error('a register is asked at an address, with a mapping and a key');
  const mapping = parseMapping(await readFile(mappingFile, 'utf8'));
  const key = signingKeyOfFile(keyFile);
  if ((await key()) === null) throw new Error('the key file holds no key that can be read');
  const tls = await openClientTls(tlsFiles);
  const registry = createSignedRegistry({ ...tools, url, mapping, key, ask: createAskOnce({ tls }) });
  const isNobodyFree = mapping.freeWhenNotFound;
  return { registry, url, keyFile, tls, allowedSkewMs: allowedSkewSeconds * 1000, isNobodyFree };
}

/** Null without one. Rejects as above. */
export async function openChosenRegistry(
  chosen: ChosenRegistry,
  tools: Tools,
): Promise<BusinessRegistry | null> {
  if (chosen.kind === 'none') return null;
  if (chosen.kind === 'sandbox') return createSandboxBusinessRegistry();
  return (await openSignedRegistry(chosen, tools)).registry;
}
