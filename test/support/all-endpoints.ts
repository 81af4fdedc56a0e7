// Every endpoint of the contract by its name, read from the folder itself, so that none can be forgotten.
import { readdirSync } from 'node:fs';
import type { Endpoint } from '../../server/contract/endpoint.ts';

export interface NamedEndpoint {
  readonly name: string;
  readonly endpoint: Endpoint;
}

const folder = new URL('../../server/contract/', import.meta.url);

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'method' in value && 'audience' in value;

async function endpointsIn(file: string): Promise<readonly NamedEndpoint[]> {
  const module = (await import(new URL(file, folder).href)) as Record<string, unknown>;
  return Object.entries(module).flatMap(([name, value]) =>
    isEndpoint(value) ? [{ name, endpoint: value }] : [],
  );
}

export const allEndpoints: readonly NamedEndpoint[] = (
  await Promise.all(readdirSync(folder).map(endpointsIn))
).flat();
