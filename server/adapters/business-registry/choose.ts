// The register that was chosen by the configuration.
import { readFile } from 'node:fs/promises';
import type { BusinessRegistry } from '../../ports/business-registry.ts';
import { parseMapping } from './mapping.ts';
import { createSandboxBusinessRegistry } from './sandbox.ts';
import { createSignedRegistry, type SignedRegistryConfig } from './signed-http.ts';
import { registryKeyOfFile } from './signature.ts';

export interface ChosenRegistry {
  readonly kind: 'sandbox' | 'signed-http' | 'none';
  /** Needed with `signed-http`, all three. */
  readonly url: string | undefined;
  readonly mappingFile: string | undefined;
  readonly keyFile: string | undefined;
}

/** Null without one. Rejects with what is wrong when the mapping or the key cannot be read. */
export async function openChosenRegistry(
  { kind, url, mappingFile, keyFile }: ChosenRegistry,
  tools: Pick<SignedRegistryConfig, 'clock' | 'random' | 'ask' | 'onTrouble'>,
): Promise<BusinessRegistry | null> {
  if (kind === 'none') return null;
  if (kind === 'sandbox') return createSandboxBusinessRegistry();
  if (url === undefined || mappingFile === undefined || keyFile === undefined)
    throw new Error('a register is asked at an address, with a mapping and a key');
  const mapping = parseMapping(await readFile(mappingFile, 'utf8'));
  const key = registryKeyOfFile(keyFile);
  if ((await key()) === null) throw new Error('the key file holds no key that can be read');
  return createSignedRegistry({ ...tools, url, mapping, key });
}
